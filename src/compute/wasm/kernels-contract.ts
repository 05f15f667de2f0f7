/** What the compiled module exports; addresses are byte offsets. See assembly/. */
export interface WasmKernels {
  /** Lets threads claim the items of an operation; what they read is in the memory by then. */
  launch(operation: number, itemCount: number): void;
  /** Does items until all are claimed, as thread number `thread`. */
  work(thread: number): void;
  /** Waits until all items are finished; 0 = still not after so many nanoseconds of sleep. */
  finish(spins: number, nanoseconds: bigint): number;
  /** Copies the gradient pairs of a range of the row order into that order. */
  gatherRange(start: number, count: number): void;
}

/** assembly/work.ts. */
export const operations = {
  level: 1,
  split: 2,
  count: 3,
  quantise: 4,
  logistic: 5,
  softmax: 6,
  sketch: 7,
  bin: 8,
  addLeaves: 9,
  squared: 10,
} as const;

/** Addresses of what every thread reads of the work at hand: assembly/layout.ts. */
export const header = {
  rowCount: 128,
  bins: 132,
  binBytes: 136,
  features: 140,
  rows: 144,
  pairs: 148,
  gathered: 152,
  groups: 156,
  groupCount: 160,
  isPacked: 164,
  tasks: 168,
  results: 172,
  scratch: 176,
  scratchBytes: 180,
  otherRows: 184,
  splits: 188,
  gradientStep: 192,
  hessianStep: 200,
  lambda: 208,
  alpha: 216,
  minChildWeight: 224,
  maxDeltaStep: 232,
  gradient: 256,
  hessian: 260,
  sampled: 264,
  parts: 268,
  scores: 272,
  labels: 276,
  weights: 280,
  classes: 284,
  columnJobs: 288,
  limit: 292,
  gradientScale: 296,
  hessianScale: 304,
  leaves: 312,
} as const;

/** Rows of one item of a pass over rows. */
export const CHUNK_ROWS = 16384;

export const featureFlags = { hasMissing: 1, isCategorical: 2 } as const;
