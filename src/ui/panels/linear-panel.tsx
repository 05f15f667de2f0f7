import { useMemo } from "react";
import type { LinearModel } from "../../boosting/learners/linear/linear-model.ts";
import type { RunStart } from "../../experiment/recording.ts";
import { learnerSign } from "../../figures/learner-text.ts";
import { linearFigure, linearTerms } from "../../figures/linear-figure.ts";
import { inputNames } from "../../figures/net-inputs.ts";
import { digitsFor, signedText } from "../../figures/number-text.ts";
import { rectanglePath } from "../../figures/svg-path.ts";
import { linearWords as words } from "../../words/linear.ts";
import { useSize } from "./use-size.ts";
import "./linear.css";

interface LinearPanelProps {
  readonly start: RunStart;
  readonly model: LinearModel;
  readonly title: string;
}

/** A linear model's coefficients as bars, the largest first; every one of them in the words behind. */
export function LinearPanel({ start, model, title }: LinearPanelProps) {
  const [measure, size] = useSize();
  const { header, followed } = start;
  const terms = useMemo(
    () => linearTerms(model, inputNames(header.inputs!, followed.features), learnerSign(header)),
    [model, header, followed],
  );
  const figure = useMemo(() => (size === null ? null : linearFigure(terms, size)), [terms, size]);
  const digits = digitsFor(Math.abs(terms[0]?.coefficient ?? 0));
  return (
    <figure ref={measure} className="panel-figure panel-tree">
      <figcaption className="panel-hidden">
        {words.figure(
          title,
          terms.map(({ name, coefficient }) => words.term(name, signedText(coefficient, digits))),
        )}
      </figcaption>
      {figure !== null && size !== null && (
        <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
          <line className="panel-zero" x1={figure.zeroX} x2={figure.zeroX} y1={2} y2={figure.bottom} />
          {figure.bars.map((bar) => (
            <g key={bar.y}>
              <text className="linear-name" x={figure.nameX} y={bar.y + 4}>
                {bar.name}
              </text>
              <path
                className={bar.isNegative ? "linear-bar linear-minus" : "linear-bar"}
                d={rectanglePath(bar.left, bar.y - figure.barHeight / 2, bar.width, figure.barHeight)}
              />
              <text className="linear-name" x={figure.valueX} y={bar.y + 4}>
                {bar.value}
              </text>
            </g>
          ))}
          {figure.more > 0 && (
            <text className="linear-name" x={figure.valueX} y={figure.bottom + 13}>
              {words.smaller(figure.more)}
            </text>
          )}
        </svg>
      )}
    </figure>
  );
}
