import type { ParamValues } from "../core/params.ts";
import type { Task } from "../core/task.ts";

/**
 * All that decides the numbers of an experiment, and nothing else: this is what a link carries and what is hashed.
 * Backend, threads, timings and view stand beside it.
 */
export interface Experiment {
  readonly version: 1;
  /** Version of maths, split search, sketch and quantiser. */
  readonly numerics: 1;
  readonly data: DataSpec;
  readonly task: Task;
  readonly split: SplitSpec;
  readonly runs: readonly RunSpec[];
  /** Ids of metrics that are computed; may be empty = the objective's own. */
  readonly metrics: readonly string[];
  /** The metric that early stopping and "best round" look at; null = the first named, or each run's own default. */
  readonly stopMetric: string | null;
  readonly seed: number;
}

export interface DataSpec {
  readonly source:
    | { readonly kind: "builtin"; readonly id: string; readonly values: ParamValues }
    | { readonly kind: "file"; readonly name: string };
  /** Fingerprint of the table (see interchange/fingerprint); null until it was read. */
  readonly fingerprint: string | null;
  readonly target: string;
  readonly ignored: readonly string[];
  readonly categorical: readonly string[];
  readonly weight: string | null;
}

/** Shares of the table's labelled rows; the rest trains. Stratified by class for classification. */
export interface SplitSpec {
  readonly kind: "fractions";
  readonly validation: number;
  readonly test: number;
}

export interface RunSpec {
  readonly engine: string;
  /** Only what differs from the defaults. */
  readonly values: ParamValues;
  readonly objective: string | null;
  readonly distribution: string | null;
  readonly score: string | null;
  readonly rounds: number;
  /** Patience in rounds; null = off. */
  readonly earlyStopping: number | null;
}
