import { isTraining, newestRound, plannedRounds, roundOnScreen } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import { bestRoundOf, metricOnScreen } from "../metric-series.ts";
import { updateClock } from "./update.ts";

/** Rounds a second of a replay. */
export const REPLAY_SPEED = 8;
/** While the clock follows training it moves at least this fast, so that a fast run can still be watched. */
const FOLLOW_SPEED = 24;
/** ... and it makes up this share of what it lags behind, a second. */
const CATCH_UP = 0.5;

/** Moves the clock by the time that passed. Called for each picture while `clockMoves`. */
export function tick(lab: Lab, seconds: number): void {
  const { clock, runs } = lab.store.getState();
  const newest = newestRound(runs);
  const trains = runs.some(isTraining);
  if (clock.playing) {
    const position = Math.min(newest, clock.position + seconds * REPLAY_SPEED);
    const atEnd = position >= newest;
    updateClock(lab, { position, playing: !(atEnd && !trains), following: atEnd && trains });
  } else if (clock.following && clock.position !== newest) {
    const lag = newest - clock.position;
    const step = lab.services.reducedMotion() ? Infinity : seconds * Math.max(FOLLOW_SPEED, lag * CATCH_UP);
    updateClock(lab, { position: Math.min(newest, clock.position + step) });
  }
}

/** True while the clock has somewhere to go. */
export function clockMoves(lab: Lab): boolean {
  const { clock, runs } = lab.store.getState();
  return clock.playing || (clock.following && clock.position !== newestRound(runs));
}

/** Shows a round; from now on the clock is the user's. */
export function showRound(lab: Lab, round: number): void {
  const { runs } = lab.store.getState();
  const position = Math.min(newestRound(runs), Math.max(0, round));
  updateClock(lab, { position, playing: false, following: false });
}

export function stepRounds(lab: Lab, rounds: number): void {
  showRound(lab, roundOnScreen(lab.store.getState()) + rounds);
}

export function playOrPause(lab: Lab): void {
  const { clock, runs } = lab.store.getState();
  const newest = newestRound(runs);
  if (clockMoves(lab)) updateClock(lab, { playing: false, following: false });
  else if (clock.position < newest) updateClock(lab, { playing: true, following: false });
  else if (runs.some(isTraining)) updateClock(lab, { following: true });
  else if (newest > 0) updateClock(lab, { position: 0, playing: true, following: false });
}

/** Best validation rounds of the shown runs; called again it goes on to the next run. */
export function showBestRound(lab: Lab): void {
  const { runs, setup } = lab.store.getState();
  const shown = runs.filter((run) => run.shown);
  const metric = metricOnScreen(
    shown.flatMap((run) => (run.start === null ? [] : [run.start])),
    setup.stopMetric,
  );
  if (metric === null) return;
  const bests = shown.flatMap((run) => {
    const best = run.start === null ? null : bestRoundOf(run.start, lab.recordings.of(run.id), metric);
    return best === null ? [] : [best];
  });
  if (bests.length === 0) return;
  const at = bests.indexOf(roundOnScreen(lab.store.getState()));
  showRound(lab, bests[(at + 1) % bests.length]);
}

export function showLastRound(lab: Lab): void {
  showRound(lab, plannedRounds(lab.store.getState().runs));
}
