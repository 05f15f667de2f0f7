import { useId, useMemo } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
import { positions, valueTicks } from "../../figures/fit-figure.ts";
import { sampleText } from "../../figures/followed-rows.ts";
import { plainText } from "../../figures/number-text.ts";
import { clampInto, predictedActualAxes } from "../../figures/predicted-actual-figure.ts";
import type { Size } from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { panelWords } from "../../words/panels.ts";
import { BottomAxis, PlotClip, ValueAxis } from "./panel-axes.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { PointLayer } from "./point-layer.tsx";
import { predictionsFrom, rowPrediction, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedRing } from "./selected-ring.tsx";

/** The middle 90 % of the selected row's predicted distribution; null for point models. */
function whiskerOf(view: RunView, index: number): readonly [number, number] | null {
  if (index < 0) return null;
  const predictions = rowPrediction(view, view.round, index);
  if (predictions.kind !== "distribution") return null;
  const { quantile } = distributionById(predictions.distribution);
  return [quantile(predictions.parameters, 0, 0.05), quantile(predictions.parameters, 0, 0.95)];
}

/** Predicted against actual on equal axes; words beside the square. */
export function PredictedActualView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start } = view;
  const clip = useId();
  const rows = useShownRows(view);
  const axes = useMemo(() => predictedActualAxes(start, size), [start, size]);
  const ticks = useMemo(() => valueTicks(axes.xRange, axes.area.height), [axes]);
  const scores = view.rounds[view.round]?.scores ?? null;
  const drawn = useMemo(() => {
    const predictions = scores === null ? null : predictionsFrom({ start }, scores);
    if (predictions === null || predictions.kind === "classes") return null;
    const { values, outside } = clampInto(predictions.point, axes.yRange);
    return { points: positions(axes, start.followed.target, values), outside };
  }, [start, scores, axes]);
  if (drawn === null) return null;
  const { points } = drawn;
  const selected = selectedIndex(view);
  const { area } = axes;
  const corner = `M${area.left} ${area.top + area.height}L${area.left + area.width} ${area.top}`;
  const whisker = whiskerOf(view, selected);
  const caption = panelWords.predictedActual(start.header.encoder.target.name, view.round);
  return (
    <PanelFigure view={view} caption={caption} points={points} rows={rows.all}>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <ValueAxis ticks={ticks} scale={axes.sy} area={area} />
        <BottomAxis ticks={ticks} scale={axes.sx} area={area} />
        <path className="panel-actual" d={corner} />
      </svg>
      <PointLayer points={points} rows={rows} size={size} area={area} />
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <PlotClip id={clip} area={area} />
        <g clipPath={`url(#${clip})`}>
          {whisker !== null && (
            <path
              className="panel-line"
              d={`M${points.x[selected]} ${axes.sy(whisker[0])}V${axes.sy(whisker[1])}`}
            />
          )}
        </g>
        {selected >= 0 && <SelectedRing x={points.x[selected]} y={points.y[selected]} />}
      </svg>
      <PlotWords view={view} left={area.left + area.width + 16} outside={drawn.outside} whisker={whisker} />
    </PanelFigure>
  );
}

interface PlotWordsProps {
  readonly view: RunView;
  readonly left: number;
  readonly outside: number;
  readonly whisker: readonly [number, number] | null;
}

function PlotWords({ view, left, outside, whisker }: PlotWordsProps) {
  const { followed, header } = view.start;
  const selected = selectedIndex(view);
  const sample = sampleText(followed);
  const text = plainText;
  const prediction = selected < 0 ? null : rowPrediction(view, view.round, selected);
  return (
    <div className="panel-words" style={{ left }}>
      <p>
        {panelWords.axes} <b>{header.encoder.target.name}</b>.
      </p>
      {prediction !== null && prediction.kind !== "classes" && (
        <p>
          <b>{panelWords.rowOf(view.selectedRow ?? 0)}</b>:{" "}
          {panelWords.actualAndPredicted(text(followed.target[selected]), text(prediction.point[0]))}
          {whisker !== null && panelWords.between(text(whisker[0]), text(whisker[1]))}
        </p>
      )}
      {outside > 0 && <p>{panelWords.atEdge(outside)}</p>}
      {sample !== null && <p>{sample}.</p>}
    </div>
  );
}
