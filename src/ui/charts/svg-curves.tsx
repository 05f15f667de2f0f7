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

/** The loss curves until Plotly is there, and where it cannot be loaded. */
export const SvgCurves = memo(function SvgCurves({ series, scale, frame }: CurvesProps) {
  const labels = tickTexts(scale.ticks);
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
      <g clipPath="url(#loss-clip)">
        {series.map((run) => (
          <g key={run.runId} className={`hue-${run.hue}`}>
            <path className="loss-curve train" d={curvePath(run.train, frame)} />
            <path className="loss-curve" d={curvePath(run.validation, frame)} />
          </g>
        ))}
      </g>
    </svg>
  );
});
