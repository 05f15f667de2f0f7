import type { ConformalMethodId } from "../analysis/conformal/conformal-method.ts";
import type { ParamValues } from "../core/params.ts";
import type { ReadRecipe, SampleSpec } from "../core/read-recipe.ts";
import type { Task } from "../core/task.ts";
import type { Censoring } from "../data/censoring.ts";
import type { DateColumn } from "../data/column-type.ts";

/**
 * All that decides the numbers of an experiment, and nothing else: this is what a link carries and what is hashed.
 * Backend, threads, timings and view stand beside it.
 */
export interface Experiment {
  /**
   * 7 where a run is a stack, or intervals or sets have a level or a method of their own; 6 where there are several targets
   * or rows are ranked within queries, 5 where the test rows are a fold, 4 where the target is censored, 3 where a run is a
   * branch of earlier settings, else 2: links stay what they were.
   */
  readonly version: 2 | 3 | 4 | 5 | 6 | 7;
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
  readonly source: DataSource;
  /** Fingerprint of the table; null until it was read. */
  readonly fingerprint: string | null;
  /** How the file was read, every guess resolved; null = found out when it is read, or not read from a file. */
  readonly reading: ReadRecipe | null;
  /** Rows that stand for a file too large to keep; null = all of it. */
  readonly sample: SampleSpec | null;
  readonly target: string;
  /** Columns that are predicted beside `target`, by the task multioutput alone. Absent = one target. */
  readonly targets?: readonly string[];
  /** Columns that are no features of any run. */
  readonly ignored: readonly string[];
  /** Columns that are categories even where they hold numbers. */
  readonly categorical: readonly string[];
  /** Columns whose cells are dates; as features they count as the named parts. */
  readonly dates: readonly DateColumn[];
  /** Columns of numbers whose failing cells take their rows out; elsewhere a failing cell counts as missing. */
  readonly dropFailing: readonly string[];
  readonly weight: string | null;
  /** The target is a time, or its lower bound, and a column says how far it is known. Absent = no censoring. */
  readonly censoring?: Censoring;
  /** Rankings: rows of one value of this column are the documents of one query. Absent = rows stand alone. */
  readonly query?: string;
}

export type DataSource =
  | { readonly kind: "builtin"; readonly id: string; readonly values: ParamValues }
  | { readonly kind: "file"; readonly name: string }
  /** A public address; it is fetched only when the user says so. */
  | { readonly kind: "url"; readonly url: string };

/**
 * How the labelled rows are shared out; the rest of the shares trains. random: by seed, stratified by class. time: the
 * oldest rows train, the newest test. group: rows of one group stay together. column: its texts name the sets.
 */
export interface SplitSpec {
  readonly kind: "random" | "time" | "group" | "column";
  /** What decides, for every kind but random. */
  readonly column: string | null;
  /** Shares of the labelled rows; a split by column has none. */
  readonly validation: number;
  readonly test: number;
  /** Rows that no engine trains or stops on, for calibrating intervals and probabilities. */
  readonly calibration: number;
  /** Random: rows that are equal in every used column and the target stay in one set. */
  readonly duplicatesTogether: boolean;
  /** Random: the test rows are one of so many equal parts of the rows, in place of a share. Absent = they are a share. */
  readonly fold?: FoldSpec;
  /** What the calibration rows are asked for. Absent = 90 %, by the first method that fits a run's outputs. */
  readonly conformal?: ConformalSpec;
}

/** Only what differs from the defaults; the bound in the model file follows from it. */
export interface ConformalSpec {
  /** Share of new rows that intervals or sets should hold. Absent = 0.9. */
  readonly level?: number;
  /** Whose bound goes into the model file, of runs whose outputs it fits; others have their own first. Absent = the first. */
  readonly method?: ConformalMethodId;
}

/** One part of a cross-validation: part `at` of `of`, counted from 0. */
export interface FoldSpec {
  readonly at: number;
  readonly of: number;
}

export interface RunSpec {
  readonly engine: string;
  /** Columns that this run leaves out beside the ignored ones: the same engine with and without them. */
  readonly without: readonly string[];
  /** Only what differs from the defaults. */
  readonly values: ParamValues;
  readonly objective: string | null;
  readonly distribution: string | null;
  readonly score: string | null;
  readonly rounds: number;
  /** Patience in rounds; null = off. */
  readonly earlyStopping: number | null;
  /** A branch: how its first rounds were trained, in order; `values` hold from there on. Absent = no branch. */
  readonly stages?: readonly StageSpec[];
  /** A stack: what its members are, 2 to 8. Absent = every other engine. */
  readonly members?: readonly MemberSpec[];
}

/** A member of a stack; columns, rounds and early stopping are the stack's. */
export type MemberSpec = Pick<RunSpec, "engine" | "values" | "objective" | "distribution" | "score">;

/** Rounds of a branch's past. */
export interface StageSpec {
  /** Only what differs from the defaults. */
  readonly values: ParamValues;
  /** The last round that was trained with these values; ascending from stage to stage. */
  readonly until: number;
}
