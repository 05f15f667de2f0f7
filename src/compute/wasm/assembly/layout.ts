// The first 2,048 bytes of a room's memory: what every thread reads of the work at hand. Written by src/compute/wasm.

/** Items not yet finished. */
export const PENDING: usize = 64;
export const OPERATION: usize = 128;
export const THREADS: usize = 132;
/**
 * Shares of the items, one a thread, each in a line of the cache of its own: [items not yet claimed, counted down; first
 * item; item count] as u32.
 */
export const SHARES: usize = 1024;
export const SHARE_BYTES: usize = 64;

// Growth, u32 each.
export const ROW_COUNT: usize = 136;
export const BINS: usize = 140;
export const BIN_BYTES: usize = 144;
/** Per feature [first slot, bin count, flags]. */
export const FEATURES: usize = 148;
export const ROWS: usize = 152;
export const OTHER_ROWS: usize = 156;
export const PAIRS: usize = 160;
export const GROUPS: usize = 164;
export const TASKS: usize = 172;
export const TASK_COUNT: usize = 176;
export const RESULTS: usize = 180;
export const SCRATCH: usize = 184;
export const SCRATCH_BYTES: usize = 188;

// The rule and the quantiser's steps, f64 each.
export const GRADIENT_STEP: usize = 192;
export const HESSIAN_STEP: usize = 200;
export const LAMBDA: usize = 208;
export const ALPHA: usize = 216;
export const MIN_CHILD_WEIGHT: usize = 224;
export const MAX_DELTA_STEP: usize = 232;

// Passes over rows: pointers as u32, then the two scales of the quantiser.
export const GRADIENT: usize = 256;
export const HESSIAN: usize = 260;
export const SAMPLED: usize = 264;
export const PARTS: usize = 268;
export const SCORES: usize = 272;
export const LABELS: usize = 276;
export const WEIGHTS: usize = 280;
export const CLASSES: usize = 284;
export const COLUMN_JOBS: usize = 288;
export const LIMIT: usize = 292;
export const LEAVES: usize = 312;
export const SPLITS: usize = 316;
export const GRADIENT_SCALE: usize = 296;
export const HESSIAN_SCALE: usize = 304;

// Prediction, u32 each.
export const WALK_TREES: usize = 320;
export const WALK_TREE_COUNT: usize = 324;
export const WALK_SLOTS: usize = 328;
export const WALK_SLOT_COUNT: usize = 332;
export const STRIDE: usize = 336;
export const IS_DOUBLE: usize = 340;

/** Of a growth: for each mask of four rows the shuffle of those that go left to the front, then of the others. */
export const SHUFFLES: usize = 344;

/** Of a growth: sets of groups. */
export const SETS: usize = 348;

/** Rows of one item of a pass. */
export const CHUNK: i32 = 8192;

/** Feature flags. */
export const HAS_MISSING: i32 = 1;
export const IS_CATEGORICAL: i32 = 2;

@inline
export function word(at: usize): usize {
  return <usize>load<u32>(at);
}
