/** What stays of one refit: what it predicted for the test rows, by round. */
export interface RefitResult {
  /** Test rows of the table whose predictions are kept, ascending. */
  readonly rowIds: Uint32Array;
  /** Encoded targets of these rows: a label or a class. */
  readonly target: Float64Array;
  /** Numbers predicted for a row: one, or a probability for each class. */
  readonly width: number;
  /** Rounds whose predictions are kept, ascending. */
  readonly rounds: readonly number[];
  /** Rows x width of each kept round. */
  readonly predictions: readonly Float32Array[];
  /** Of the round that was best on the validation rows, the last one without any. */
  readonly judged: Float32Array;
  readonly judgedRound: number;
}

export type RefitOutcome =
  | { readonly ok: true; readonly value: RefitResult }
  | { readonly ok: false; readonly message: string };
