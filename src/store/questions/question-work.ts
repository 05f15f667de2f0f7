import { createStore, type StoreApi } from "zustand/vanilla";
import { messageOf } from "../../core/errors.ts";
import type { Experiment } from "../../experiment/spec.ts";
import { putTable } from "../actions/train-run.ts";
import { comparisonOf } from "../comparison/comparison.ts";
import type { RepeatOutcome } from "../comparison/repeat-result.ts";
import { trainCurves } from "../comparison/train-curves.ts";
import type { Lab } from "../lab.ts";
import type { RefitOutcome } from "./refit-result.ts";

/** Questions that are answered by a few more trainings. */
export type TrainedQuestion = "rates" | "learning" | "refits" | "dataSets";

export interface QuestionState {
  /** Trainings that are done and that are wanted while they go on; null = none go on. */
  readonly work: {
    readonly question: TrainedQuestion;
    readonly done: number;
    readonly total: number;
    readonly name: string;
  } | null;
  /** Why no training could begin. */
  readonly problem: { readonly question: TrainedQuestion; readonly text: string } | null;
  /** By `refitKey`. Curves of other trainings stand with those of the comparison: a training is a training. */
  readonly refits: ReadonlyMap<string, RefitOutcome>;
}

const known = new WeakMap<Lab, StoreApi<QuestionState>>();

/** Loaded with its screen; it lives as long as the page. */
export function questionsOf(lab: Lab): StoreApi<QuestionState> {
  const found = known.get(lab);
  if (found !== undefined) return found;
  const made = createStore<QuestionState>(() => ({ work: null, problem: null, refits: new Map() }));
  known.set(lab, made);
  return made;
}

interface Named {
  /** What is trained, for the line that says how far the work is. */
  readonly name: string;
}

/**
 * One training after another, as far as the signal allows; a problem that concerns all of them is kept as a sentence.
 * @param train gives a sentence where no further training can succeed, null where it was stopped.
 */
export async function workThrough<T extends Named>(
  lab: Lab,
  { question, wanted }: { readonly question: TrainedQuestion; readonly wanted: readonly T[] },
  train: (item: T) => Promise<"done" | { readonly problem: string } | null>,
): Promise<void> {
  const questions = questionsOf(lab);
  if (questions.getState().work !== null) return;
  questions.setState({ problem: null });
  try {
    for (const [done, item] of wanted.entries()) {
      questions.setState({ work: { question, done, total: wanted.length, name: item.name } });
      const result = await train(item);
      if (result === null) return;
      if (result !== "done") {
        questions.setState({ problem: { question, text: result.problem } });
        return;
      }
    }
  } catch (thrown) {
    questions.setState({ problem: { question, text: messageOf(thrown) } });
  } finally {
    questions.setState({ work: null });
  }
}

/** A training whose curves are wanted; `key` is what decides them. */
export interface WantedCurves extends Named {
  readonly key: string;
  readonly experiment: Experiment;
}

/** Trains on the table on screen whatever is not known yet. */
export async function trainWanted(
  lab: Lab,
  question: TrainedQuestion,
  all: readonly WantedCurves[],
  signal: AbortSignal,
): Promise<void> {
  const { data } = lab.store.getState();
  if (data.status !== "ready") return;
  await workThrough(lab, { question, wanted: stillWanted(lab, all) }, async ({ key, experiment }) => {
    const failed = await putTable(lab, data.tableId, data.table);
    if (failed !== null) return { problem: failed.error.message };
    const outcome = await trainCurves(lab, { experiment, tableId: data.tableId }, signal);
    if (outcome === null) return null;
    keepCurves(lab, key, outcome);
    return "done";
  });
}

export function stillWanted<T extends { readonly key: string }>(lab: Lab, all: readonly T[]): T[] {
  const { outcomes } = comparisonOf(lab).getState();
  return all.filter(({ key }) => !outcomes.has(key));
}

/** A failure is known like a result, so that nothing is trained twice; forgotten, it can be trained again. */
export function forgetFailed(lab: Lab, keys: readonly string[]): void {
  const without = <T extends { readonly ok: boolean }>(all: ReadonlyMap<string, T>) =>
    new Map([...all].filter(([key, { ok }]) => ok || !keys.includes(key)));
  comparisonOf(lab).setState(({ outcomes }) => ({ outcomes: without(outcomes) }));
  questionsOf(lab).setState(({ refits }) => ({ refits: without(refits) }));
}

export function keepCurves(lab: Lab, key: string, outcome: RepeatOutcome): void {
  comparisonOf(lab).setState(({ outcomes }) => ({ outcomes: new Map(outcomes).set(key, outcome) }));
}
