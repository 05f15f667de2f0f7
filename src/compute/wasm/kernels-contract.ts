/** What the compiled module exports; addresses are byte offsets. See assembly/. */
export interface WasmKernels {
  /** Lets threads claim the items of an operation; what they read is in the memory by then. */
  launch(operation: number, itemCount: number): void;
  /** Does items until all are claimed, as thread number `thread`. */
  work(thread: number): void;
  /** Waits until all items are finished; 0 = still not after so many nanoseconds of sleep. */
  finish(spins: number, nanoseconds: bigint): number;
  /** Adds up what `count` found in so many chunks: 256 words for gradients, then 256 for hessians, at `parts`. */
  sumCounts(chunks: number): void;
  /** Grows a tree by a plan (assembly/tree.ts); returns how many nodes it has. */
  growTree(plan: number): number;
}

/** What kernels that drive others ask of their caller. */
export interface KernelHooks {
  /** Calls the other threads to the operation that was launched. */
  call(): void;
  /** Returns when all of its items are done. */
  wait(): void;
  /** Address of room for one more histogram. */
  hold(): number;
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
  interleave: 11,
  spreadLeaves: 12,
  walk: 13,
} as const;

/** Addresses of what every thread reads of the work at hand: assembly/layout.ts. */
export const header = {
  threads: 132,
  rowCount: 136,
  bins: 140,
  binBytes: 144,
  features: 148,
  rows: 152,
  otherRows: 156,
  pairs: 160,
  groups: 164,
  tasks: 172,
  taskCount: 176,
  results: 180,
  scratch: 184,
  scratchBytes: 188,
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
  splits: 316,
  walkTrees: 320,
  walkTreeCount: 324,
  walkSlots: 328,
  walkSlotCount: 332,
  stride: 336,
  isDouble: 340,
  shuffles: 344,
  sets: 348,
} as const;

/** Shares of threads that stand in the header: assembly/layout.ts. */
export const MOST_THREADS = 16;

/** Rows of one item of a pass over rows. */
export const CHUNK_ROWS = 8192;

export const featureFlags = { hasMissing: 1, isCategorical: 2 } as const;
