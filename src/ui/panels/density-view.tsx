import { useMemo } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
import {
  type DensityCurve,
  densityFigure,
  parametersText,
  pastRounds,
} from "../../figures/density-figure.ts";
import { tickTexts } from "../../figures/number-text.ts";
import { rangeOf, type Size } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { panelWords } from "../../words/panels.ts";
import { rowPrediction, selectedIndex } from "./run-scores.ts";
import { useSize } from "./use-size.ts";

function curveAt(view: RunView, round: number, index: number): DensityCurve {
  const prediction = rowPrediction(view, round, index);
  if (prediction.kind !== "distribution") return { round, density: () => 0 };
  const { density } = distributionById(prediction.distribution);
  return { round, density: (y) => density(prediction.parameters, 0, y) };
}

/** The predicted distribution of one row, now and in earlier rounds, and what really happened. */
export function DensityView({ view }: { readonly view: RunView }) {
  const [measure, size] = useSize();
  const index = Math.max(0, selectedIndex(view));
  const { followed, header } = view.start;
  const distribution = distributionById(header.outputs.distribution!);
  const range = useMemo(() => rangeOf(followed.target, 0.1), [followed]);
  const prediction = rowPrediction(view, view.round, index);
  const displayed = prediction.kind === "distribution" ? distribution.display(prediction.parameters, 0) : [];
  const text = parametersText(distribution.label.charAt(0), displayed, range);
  const row = followed.rowIds[index];
  return (
    <figure className="panel-figure panel-density">
      <figcaption>
        {panelWords.densityOf(row)} <b>{text}</b>
      </figcaption>
      <div ref={measure} className="panel-body">
        {size !== null && <DensityPicture view={view} index={index} range={range} size={size} />}
      </div>
    </figure>
  );
}

interface DensityPictureProps {
  readonly view: RunView;
  readonly index: number;
  readonly range: { readonly min: number; readonly max: number };
  readonly size: Size;
}

function DensityPicture({ view, index, range, size }: DensityPictureProps) {
  const earlier = pastRounds(view.round);
  const figure = densityFigure({
    size,
    range,
    current: curveAt(view, view.round, index),
    past: earlier.map((round) => curveAt(view, round, index)),
  });
  const { area, sx } = figure;
  const bottom = area.top + area.height;
  const actual = sx(view.start.followed.target[index]);
  const texts = tickTexts(figure.ticks);
  return (
    <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
      {figure.past.map((path, n) => (
        <path key={earlier[n]} className="panel-past" d={path} />
      ))}
      <path className="panel-density-fill" d={figure.fill} />
      <path className="panel-line" d={figure.current} />
      <line className="panel-zero" x1={area.left} x2={area.left + area.width} y1={bottom} y2={bottom} />
      <line className="panel-actual" x1={actual} x2={actual} y1={area.top} y2={bottom} />
      <circle className="panel-ring panel-ring-filled" cx={actual} cy={bottom} r={4.5} />
      {figure.labels.map((label, n) => (
        <text
          key={label.text}
          className={n === 0 ? "panel-density-now" : "panel-note panel-plate"}
          x={label.x}
          y={label.y}
          textAnchor={label.anchor}
        >
          {label.text}
        </text>
      ))}
      {figure.ticks.map((tick, n) => (
        <text key={tick} className="panel-tick" x={sx(tick)} y={bottom + 15} textAnchor="middle">
          {texts[n]}
        </text>
      ))}
    </svg>
  );
}
