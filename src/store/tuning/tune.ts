import { suggestBayesian } from "../../analysis/tuning/bayesian-search.ts";
import { randomPoint } from "../../analysis/tuning/random-search.ts";
import { fromUnit } from "../../analysis/tuning/search-space.ts";
import { survivors } from "../../analysis/tuning/successive-halving.ts";
import { messageOf } from "../../core/errors.ts";
import { putTable } from "../actions/train-run.ts";
import type { Lab } from "../lab.ts";
import type { DataState } from "../lab-state.ts";
import { plannedRounds, planSearch, specWith } from "./plan-search.ts";
import { trainTrial } from "./train-trial.ts";
import { lossOf } from "./trial-order.ts";
import { trialValue } from "./trial-result.ts";
import { type Trial, type TuneSession, tuningOf } from "./tuning.ts";

/** A search under way: what its steps share. */
interface Search {
  readonly lab: Lab;
  readonly session: TuneSession;
  readonly data: Extract<DataState, { readonly status: "ready" }>;
  readonly signal: AbortSignal;
  /** Trainings so far, for what is left to be said. */
  readonly spent: { ms: number; rounds: number; skipped: number };
}

/**
 * Trains the trials of a search, one after the other. What is known is not trained again, so a longer search goes on where a
 * shorter one ended. Ends early by the signal; what was finished stays.
 */
export async function tune(lab: Lab, signal: AbortSignal): Promise<void> {
  const tuning = tuningOf(lab);
  const { data } = lab.store.getState();
  const session = planSearch(lab, tuning.getState().wishes);
  if (session === null || data.status !== "ready" || tuning.getState().work !== null) return;
  tuning.setState({ session, trials: [], problem: null, stack: null, marked: null });
  tuning.setState({ work: { trial: 1, of: session.trials, rung: null, leftMs: null } });
  try {
    const spent = { ms: 0, rounds: 0, skipped: 0 };
    const search = { lab, session, data, signal, spent };
    await (session.method === "halving" ? searchByHalves(search) : searchInTurn(search));
  } catch (thrown) {
    tuning.setState({ problem: messageOf(thrown) });
  } finally {
    tuning.setState(({ trials, known }) => ({
      work: null,
      // Nobody goes on from these rounds any more.
      known: new Map([...known].map(([key, result]) => [key, { ...result, records: null }])),
      trials: trials
        .filter(({ results, state }) => results.length > 0 || state === "failed")
        .map((trial) => atRest(trial, session)),
    }));
  }
}

/** Nobody goes on from its rounds any more; what had rungs before it was stopped. */
function atRest(trial: Trial, { method }: TuneSession): Trial {
  const { state, results, spec } = trial;
  const hasMore = results.some(({ result, goesOn }) => goesOn && result.elapsedMs.length <= spec.rounds);
  const isBetweenRungs = method === "halving" && state === "done" && hasMore;
  const isCut = state === "training" || state === "waiting" || isBetweenRungs;
  return {
    ...trial,
    results: results.map((result) => ({ ...result, records: null })),
    state: isCut ? "stopped" : state,
  };
}

async function searchInTurn(search: Search): Promise<void> {
  const { lab, session, signal } = search;
  const { space, method, setup, metric } = session;
  for (let trial = 0; trial < session.trials; trial++) {
    const observed = tuningOf(lab)
      .getState()
      .trials.filter(({ value }) => Number.isFinite(value))
      .map(({ point, value }) => ({ point, loss: lossOf(value, metric) }));
    const { point, expected } =
      method === "bayesian"
        ? suggestBayesian(space, observed, { seed: setup.seed, trial })
        : { point: randomPoint(space, setup.seed, trial), expected: null };
    addTrial(search, trialAt(session, trial, { point, expected }));
    if (!(await advance(search, trial, session.spec.rounds)) || signal.aborted) return;
  }
}

/** All trials for few rounds, then the best third of them for three times as many, and so on. */
async function searchByHalves(search: Search): Promise<void> {
  const { lab, session } = search;
  for (let trial = 0; trial < session.trials; trial++) {
    const point = randomPoint(session.space, session.setup.seed, trial);
    addTrial(search, trialAt(session, trial, { point, expected: null }));
  }
  let alive = Array.from({ length: session.trials }, (_, at) => at);
  for (const rung of session.rungs) {
    for (const at of alive) if (!(await advance(search, at, rung))) return;
    if (rung === session.rungs.at(-1)) return;
    const { trials } = tuningOf(lab).getState();
    const kept = survivors(alive.map((at) => lossOf(trials[at].value, session.metric)));
    const next = kept.map((place) => alive[place]);
    for (const at of alive) {
      const isFailed = trials[at].state === "failed";
      if (!isFailed) changeTrial(lab, at, { state: next.includes(at) ? "waiting" : "ended" });
    }
    alive = next;
  }
}

function trialAt(
  { space, spec, setup }: TuneSession,
  trial: number,
  { point, expected }: Pick<Trial, "point" | "expected">,
): Trial {
  // The first one is the run as it stands: its values are not rounded.
  const values = Object.fromEntries(
    trial === 0 ? [] : space.map((dimension, d) => [dimension.id, fromUnit(dimension, point[d])]),
  );
  return {
    number: trial + 1,
    spec: specWith(spec, setup.task, values),
    point,
    expected,
    state: "waiting",
    results: [],
    value: Number.NaN,
    message: null,
  };
}

function addTrial({ lab }: Search, trial: Trial): void {
  tuningOf(lab).setState(({ trials }) => ({ trials: [...trials, trial] }));
}

function changeTrial(lab: Lab, at: number, change: Partial<Trial>): void {
  tuningOf(lab).setState(({ trials }) => ({
    trials: trials.map((trial, place) => (place === at ? { ...trial, ...change } : trial)),
  }));
}

/** Trains a trial up to so many rounds, with every seed. False = it was stopped. */
async function advance(search: Search, at: number, rounds: number): Promise<boolean> {
  const { lab, session, data, signal, spent } = search;
  const { rungs, repeats, metric } = session;
  const before = tuningOf(lab).getState().trials[at];
  const from = before.results[0]?.result.elapsedMs.length ?? 1;
  tuningOf(lab).setState({
    work: {
      trial: at + 1,
      of: session.trials,
      rung: rungs.length > 1 ? rounds : null,
      leftMs: leftOf(search),
    },
  });
  changeTrial(lab, at, { state: "training" });
  const failed = await putTable(lab, data.tableId, data.table);
  if (failed !== null) {
    tuningOf(lab).setState({ problem: failed.error.message });
    return false;
  }
  const results = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const began = performance.now();
    const outcome = await trainTrial(
      { lab, session, tableId: data.tableId },
      { spec: { ...before.spec, rounds }, repeat, before: before.results[repeat] ?? null },
      signal,
    );
    if (outcome === null) return false;
    if (!outcome.ok) {
      changeTrial(lab, at, { state: "failed", value: Number.NaN, message: outcome.message });
      return true;
    }
    results.push(outcome.value);
    const planned = rounds - (from - 1);
    if (outcome.wasKnown) spent.skipped += planned;
    else {
      spent.ms += performance.now() - began;
      spent.rounds += planned;
    }
  }
  const value = results.reduce((sum, result) => sum + trialValue(result, metric, "validation"), 0) / repeats;
  changeTrial(
    lab,
    at,
    Number.isFinite(value)
      ? { state: "done", value, results }
      : { state: "failed", value: Number.NaN, results, message: null },
  );
  return true;
}

/** Milliseconds of the rounds that are still to come, if they take as long as those so far. */
function leftOf({ session, spent }: Search): number | null {
  if (spent.rounds === 0) return null;
  const left = plannedRounds(session) - spent.rounds - spent.skipped;
  return (spent.ms / spent.rounds) * Math.max(0, left);
}
