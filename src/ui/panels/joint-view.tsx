import { useId, useMemo, useState } from "react";
import { correlationsOf, pairsOf } from "../../boosting/marginals.ts";
import { positions, valueTicks } from "../../figures/fit-figure.ts";
import { jointAxes, type PairLaw, pairLaw, regionPath } from "../../figures/joint-figure.ts";
import { targetsOf } from "../../figures/joint-table.ts";
import { decimalText, plainText } from "../../figures/number-text.ts";
import type { Size } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { jointWords as words } from "../../words/joint.ts";
import { BottomAxis, PlotClip, ValueAxis } from "./panel-axes.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { PointLayer } from "./point-layer.tsx";
import { rowPrediction, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedRing } from "./selected-ring.tsx";
import "./joint.css";

const SHARES = [0.9, 0.5] as const;

/** What a row's distribution says of two targets at once: the regions that hold half and nine tenths of it. */
export function JointView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start, round } = view;
  const { outputs } = start.header;
  const names = outputs.outputNames!;
  const clip = useId();
  const rows = useShownRows(view);
  const x = Math.min(view.target, names.length - 1);
  const [other, setOther] = useState<number | null>(null);
  const y = other === null || other === x ? (x + 1) % names.length : other;
  const axes = useMemo(() => jointAxes(start, [x, y], size), [start, x, y, size]);
  const points = useMemo(
    () => positions(axes, targetsOf(start, x), targetsOf(start, y)),
    [start, axes, x, y],
  );
  const selected = selectedIndex(view);
  const index = Math.max(0, selected);
  const predicted = rowPrediction(view, round, index);
  if (predicted.kind !== "joint") return null;
  const law = pairLaw(outputs, predicted.parameters, [x, y]);
  const correlations = correlationsOf(predicted, 0);
  const { area } = axes;
  const row = start.followed.rowIds[index];
  const caption = words.caption(row, round, names[x], names[y], textOf(law));
  const right = area.left + area.width;
  return (
    <PanelFigure view={view} caption={caption} points={points} rows={rows.all}>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <ValueAxis ticks={valueTicks(axes.yRange, area.height)} scale={axes.sy} area={area} />
        <BottomAxis ticks={valueTicks(axes.xRange, area.width)} scale={axes.sx} area={area} />
      </svg>
      <PointLayer points={points} rows={rows} size={size} area={area} />
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <PlotClip id={clip} area={area} />
        <g clipPath={`url(#${clip})`}>
          {SHARES.map((share) => (
            <path key={share} className="joint-region" d={regionPath(law, share, axes)} />
          ))}
          <circle className="joint-mean" cx={axes.sx(law.mean[0])} cy={axes.sy(law.mean[1])} r={3.5} />
        </g>
        <SelectedRing x={points.x[index]} y={points.y[index]} />
        <text className="joint-axis" x={area.left} y={11}>
          {names[y]}
        </text>
        <text className="joint-axis panel-plate" x={right} y={area.top + area.height - 4} textAnchor="end">
          {names[x]}
        </text>
      </svg>
      <div className="panel-words joint-words" style={{ left: right + 14 }}>
        {names.length > 2 && (
          <label>
            {words.over(names[x])}{" "}
            <select value={y} onChange={(event) => setOther(Number(event.target.value))}>
              {names.map((name, k) => (
                <option key={name} value={k} disabled={k === x}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <p>{words.regions(row)}</p>
        <p>
          {words.correlations}
          {pairsInOrder(names.length, x, y).map(({ a, b, at }) => (
            <span key={at} className={isShown(a, b, x, y) ? "joint-shown" : ""}>
              {names[a]}, {names[b]} <b>{decimalText(correlations[at], 2)}</b>
            </span>
          ))}
        </p>
      </div>
    </PanelFigure>
  );
}

/** The pair in the picture first: a small picture has no room for all. */
function pairsInOrder(count: number, x: number, y: number) {
  const all = pairsOf(count).map(([a, b], at) => ({ a, b, at }));
  const shown = all.filter(({ a, b }) => isShown(a, b, x, y));
  return [...shown, ...all.filter((pair) => !shown.includes(pair))];
}

const isShown = (a: number, b: number, x: number, y: number) => (a === x && b === y) || (a === y && b === x);

const textOf = ({ mean, spread, correlation }: PairLaw) =>
  words.law(
    mean.map((value, k) => words.about(plainText(value), plainText(spread[k]))),
    decimalText(correlation, 2),
  );
