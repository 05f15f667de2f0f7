import type { RunSpec } from "../../experiment/spec.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { appendRun } from "../actions/edit-runs.ts";
import type { Lab } from "../lab.ts";
import type { Stack } from "./stack-trials.ts";
import { type Trial, type TuneSession, tuningOf } from "./tuning.ts";

/** The stack's trials as members of one run, with the rounds and the early stopping of the run that was searched. */
export function stackSpec(
  { spec: { without, rounds, earlyStopping } }: TuneSession,
  trials: readonly Trial[],
  { weights }: Stack,
): RunSpec {
  const members = weights.flatMap(({ trial }) => {
    const found = trials.find(({ number }) => number === trial);
    if (found === undefined) return [];
    const { engine, values, objective, distribution, score } = found.spec;
    return [{ engine, values, objective, distribution, score }];
  });
  const loss = { objective: null, distribution: null, score: null };
  return { engine: "stack", without, values: {}, ...loss, rounds, earlyStopping, members };
}

/** Puts the stack into the lab, where it trains: members side by side, weighed by rows that they never saw. */
export function keepStack(lab: Lab, session: TuneSession, stack: Stack): void {
  const taken = new Set(lab.store.getState().runs.map(({ name }) => name));
  let again = 1;
  while (taken.has(words.stackOf(session.runName, again))) again++;
  const spec = stackSpec(session, tuningOf(lab).getState().trials, stack);
  appendRun(lab, spec, words.stackOf(session.runName, again));
}
