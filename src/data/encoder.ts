import type { Task } from "../core/task.ts";
import type { Censoring } from "./censoring.ts";
import type { DateColumn, DateOrder, DatePart } from "./column-type.ts";

/**
 * How columns of a Table become a Dataset. Plain data that lives in the model file, so that a model can
 * predict a new file. Columns are found by name.
 */
export interface Encoder {
  readonly features: readonly FeatureEncoding[];
  readonly target: {
    readonly name: string;
    /** Several targets: the columns beside `name`, in order. */
    readonly further?: readonly string[];
    readonly task: Task;
    /** Classification: the text of each class, in class order. */
    readonly classNames: readonly string[] | null;
    /** Survival: the column that says how far a time is known. */
    readonly censoring?: Censoring;
  };
  readonly weight: string | null;
  /** Rankings: the column whose values are queries. */
  readonly query?: string;
}

export type FeatureEncoding =
  | {
      readonly kind: "numeric";
      readonly name: string;
      /** The feature is a part of the dates in this column; absent = the column's own numbers. */
      readonly date?: { readonly column: string; readonly order: DateOrder; readonly part: DatePart };
    }
  | { readonly kind: "categorical"; readonly name: string; readonly categories: readonly string[] };

/** Which columns play which role; what the user decides. */
export interface Roles {
  readonly target: string;
  /** Of the task multioutput alone, which needs them: targets beside `target`. */
  readonly targets?: readonly string[];
  readonly task: Task;
  /** Columns left out of the features. */
  readonly ignored: readonly string[];
  /** Columns to treat as categories even where they hold numbers. */
  readonly categorical: readonly string[];
  /** Columns whose cells are dates. */
  readonly dates?: readonly DateColumn[];
  readonly weight: string | null;
  /** Of the task ranking alone, which needs it: the column whose values are queries. */
  readonly query?: string;
  /** Of the task survival alone, which needs it. */
  readonly censoring?: Censoring;
}
