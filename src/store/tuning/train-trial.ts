import { canonicalJson } from "../../core/canonical-json.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { comparisonOf, repeatKey, seedOf } from "../comparison/comparison.ts";
import { curveOf } from "../comparison/repeat-result.ts";
import { trainOnce } from "../comparison/train-once.ts";
import { experimentOfRun } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import { gatherTrial, type TrialGathering, type TrialResult } from "./trial-result.ts";
import { type TuneSession, tuningOf } from "./tuning.ts";

export interface TrialTraining {
  readonly spec: RunSpec;
  readonly repeat: number;
  /** What was trained of it before, with fewer rounds. */
  readonly before: TrialResult | null;
}

export type TrialOutcome =
  | { readonly ok: true; readonly value: TrialResult; readonly wasKnown: boolean }
  | { readonly ok: false; readonly message: string };

interface Around {
  readonly lab: Lab;
  readonly session: TuneSession;
  readonly tableId: string;
}

/**
 * Trains a trial with the experiment's split and seed (or that of a repeat), after the rounds that it has, or takes over what is
 * known of it. Null = it was stopped before its end.
 */
export async function trainTrial(
  { lab, session, tableId }: Around,
  { spec, repeat, before }: TrialTraining,
  signal: AbortSignal,
): Promise<TrialOutcome | null> {
  const { setup, metric, rungs } = session;
  const key = canonicalJson({ metric, experiment: repeatKey(setup, spec, repeat) });
  const known = tuningOf(lab).getState().known.get(key) ?? recordedTrial(lab, session, { spec, repeat });
  if (known !== null) return { ok: true, value: known, wasKnown: true };
  if (before !== null && !before.goesOn) return { ok: true, value: before, wasKnown: true };
  const seed = seedOf(setup, repeat);
  // After a stop the records are gone: the trial is trained from its start, to the same bits.
  const past = before?.records == null ? null : before;
  // Made with the start, before any round arrives.
  const gathered: TrialGathering[] = [];
  const outcome = await trainOnce(
    lab,
    {
      experiment: experimentOfRun({ ...setup, seed }, spec),
      tableId,
      ...(past !== null && { past: past.records!, pastMetric: pastMetricOf(past) }),
    },
    {
      signal,
      onStart: (start) => gathered.push(gatherTrial(start, { metric, seed, before: past })),
      onRounds: (rounds) => gathered[0].add(rounds),
    },
  );
  if (outcome === null) return null;
  if (!outcome.ok) return { ok: false, message: outcome.error.message };
  const found = gathered[0].result(outcome.value.reason === "finished");
  const isLast = spec.rounds === rungs.at(-1);
  const value = isLast ? { ...found, records: null } : found;
  tuningOf(lab).setState((state) => ({ known: new Map(state.known).set(key, value) }));
  tellComparison(lab, repeatKey(setup, spec, repeat), value);
  return { ok: true, value, wasKnown: false };
}

/** The metric that stops, of the rounds so far: the worker need not score them again. */
function pastMetricOf({ result }: TrialResult): number[] {
  return curveOf(result, result.metrics[0], "validation");
}

/** A trial that is put into the lab is compared without training it once more. */
function tellComparison(lab: Lab, key: string, { result }: TrialResult): void {
  comparisonOf(lab).setState(({ outcomes }) => ({
    outcomes: outcomes.has(key) ? outcomes : new Map(outcomes).set(key, { ok: true, value: result }),
  }));
}

/** A run of the lab that has just these settings, and was trained to its end. */
function recordedTrial(
  lab: Lab,
  { setup, metric }: TuneSession,
  { spec, repeat }: Pick<TrialTraining, "spec" | "repeat">,
): TrialResult | null {
  if (repeat > 0) return null;
  const key = repeatKey(setup, spec, 0);
  const run = lab.store
    .getState()
    .runs.find(
      ({ status, trained }) =>
        (status === "finished" || status === "early-stopped") &&
        trained !== null &&
        canonicalJson(trained) === key,
    );
  if (run === undefined || run.start === null) return null;
  const gathering = gatherTrial(run.start, { metric, seed: setup.seed, before: null });
  gathering.add(lab.recordings.of(run.id));
  return { ...gathering.result(run.status === "finished"), records: null };
}
