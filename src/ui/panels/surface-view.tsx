import { useMemo } from "react";
import { type Axes, positions } from "../../figures/fit-figure.ts";
import { decimalText, digitsFor } from "../../figures/number-text.ts";
import { niceTicks, type Range, rangeOf, type Size } from "../../figures/scale.ts";
import { boundaryPath, type GridProbe, surfaceAxes } from "../../figures/surface-figure.ts";
import { featureValues, likeliestClasses } from "../../figures/targets.ts";
import type { RunView } from "../../store/run-view.ts";
import { panelWords } from "../../words/panels.ts";
import { BottomAxis, ValueAxis } from "./panel-axes.tsx";
import { PanelFigure } from "./panel-figure.tsx";
import { predictionsFrom, selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedRing } from "./selected-ring.tsx";
import { SurfaceCanvas } from "./surface-canvas.tsx";
import { SurfacePoints } from "./surface-points.tsx";

function captionOf(view: RunView, names: readonly [string, string]): string {
  const target = view.start.header.encoder.target.name;
  return panelWords.surface(target, names, view.round);
}

/** Two numeric features: the prediction as colour, the rows over it. */
export function SurfaceView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start } = view;
  const rows = useShownRows(view);
  const probe = start.probe as GridProbe;
  const axes = useMemo(() => surfaceAxes(start, probe, size), [start, probe, size]);
  const targetRange = useMemo(() => rangeOf(start.followed.target), [start]);
  const points = useMemo(
    () =>
      positions(
        axes,
        featureValues(start.followed, probe.features[0]),
        featureValues(start.followed, probe.features[1]),
      ),
    [axes, start, probe],
  );
  const probeScores = view.rounds[view.round]?.probeScores ?? null;
  const drawn = useMemo(() => {
    if (probeScores === null) return null;
    const predictions = predictionsFrom({ start }, probeScores);
    const isClasses = predictions.kind === "classes";
    return {
      predictions,
      boundary: isClasses ? boundaryPath(probe, likeliestClasses(predictions), axes) : "",
    };
  }, [start, probe, probeScores, axes]);
  if (drawn === null) return null;
  const { predictions, boundary } = drawn;
  const names = probe.features.map((feature) => start.header.encoder.features[feature].name);
  const { area } = axes;
  const selected = selectedIndex(view);
  return (
    <PanelFigure view={view} caption={captionOf(view, [names[0], names[1]])} points={points} rows={rows.all}>
      <SurfaceCanvas hue={view.hue} probe={probe} predictions={predictions} range={targetRange} area={area} />
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <path className="panel-halo" d={boundary} />
        <path className="panel-line panel-boundary" d={boundary} />
        <SurfacePoints
          followed={start.followed}
          classCount={start.header.outputs.classNames?.length ?? 0}
          points={points}
          rows={rows}
          range={targetRange}
        />
        <ValueAxis ticks={niceTicks(axes.yRange, 3)} scale={axes.sy} area={{ ...area, width: 0 }} />
        <BottomAxis ticks={niceTicks(axes.xRange, 5)} scale={axes.sx} area={area} />
        <FeatureNames names={names} axes={axes} />
        {predictions.kind !== "classes" && <ValueLegend axes={axes} range={targetRange} />}
        {selected >= 0 && <SelectedRing x={points.x[selected]} y={points.y[selected]} />}
      </svg>
    </PanelFigure>
  );
}

function FeatureNames({ names, axes }: { readonly names: readonly string[]; readonly axes: Axes }) {
  const { area } = axes;
  return (
    <g className="panel-over">
      <text x={area.left + 5} y={area.top + 13}>
        {names[1]}
      </text>
      <text x={area.left + area.width - 5} y={area.top + area.height - 5} textAnchor="end">
        {names[0]}
      </text>
    </g>
  );
}

const LEGEND_STEPS = 24;

/** The colour scale at the right: the same mixture as the surface. */
function ValueLegend({ axes, range }: { readonly axes: Axes; readonly range: Range }) {
  const { area } = axes;
  const left = area.left + area.width + 8;
  const step = area.height / LEGEND_STEPS;
  const digits = digitsFor(range.max - range.min);
  return (
    <g>
      {Array.from({ length: LEGEND_STEPS }, (_, n) => {
        const y = area.top + area.height - (n + 1) * step;
        const share = (n + 0.5) / LEGEND_STEPS;
        return (
          <rect
            key={y}
            className="panel-scale"
            x={left}
            y={y}
            width={8}
            height={step + 0.4}
            opacity={0.04 + share * 0.86}
          />
        );
      })}
      <text className="panel-tick" x={left + 12} y={area.top + 8}>
        {decimalText(range.max, digits)}
      </text>
      <text className="panel-tick" x={left + 12} y={area.top + area.height}>
        {decimalText(range.min, digits)}
      </text>
    </g>
  );
}
