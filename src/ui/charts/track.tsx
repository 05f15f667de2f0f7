import { niceTicks } from "../../figures/scale.ts";
import { lossWords } from "../../words/loss.ts";
import type { PlotFrame } from "./plot-frame.ts";

export interface TrackProps {
  readonly frame: PlotFrame;
  readonly round: number;
  readonly newest: number;
  /** Rounds that branches start from. */
  readonly forks: readonly number[];
}

const HANDLE = 9;

/** The x axis of the loss plot is the track of the clock: played, trained, still to come. */
export function Track({ frame, round, newest, forks }: TrackProps) {
  const { left, right, track, size, plannedRounds } = frame;
  const bar = (to: number, kind: string) => (
    <rect
      className={`track ${kind}`}
      x={left}
      y={track - 2}
      width={Math.max(0, to - left)}
      height={4}
      rx={2}
    />
  );
  const ticks = niceTicks(
    { min: 0, max: plannedRounds },
    Math.max(2, Math.min(6, (right - left) / 90)),
  ).filter(Number.isInteger);
  return (
    <>
      {bar(right, "planned")}
      {bar(frame.x(newest), "trained")}
      {bar(frame.x(round), "played")}
      {forks.map((fork) => (
        <path key={fork} className="fork-tick" d={`M${frame.x(fork)} ${track}v-8l6 -6`} />
      ))}
      {ticks.map((tick) => (
        <text key={tick} className="loss-tick" x={frame.x(tick)} y={size.height - 4} textAnchor="middle">
          {tick}
        </text>
      ))}
      <text className="loss-tick" x={right + 20} y={size.height - 4}>
        {lossWords.rounds}
      </text>
    </>
  );
}

/** Where the native slider has to lie so that its thumb covers the handle. */
export function sliderPlace(frame: PlotFrame, newest: number) {
  return {
    left: frame.left - HANDLE,
    width: frame.x(newest) - frame.left + 2 * HANDLE,
    top: frame.track - 13,
  };
}

export function Handle({ frame, round }: { readonly frame: PlotFrame; readonly round: number }) {
  return (
    <>
      <circle className="clock-focus" cx={frame.x(round)} cy={frame.track} r={HANDLE + 5} />
      <circle className="clock-handle" cx={frame.x(round)} cy={frame.track} r={HANDLE} />
    </>
  );
}
