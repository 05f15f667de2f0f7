/** Raw scores (margins, or distribution parameters): rowCount x outputCount, row-major. */
export interface RawScores {
  readonly rowCount: number;
  readonly outputCount: number;
  /** float32 summed in tree order for XGBoost's sake; float64 for NGBoost. */
  readonly values: Float32Array | Float64Array;
}

/** Gradients and hessians of all rows: output-major, output k of row i stands at k * rowCount + i. */
export interface GradientPairs {
  readonly rowCount: number;
  readonly outputCount: number;
  readonly gradient: Float32Array;
  readonly hessian: Float32Array;
}
