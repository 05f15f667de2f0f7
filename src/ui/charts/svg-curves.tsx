import { memo } from "react";
import { tickTexts } from "../../figures/number-text.ts";
import { curvePath } from "./curve-path.ts";
import type { LossScale, Series } from "./loss-scale.ts";
import type { PlotFrame } from "./plot-frame.ts";

export interface CurvesProps {
  readonly series: readonly Series[];
  readonly scale: LossScale;
  readonly frame: PlotFrame;
}

/** Grid lines and their values. Ours in any case: Plotly needs longer for them than for the curves. */
export const LossGrid = memo(function LossGrid({ scale, frame }: Omit<CurvesProps, "series">) {
  const labels = tickTexts(scale.ticks);
  return (
    <svg className="loss-layer" width={frame.size.width} height={frame.size.height} aria-hidden="true">
      {scale.ticks.map((tick, index) => (
        <g key={tick}>
          <line
            className="loss-grid"
            x1={frame.left}
            x2={frame.right}
            y1={frame.y(tick)}
            y2={frame.y(tick)}
          />
          <text className="loss-tick" x={frame.left - 6} y={frame.y(tick)} dy=".35em" textAnchor="end">
            {labels[index]}
          </text>
        </g>
      ))}
    </svg>
  );
});

interface SvgCurvesProps {
  readonly series: readonly Series[];
  readonly frame: PlotFrame;
  /** Curves that Plotly has drawn: only what came after them is drawn here. */
  readonly drawn: readonly Series[] | null;
}

/** The loss curves until Plotly is there, and where it cannot be loaded; then the newest rounds until its next turn. */
export const SvgCurves = memo(function SvgCurves({ series, frame, drawn }: SvgCurvesProps) {
  return (
    <svg className="loss-layer" width={frame.size.width} height={frame.size.height} aria-hidden="true">
      <clipPath id="loss-clip">
        <rect
          x={frame.left}
          y={frame.top - 2}
          width={frame.right - frame.left}
          height={frame.bottom - frame.top + 4}
        />
      </clipPath>
      <g clipPath="url(#loss-clip)">
        {series.map((run) => {
          const before = drawn?.find((other) => other.runId === run.runId)?.train.length ?? 0;
          const from = Math.max(0, before - 1);
          return (
            <g key={run.runId} className={`hue-${run.hue}`}>
              <path className="loss-curve train" d={curvePath(run.train, frame, from)} />
              <path className="loss-curve" d={curvePath(run.validation, frame, from)} />
              <path className="loss-curve test" d={curvePath(run.test, frame, from)} />
            </g>
          );
        })}
      </g>
    </svg>
  );
});
