import { createStore, type StoreApi } from "zustand/vanilla";
import { canonicalJson } from "../../core/canonical-json.ts";
import { repeatedSeed } from "../../experiment/repeated.ts";
import type { Experiment, RunSpec } from "../../experiment/spec.ts";
import { experimentOfRun } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry, Setup } from "../lab-state.ts";
import { createRepeatGatherer, type RepeatOutcome, resultOfDigest } from "./repeat-result.ts";

/** What runs are held against: so many rounds, so much time, or learners of equal size. */
export type CompareAxis = "rounds" | "seconds" | "sizes";

export interface SortOrder {
  /** Id of a column of the table. */
  readonly column: string;
  readonly isDescending: boolean;
}

export interface ComparisonState {
  /** Seeds wanted: each one more split, or one more cross-validation. */
  readonly repeats: number;
  /** Folds of each cross-validation; null = each seed is one split with its share of test rows. */
  readonly folds: number | null;
  /** Run that the others are held against; null = the first. */
  readonly baseline: string | null;
  readonly axis: CompareAxis;
  /** Null = the metric of the experiment. */
  readonly metric: string | null;
  /** Differences up to this share of the baseline's value count as none. */
  readonly sameShare: number;
  readonly onlyDiffering: boolean;
  readonly sort: SortOrder | null;
  readonly filter: string;
  readonly groupBy: string | null;
  /** Trainings that are done and that are wanted while they go on; null = none go on. */
  readonly work: { readonly done: number; readonly total: number; readonly runName: string } | null;
  readonly problem: string | null;
  /** By `repeatKey`: whatever was trained once is known, whichever way settings go. */
  readonly outcomes: ReadonlyMap<string, RepeatOutcome>;
}

export type Comparison = StoreApi<ComparisonState>;

const comparisons = new WeakMap<Lab, Comparison>();

/** Loaded with its screen; it lives as long as the page. */
export function comparisonOf(lab: Lab): Comparison {
  const known = comparisons.get(lab);
  if (known !== undefined) return known;
  const made = createStore<ComparisonState>(() => ({
    repeats: 10,
    folds: null,
    baseline: null,
    axis: "rounds",
    metric: null,
    sameShare: 0.01,
    onlyDiffering: true,
    sort: null,
    filter: "",
    groupBy: null,
    work: null,
    problem: null,
    outcomes: new Map(),
  }));
  comparisons.set(lab, made);
  return made;
}

/** The seeds of the repeats: the experiment's own comes first. */
export function seedOf(setup: Setup, repeat: number): number {
  return repeatedSeed(setup.seed, repeat);
}

/** Trainings wanted of each run. */
export function repeatCount({ repeats, folds }: Pick<ComparisonState, "repeats" | "folds">): number {
  return repeats * (folds ?? 1);
}

/** As `repeatKey`, where repeats may be folds. */
export function comparedKey(setup: Setup, spec: RunSpec, repeat: number, folds: number | null): string {
  if (folds === null) return repeatKey(setup, spec, repeat);
  return `${repeatKey(setup, spec, Math.floor(repeat / folds))} ${repeat % folds}/${folds}`;
}

/** Whether cross-validations can be drawn: by chance, with rows left to train on. */
export function canFold({ split }: Setup, folds: number): boolean {
  return split.kind === "random" && 1 / folds + split.validation + split.calibration <= 0.9;
}

interface KnownKeys {
  readonly setup: Setup;
  readonly base: string;
  readonly byRepeat: string[];
}

/** Asked for by every run and repeat at every drawing, so they are kept. */
const knownKeys = new WeakMap<RunSpec, KnownKeys>();

/** Text that is the same exactly when a training would give the same numbers. */
export function repeatKey(setup: Setup, spec: RunSpec, repeat: number): string {
  let known = knownKeys.get(spec);
  if (known?.setup !== setup) {
    known = { setup, base: unseeded(experimentOfRun(setup, spec)), byRepeat: [] };
    knownKeys.set(spec, known);
  }
  known.byRepeat[repeat] ??= `${known.base} ${seedOf(setup, repeat)}`;
  return known.byRepeat[repeat];
}

function unseeded(experiment: Experiment): string {
  return canonicalJson({ ...experiment, seed: 0 });
}

/**
 * The first repeat is what the lab has recorded, where it was trained with the settings on screen; of a recording that
 * is not read, what tables need.
 */
export function recordedOutcome(lab: Lab, setup: Setup, run: RunEntry): RepeatOutcome | null {
  if (run.trained === null || run.newestRound < 0) return null;
  if (run.status !== "finished" && run.status !== "early-stopped") return null;
  if (`${unseeded(run.trained)} ${run.trained.seed}` !== repeatKey(setup, run.spec, 0)) return null;
  if (run.start === null)
    return run.digest === undefined ? null : { ok: true, value: resultOfDigest(setup.seed, run.digest) };
  const gatherer = createRepeatGatherer(setup.seed, run.start);
  gatherer.add(lab.recordings.of(run.id));
  return { ok: true, value: gatherer.result() };
}
