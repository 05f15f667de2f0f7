import { memo, type ReactNode } from "react";
import { glyphPaths } from "../../figures/glyph-paths.ts";
import { spreadLabels } from "../../figures/spread-labels.ts";
import { lossWords } from "../../words/loss.ts";
import { useLabState } from "../lab-context.ts";
import type { Series } from "./loss-scale.ts";
import type { PlotFrame } from "./plot-frame.ts";

export interface OverlayProps {
  readonly series: readonly Series[];
  readonly frame: PlotFrame;
  readonly bests: readonly (number | null)[];
}

/** Names at the line ends and the best rounds: they change with training, not with the clock. */
export const LossMarks = memo(function LossMarks({ series, frame, bests }: OverlayProps) {
  return (
    <>
      <EndLabels series={series} frame={frame} />
      {series.map((run, index) => {
        const best = bests[index];
        if (best === null) return null;
        const x = frame.x(best);
        const y = clamped(frame, frame.y(run.validation[best]));
        return (
          <g key={run.runId} className={`hue-${run.hue}`}>
            <line className="best-lead" x1={x} x2={x} y1={y + 5} y2={frame.track - 2} />
            <circle className="best-dot" cx={x} cy={y} r={3.2} />
            <path
              className={run.hollow ? "best-glyph hollow" : "best-glyph"}
              transform={`translate(${x} ${frame.track})`}
              d={glyphPaths[run.hue]}
            />
          </g>
        );
      })}
    </>
  );
});

const LABEL_GAP = 15;

function EndLabels({ series, frame }: Pick<OverlayProps, "series" | "frame">) {
  const ends = series.flatMap((run) => {
    const curve = lastFinite(run.validation) >= 0 ? run.validation : run.train;
    const last = lastFinite(curve);
    return last < 0 ? [] : [{ run, x: frame.x(last), y: clamped(frame, frame.y(curve[last])) }];
  });
  const labels = spreadLabels(
    ends.map((end) => end.y),
    LABEL_GAP,
    { top: frame.top, bottom: frame.bottom - 8 },
  );
  return ends.map(({ run, x, y }, index) => (
    <g key={run.runId} className={`hue-${run.hue}`}>
      <path className="label-lead" d={`M${x + 2} ${y}L${x + 12} ${labels[index]}`} />
      <text className="label-name" x={x + 15} y={labels[index]} dy=".35em">
        {run.name.length > 12 ? `${run.name.slice(0, 11)}…` : run.name}
      </text>
    </g>
  ));
}

function lastFinite(values: readonly number[]): number {
  for (let round = values.length - 1; round >= 0; round--) if (Number.isFinite(values[round])) return round;
  return -1;
}

export function clamped(frame: PlotFrame, y: number): number {
  return Math.min(frame.bottom, Math.max(frame.top - 2, y));
}

const words = lossWords.keys;

/** How to read the lines: solid, dashed, and where the best round is marked. */
export function LossKey({ children }: { readonly children: ReactNode }) {
  const hasTest = useLabState((state) => state.view.showTest);
  return (
    <div className="loss-key">
      <span>
        <svg width="22" height="8" aria-hidden="true">
          <path className="key-line" d="M0 4h22" />
        </svg>
        {words.validation}
      </span>
      <span>
        <svg width="22" height="8" aria-hidden="true">
          <path className="key-line train" d="M0 4h22" />
        </svg>
        {words.train}
      </span>
      {hasTest && (
        <span>
          <svg width="22" height="8" aria-hidden="true">
            <path className="key-line test" d="M1 4h21" />
          </svg>
          {words.test}
        </span>
      )}
      <span>
        <svg width="8" height="14" aria-hidden="true">
          <circle className="key-dot" cx="4" cy="4" r="3" />
          <path className="key-lead" d="M4 7v7" />
        </svg>
        {words.best}
      </span>
      {children}
    </div>
  );
}
