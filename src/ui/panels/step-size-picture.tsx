import { useMemo } from "react";
import { niceTicks, type Size } from "../../figures/scale.ts";
import { stepSizeFigure } from "../../figures/step-size-figure.ts";
import { gradientPlaneWords as words } from "../../words/gradient-plane.ts";
import { BottomAxis } from "./panel-axes.tsx";

interface StepSizeProps {
  /** By round; NaN where there was no step. */
  readonly sizes: readonly number[];
  readonly round: number;
  readonly plannedRounds: number;
  readonly size: Size;
  readonly left: number;
  readonly top: number;
}

/** How far the line search let each round go. Later rounds are pale: the clock has not come to them. */
export function StepSizePicture({ sizes, round, plannedRounds, size, left, top }: StepSizeProps) {
  const figure = useMemo(
    () => stepSizeFigure(sizes, { size, round, plannedRounds }),
    [sizes, size, round, plannedRounds],
  );
  const { area, sx, now } = figure;
  const rounds = { min: 0, max: Math.max(1, plannedRounds, sizes.length - 1) };
  return (
    <svg
      className="panel-svg"
      style={{ left, top }}
      width={size.width}
      height={size.height}
      aria-hidden="true"
    >
      <text className="plane-axis" x={area.left} y={12}>
        {words.stepSize}
      </text>
      {figure.ticks.map(({ y, text }) => (
        <g key={text}>
          <line className="panel-grid" x1={area.left} x2={area.left + area.width} y1={y} y2={y} />
          <text className="panel-tick" x={area.left - 6} y={y} dy=".35em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      <BottomAxis
        ticks={niceTicks(rounds, Math.max(1, Math.round(area.width / 50)))}
        scale={sx}
        area={area}
      />
      <path className="plane-steps plane-later" d={figure.later} />
      <path className="plane-steps" d={figure.past} />
      {now !== null && <circle className="plane-now" cx={now.x} cy={now.y} r={3.5} />}
    </svg>
  );
}
