import { showRound } from "../../store/actions/drive-clock.ts";
import { newestRound, roundOnScreen } from "../../store/experiment-of.ts";
import type { Lab } from "../../store/lab.ts";
import type { LabState } from "../../store/lab-state.ts";
import { bestRoundOf, metricOnScreen } from "../../store/metric-series.ts";

/** Rounds that a talk stops at: the first few, then ever wider apart, the best ones, and the last. */
const ALONG = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

export function presentationSteps(lab: Lab, state: LabState): number[] {
  const newest = newestRound(state.runs);
  const shown = state.runs.filter((run) => run.shown && run.start !== null);
  const starts = shown.flatMap((run) => (run.start === null ? [] : [run.start]));
  const metric = metricOnScreen(starts, state.setup.stopMetric);
  const bests = shown.flatMap((run) => {
    const best =
      run.start === null || metric === null
        ? null
        : bestRoundOf(run.start, lab.recordings.of(run.id), metric);
    return best === null ? [] : [best];
  });
  const all = new Set([...ALONG.filter((round) => round < newest), ...bests, newest]);
  return [...all].sort((left, right) => left - right);
}

/** The step on screen, counted from 1: the last one that the clock has reached. */
export function stepOnScreen(steps: readonly number[], round: number): number {
  return steps.filter((step) => step <= round).length;
}

/** As a clicker does: on to the next step, or back. */
export function stepPresentation(lab: Lab, direction: 1 | -1): void {
  const state = lab.store.getState();
  const round = roundOnScreen(state);
  const steps = presentationSteps(lab, state);
  const next =
    direction > 0 ? steps.find((step) => step > round) : steps.filter((step) => step < round).at(-1);
  if (next !== undefined) showRound(lab, next);
}
