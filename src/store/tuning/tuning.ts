import { createStore, type StoreApi } from "zustand/vanilla";
import type { Suggestion } from "../../analysis/tuning/bayesian-search.ts";
import type { Dimension } from "../../analysis/tuning/search-space.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import type { Lab } from "../lab.ts";
import type { Setup } from "../lab-state.ts";
import type { Stack } from "./stack-trials.ts";
import type { TrialResult } from "./trial-result.ts";

export type TuneMethod = "random" | "halving" | "bayesian";
export const tuneMethods: readonly TuneMethod[] = ["random", "halving", "bayesian"];

export interface TuneWishes {
  /** The run whose settings are searched around; null = the first that can be. */
  readonly runId: string | null;
  readonly method: TuneMethod;
  readonly trials: number;
  /** Trainings of each trial, each with a seed of its own. */
  readonly repeats: number;
}

/** What one search is about: it changes only when another is started. */
export interface TuneSession {
  readonly setup: Setup;
  readonly runName: string;
  /** The run's own settings, without the past of a branch. */
  readonly spec: RunSpec;
  readonly space: readonly Dimension[];
  readonly metric: string;
  readonly method: TuneMethod;
  readonly trials: number;
  readonly repeats: number;
  /** Rounds at which trials are held against each other; one = all train all rounds. */
  readonly rungs: readonly number[];
}

/** How far a trial is: "ended" = a rung of successive halving let others go on, "stopped" = the user did. */
export type TrialState = "waiting" | "training" | "done" | "ended" | "stopped" | "failed";

export interface Trial {
  /** From 1 on. */
  readonly number: number;
  readonly spec: RunSpec;
  readonly point: Float64Array;
  /** Why the model of a Bayesian search chose it; null = its own settings, or drawn. */
  readonly expected: Suggestion["expected"];
  readonly state: TrialState;
  /** By seed. */
  readonly results: readonly TrialResult[];
  /** Mean of the validation metric over the seeds; NaN = nothing yet. */
  readonly value: number;
  readonly message: string | null;
}

export interface TuneWork {
  readonly trial: number;
  readonly of: number;
  /** The rung's rounds; null = all. */
  readonly rung: number | null;
  /** Milliseconds until the end, from what was trained so far; null = nothing was yet. */
  readonly leftMs: number | null;
}

export interface TuningState {
  readonly isOpen: boolean;
  readonly wishes: TuneWishes;
  readonly session: TuneSession | null;
  readonly trials: readonly Trial[];
  readonly work: TuneWork | null;
  readonly problem: string | null;
  /** Test values are out of sight until they are asked for. */
  readonly showsTest: boolean;
  /** Number of the trial that all pictures point at. */
  readonly marked: number | null;
  readonly stack: Stack | null;
  /** By `trialKey`: what was trained once is not trained again. */
  readonly known: ReadonlyMap<string, TrialResult>;
}

export type Tuning = StoreApi<TuningState>;

const tunings = new WeakMap<Lab, Tuning>();

/** Loaded with the comparison; it lives as long as the page. */
export function tuningOf(lab: Lab): Tuning {
  const known = tunings.get(lab);
  if (known !== undefined) return known;
  const made = createStore<TuningState>(() => ({
    isOpen: false,
    wishes: { runId: null, method: "bayesian", trials: 15, repeats: 1 },
    session: null,
    trials: [],
    work: null,
    problem: null,
    showsTest: false,
    marked: null,
    stack: null,
    known: new Map(),
  }));
  tunings.set(lab, made);
  return made;
}

export function wish(lab: Lab, change: Partial<TuneWishes>): void {
  tuningOf(lab).setState(({ wishes }) => ({ wishes: { ...wishes, ...change } }));
}
