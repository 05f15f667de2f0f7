import { messageOf } from "../../core/errors.ts";
import { repeated } from "../../experiment/repeated.ts";
import { putTable } from "../actions/train-run.ts";
import { experimentOfRun } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry } from "../lab-state.ts";
import { comparedKey, comparisonOf, recordedOutcome, repeatCount, repeatKey } from "./comparison.ts";
import type { RepeatOutcome } from "./repeat-result.ts";
import { trainCurves } from "./train-curves.ts";

/** Takes over what the lab has trained already. */
export function gatherRecorded(lab: Lab): void {
  const comparison = comparisonOf(lab);
  const { setup, runs } = lab.store.getState();
  const { outcomes } = comparison.getState();
  const found = runs.flatMap((run): [string, RepeatOutcome][] => {
    const key = repeatKey(setup, run.spec, 0);
    const known = outcomes.get(key);
    const isKnown = known !== undefined && !(known.ok && known.value.isDigest && run.start !== null);
    const outcome = isKnown ? null : recordedOutcome(lab, setup, run);
    return outcome === null ? [] : [[key, outcome]];
  });
  if (found.length > 0) comparison.setState({ outcomes: new Map([...outcomes, ...found]) });
}

interface Wanted {
  readonly run: RunEntry;
  readonly repeat: number;
  readonly key: string;
}

/** Trainings that are still to be done, seed by seed, so that pairs are complete early. */
export function wantedRepeats(lab: Lab): Wanted[] {
  const { setup, runs } = lab.store.getState();
  const { outcomes, repeats, folds } = comparisonOf(lab).getState();
  return Array.from({ length: repeatCount({ repeats, folds }) }, (_, repeat) =>
    runs.map((run) => ({ run, repeat, key: comparedKey(setup, run.spec, repeat, folds) })),
  )
    .flat()
    .filter(({ key }) => !outcomes.has(key));
}

/** Milliseconds that the wanted repeats will take, from the rounds that are recorded; null = nothing is known yet. */
export function expectedMs(lab: Lab): number | null {
  let sum = 0;
  for (const { run } of wantedRepeats(lab)) {
    const one = expectedMsOf(lab, run);
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

/** Milliseconds that one more training of a run will take; null = it was not trained with these settings. */
export function expectedMsOf(lab: Lab, run: RunEntry): number | null {
  const known = comparisonOf(lab)
    .getState()
    .outcomes.get(repeatKey(lab.store.getState().setup, run.spec, 0));
  const last = known?.ok ? known.value.elapsedMs.at(-1) : undefined;
  return last === undefined ? null : last + (run.end?.milliseconds.bin ?? 0);
}

/**
 * Trains every run with as many seeds or folds as are wanted: a split and random numbers of their own for each, shared by
 * all runs. What is done already is not done again. Ends early by the signal; what was finished stays.
 */
export async function repeatRuns(lab: Lab, signal: AbortSignal): Promise<void> {
  const comparison = comparisonOf(lab);
  gatherRecorded(lab);
  const { setup, data } = lab.store.getState();
  if (data.status !== "ready" || comparison.getState().work !== null) return;
  const { folds } = comparison.getState();
  const wanted = wantedRepeats(lab);
  comparison.setState({ problem: null });
  try {
    for (const [done, { run, repeat, key }] of wanted.entries()) {
      comparison.setState({ work: { done, total: wanted.length, runName: run.name } });
      const failed = await putTable(lab, data.tableId, data.table);
      if (failed !== null) {
        comparison.setState({ problem: failed.error.message });
        return;
      }
      const experiment = repeated(experimentOfRun(setup, run.spec), repeat, folds);
      const outcome = await trainCurves(lab, { experiment, tableId: data.tableId }, signal);
      if (outcome === null) return;
      comparison.setState(({ outcomes }) => ({ outcomes: new Map(outcomes).set(key, outcome) }));
    }
  } catch (thrown) {
    comparison.setState({ problem: messageOf(thrown) });
  } finally {
    comparison.setState({ work: null });
  }
}
