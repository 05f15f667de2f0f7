/** How a hidden unit answers; `leaky_relu` keeps a tenth of what is below 0. */
export const activationIds = ["leaky_relu", "relu", "tanh", "silu", "logistic"] as const;
export type Activation = (typeof activationIds)[number];

/** Rows of which sums are taken before they are added to the sums of the rows before. */
export const BLOCK_ROWS = 128;

/**
 * What nets spend their time with, over one memory of float32. An address is an index into that memory; matrices are
 * row-major with a stride that is a multiple of 4, and cells beyond their columns hold zeros. Every sum is taken in
 * float32 and in the order of its loop, so every kernel gives the bits of `js`.
 */
export interface NetKernel {
  /** Address of so many zeros, a multiple of 4. */
  allocate(floats: number): number;
  /** The whole memory; ends when it grows: take it after what allocates. */
  memory(): Float32Array;
  /** Forgets what was allocated after `mark` was read. */
  readonly mark: number;
  release(mark: number): void;
  /**
   * y[r, j] = start + sum over i < count of x[r, i] w[i, j], i ascending; it starts at bias[j], or, with bias -1, at
   * y[r, j] as it stands. The stride of w and y is `width`.
   */
  affine(a: AffineCall): void;
  /** `affine` from a bias where only the first column holds anything: w has zeros behind it, and y gets them. */
  affineOne(a: Omit<AffineCall, "width">): void;
  /**
   * sums[i, j] += sum over rows of x[r, i] dy[r, j], and columnSums[j] += sum over rows of dy[r, j] unless that is -1:
   * blocks of BLOCK_ROWS rows in order, the rows of a block in order.
   */
  outerSums(a: OuterCall): void;
  /** `outerSums` with column sums where only the first column of dy holds anything; the others' sums stay as they are. */
  outerSumsOne(a: Omit<OuterCall, "width">): void;
  /** y[r, j] += table[entry of row r, j], for the number of an entry that stands at each row of `entries`. */
  addEntries(a: EntryCall): void;
  /** table[entry of row r, j] += y[r, j], the rows in order. */
  sumEntries(a: EntryCall): void;
  /** Copies rows of a matrix, one after the other, to `to`. */
  gather(x: number, stride: number, rows: Uint32Array, to: number): void;
  /** out[j] = mean of column j, out[stride + j] = its mean squared deviation; blocks as above. */
  moments(x: number, stride: number, rows: number, out: number): void;
  /** a = activation of h, `size` cells. */
  activate(activation: Activation, h: number, a: number, size: number): void;
  /** dy[r, j] = (dy[r, j] + slope[j] a[r, j]) x derivative at h[r, j]; slope -1 = none. a is the activation of h. */
  activateBack(activation: Activation, a: BackCall): void;
  /** to[r, j] += slope[j] from[r, j]; slope -1 = without it. */
  addCells(a: CellCall): void;
  dispose(): void;
}

export interface AffineCall {
  readonly x: number;
  readonly stride: number;
  readonly rows: number;
  readonly count: number;
  readonly w: number;
  readonly bias: number;
  readonly y: number;
  readonly width: number;
}

export interface OuterCall {
  readonly x: number;
  readonly stride: number;
  readonly rows: number;
  readonly count: number;
  readonly dy: number;
  readonly width: number;
  readonly sums: number;
  readonly columnSums: number;
}

export interface EntryCall {
  /** Address of the first row's entry, a whole number; the next one is `stride` cells behind. */
  readonly entries: number;
  readonly stride: number;
  readonly rows: number;
  /** Of the table as of y: rows of `width` cells. */
  readonly table: number;
  readonly y: number;
  readonly width: number;
}

export interface BackCall {
  readonly h: number;
  readonly a: number;
  readonly dy: number;
  readonly rows: number;
  readonly stride: number;
  readonly slope: number;
}

export interface CellCall {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly stride: number;
  readonly slope: number;
}

/** Columns as strides are: a multiple of 4. */
export function padded(columns: number): number {
  return (columns + 3) & ~3;
}
