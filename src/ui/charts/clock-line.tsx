import { clamped } from "./loss-overlay.tsx";
import type { Series } from "./loss-scale.ts";
import type { PlotFrame } from "./plot-frame.ts";

export interface ClockLineProps {
  readonly series: readonly Series[];
  readonly frame: PlotFrame;
  readonly round: number;
  readonly newest: number;
}

/** The round on screen: a line through the plot, a dot on each curve, a veil over what comes later. */
export function ClockLine({ series, frame, round, newest }: ClockLineProps) {
  const x = frame.x(round);
  return (
    <>
      {round < newest && (
        <rect
          className="loss-veil"
          x={x}
          y={frame.top - 4}
          width={Math.max(0, frame.x(newest) - x + 2)}
          height={frame.bottom - frame.top + 6}
        />
      )}
      <line className="clock-line" x1={x} x2={x} y1={frame.top - 4} y2={frame.track} />
      {series.map((run) => {
        const value = run.validation[round] ?? run.train[round];
        if (!Number.isFinite(value)) return null;
        return (
          <circle
            key={run.runId}
            className={`clock-dot hue-${run.hue}`}
            cx={x}
            cy={clamped(frame, frame.y(value))}
            r={4}
          />
        );
      })}
    </>
  );
}
