/** A feature or role column, ready for training. Memory is shared, never written after creation. */
export type Column =
  | {
      readonly kind: "numeric";
      readonly name: string;
      readonly values: Float32Array;
      /** Its numbers are days since 1970-01-01. */
      readonly isDate?: true;
    }
  | {
      readonly kind: "categorical";
      readonly name: string;
      /** Index into `categories`, -1 = missing or not seen when the encoder was made. */
      readonly codes: Int32Array;
      readonly categories: readonly string[];
    };

/**
 * `values`: rowCount x outputCount, row-major; regression = the label, classification = class index, several targets = one
 * number each. NaN = unknown (prediction only).
 */
export interface Target {
  /** Numbers a row: 1, or as many as there are targets. */
  readonly outputCount: number;
  readonly values: Float64Array;
  /** Columns of the targets, in order; absent = there is one. */
  readonly outputNames?: readonly string[];
  readonly classNames?: readonly string[];
  readonly lower?: Float64Array;
  readonly upper?: Float64Array;
  readonly event?: Uint8Array;
  readonly baseMargin?: Float64Array;
}

/** Rows for training or prediction, derived from a Table by an Encoder. `rowIds` are rows of that Table. */
export interface Dataset {
  readonly id: string;
  readonly rowCount: number;
  readonly rowIds: Uint32Array;
  readonly features: readonly Column[];
  readonly featureWeights?: Float32Array;
  readonly target: Target;
  readonly weights?: Float32Array;
  readonly groups?: Uint32Array;
  readonly groupWeights?: Float32Array;
  readonly time?: Float64Array;
}
