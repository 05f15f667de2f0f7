import { useId, useMemo } from "react";
import { distributionById } from "../../boosting/distributions/index.ts";
import type { Predictions } from "../../boosting/outputs.ts";
import type { Probe } from "../../experiment/recording.ts";
import { type Axes, fitAxes, positions, spreadClasses, valueTicks } from "../../figures/fit-figure.ts";
import type { Size } from "../../figures/scale.ts";
import { stepBandPath, stepPath } from "../../figures/svg-path.ts";
import {
  className,
  featureValues,
  shownClass,
  shownPredictions,
  shownTargets,
} from "../../figures/targets.ts";
import type { PeerRun, RunView } from "../../store/run-view.ts";
import { panelWords } from "../../words/panels.ts";
import { PlotClip, ValueAxis } from "./panel-axes.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { PointLayer } from "./point-layer.tsx";
import { predictionsFrom, rowPrediction, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedRing } from "./selected-ring.tsx";

/** Middle 90 % and middle 50 % of a predicted distribution. */
const BANDS = [
  [0.05, 0.95],
  [0.25, 0.75],
] as const;

function bandPaths(probe: Probe, predictions: Predictions, axes: Axes): string[] {
  if (predictions.kind !== "distribution") return [];
  const { quantile } = distributionById(predictions.distribution);
  const { parameters, parameterCount, rowCount } = predictions;
  const edge = (probability: number) =>
    Float64Array.from({ length: rowCount }, (_, row) =>
      quantile(parameters, row * parameterCount, probability),
    );
  return BANDS.map(([low, high]) =>
    stepBandPath(probe.x, { lower: edge(low), upper: edge(high) }, axes.sx, axes.sy),
  );
}

function captionOf(view: RunView, classIndex: number): string {
  const { header } = view.start;
  const feature = header.encoder.features[0].name;
  const what =
    header.outputs.kind === "classes"
      ? `P(${className(header.outputs, classIndex)})`
      : header.encoder.target.name;
  return panelWords.fit(what, feature, view.round);
}

/** One numeric feature: rows, prediction, bands, and how far the selected row is from its prediction. */
export function FitView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start } = view;
  const clip = useId();
  const rows = useShownRows(view);
  const axes = useMemo(() => fitAxes(start, size), [start, size]);
  const isClasses = start.header.outputs.kind === "classes";
  const classIndex = shownClass(start, view.selectedRow);
  const points = useMemo(() => {
    const targets = shownTargets(start, classIndex);
    const y = isClasses ? spreadClasses(targets, start.followed.rowIds) : targets;
    return positions(axes, featureValues(start.followed, 0), y);
  }, [start, axes, classIndex, isClasses]);
  const ticks = useMemo(
    () => (isClasses ? [0, 0.5, 1] : valueTicks(axes.yRange, axes.area.height)),
    [isClasses, axes],
  );
  const scores = view.rounds[view.round]?.probeScores ?? null;
  const probe = start.probe;
  if (scores === null || probe === null) return null;
  const predictions = predictionsFrom(view, scores);
  const line = stepPath(probe.x, shownPredictions(predictions, classIndex), axes.sx, axes.sy);
  const selected = selectedIndex(view);
  return (
    <PanelFigure view={view} caption={captionOf(view, classIndex)} points={points} rows={rows.all}>
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <ValueAxis ticks={ticks} scale={axes.sy} area={axes.area} />
      </svg>
      <PointLayer points={points} rows={rows} size={size} area={axes.area} />
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <PlotClip id={clip} area={axes.area} />
        <g clipPath={`url(#${clip})`}>
          {bandPaths(probe, predictions, axes).map((path, n) => (
            <path key={BANDS[n][0]} className="panel-band" d={path} />
          ))}
          {view.overlay &&
            view.peers.map((peer) => (
              <path
                key={peer.runId}
                className={`panel-peer hue-${peer.hue}`}
                d={peerLine(peer, view.round, classIndex, axes)}
              />
            ))}
          <path className="panel-halo" d={line} />
          <path className="panel-line" d={line} />
          {selected >= 0 && (
            <path
              className="panel-gap"
              d={`M${points.x[selected]} ${points.y[selected]}V${axes.sy(selectedPrediction(view, selected, classIndex))}`}
            />
          )}
        </g>
        {selected >= 0 && <SelectedRing x={points.x[selected]} y={points.y[selected]} />}
        {isClasses && start.header.outputs.classNames!.length > 0 && (
          <text
            className="panel-note"
            x={axes.area.left + axes.area.width}
            y={axes.sy(0.5) - 4}
            textAnchor="end"
          >
            {`P(${className(start.header.outputs, classIndex)})`}
          </text>
        )}
      </svg>
    </PanelFigure>
  );
}

/** Another run's prediction at the same round, on the axes of this one. */
function peerLine({ start, rounds }: PeerRun, round: number, classIndex: number, axes: Axes): string {
  const scores = rounds[Math.min(round, rounds.length - 1)]?.probeScores;
  if (!scores || start.probe?.kind !== "line") return "";
  return stepPath(
    start.probe.x,
    shownPredictions(predictionsFrom({ start }, scores), classIndex),
    axes.sx,
    axes.sy,
  );
}

function selectedPrediction(view: RunView, index: number, classIndex: number): number {
  return shownPredictions(rowPrediction(view, view.round, index), classIndex)[0];
}
