import type { Host } from "../../../core/host.ts";
import type { RandomSource } from "../../../core/random.ts";
import { breathe } from "./breathe.ts";
import type { RandomFeatures } from "./residual-block.ts";

/** Uniform in +-scale / sqrt(inputs), biases too: torch's Linear as it starts, times `scale`. */
export function drawIid(inputs: number, width: number, scale: number, random: RandomSource): RandomFeatures {
  const bound = scale / Math.sqrt(Math.max(1, inputs));
  const draw = (kind: number, i: number) => (2 * random.uniform(kind, i) - 1) * bound;
  return {
    inputs,
    width,
    weights: Float32Array.from({ length: inputs * width }, (_, i) => draw(0, i)),
    biases: Float32Array.from({ length: width }, (_, i) => draw(1, i)),
  };
}

/** Training rows that pairs are drawn of. */
export interface PairRows {
  readonly values: Float32Array;
  readonly at: number;
  readonly stride: number;
  readonly inputs: number;
  readonly rowCount: number;
  /** How far apart the labels of two rows are. */
  readonly labelDistance: (left: number, right: number) => number;
}

/** Pairs offered per row. */
const PAIRS_A_ROW = 5;
const PAIRS_A_BREATH = 16_384;
/** Rows are taken to be at least so far apart. */
const LEAST_DISTANCE = 0.01;

/**
 * SWIM features ("sample where it matters", Bolager et al. 2023): each is drawn as a pair of rows, more likely where labels differ over
 * a short way, and answers tanh(-c) at the one and tanh(c) at the other. Needs two rows; with one they are iid. Null = stopped.
 */
export async function drawSwim(
  rows: PairRows,
  width: number,
  c: number,
  random: RandomSource,
  host: Host,
): Promise<RandomFeatures | null> {
  const { rowCount, inputs } = rows;
  if (rowCount < 2) return drawIid(inputs, width, 1, random);
  const count = PAIRS_A_ROW * rowCount;
  const partner = new Uint32Array(count);
  const sums = new Float64Array(count);
  let total = 0;
  for (let k = 0; k < count; k++) {
    const left = k % rowCount;
    const right = (left + 1 + Math.floor(random.uniform(0, k) * (rowCount - 1))) % rowCount;
    partner[k] = right;
    total += rows.labelDistance(left, right) / Math.sqrt(squaredDistance(rows, left, right));
    sums[k] = total;
    if (k % PAIRS_A_BREATH === 0 && (await breathe(host))) return null;
  }
  const weights = new Float32Array(inputs * width);
  const biases = new Float32Array(width);
  for (let j = 0; j < width; j++) {
    const u = random.uniform(1, j);
    // Labels that are all the same say nothing: any pair will do.
    const pair = total > 0 ? firstAbove(sums, u * total) : Math.floor(u * count);
    placePair(rows, pair % rowCount, partner[pair]!, c, { weights, biases, width, j });
  }
  return { inputs, width, weights, biases };
}

function squaredDistance({ values, at, stride, inputs }: PairRows, left: number, right: number): number {
  let sum = 0;
  for (let i = 0; i < inputs; i++) {
    const way = values[at + right * stride + i]! - values[at + left * stride + i]!;
    sum += way * way;
  }
  return Math.max(sum, LEAST_DISTANCE * LEAST_DISTANCE);
}

interface PairTarget {
  readonly weights: Float32Array;
  readonly biases: Float32Array;
  readonly width: number;
  readonly j: number;
}

/** w = 2c (right - left) / |right - left|^2 and b = -w left - c. */
function placePair(
  rows: PairRows,
  left: number,
  right: number,
  c: number,
  { weights, biases, width, j }: PairTarget,
): void {
  const { values, at, stride, inputs } = rows;
  const factor = (2 * c) / squaredDistance(rows, left, right);
  let bias = -c;
  for (let i = 0; i < inputs; i++) {
    const start = values[at + left * stride + i]!;
    const weight = Math.fround(factor * (values[at + right * stride + i]! - start));
    weights[i * width + j] = weight;
    bias -= weight * start;
  }
  biases[j] = bias;
}

/** The first index whose running sum is above `wanted`. */
function firstAbove(sums: Float64Array, wanted: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
