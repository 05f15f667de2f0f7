import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { Host } from "../../../core/host.ts";
import { breathe } from "../../learners/random-features/breathe.ts";
import {
  CHUNK_ROWS,
  type FeaturePart,
  type FeaturePass,
} from "../../learners/random-features/feature-pass.ts";
import type { RepresentationSet } from "./representation-set.ts";

/** All that a closed form needs to know of a block's features F and the residuals R of the training rows. */
export interface FeatureMoments {
  readonly features: number;
  readonly outputs: number;
  /** Sum of the row weights, which is the number of rows. */
  readonly rows: number;
  /** Weighted sums: F'F (features x features), F (features), F'R (features x outputs), R (outputs). */
  readonly gram: Float64Array;
  readonly sums: Float64Array;
  readonly cross: Float64Array;
  readonly residualSums: Float64Array;
}

export interface Residuals {
  /** rowCount x outputs. */
  readonly values: Float64Array;
  readonly outputs: number;
  /** Mean 1; null = 1 each. */
  readonly weights: Float64Array | null;
}

/**
 * Sums of products are taken in float32 over 128 rows (a chunk), where the kernel is fast, and in float64 over chunks:
 * an entry of F'F / rows is then known to about 3e-8, far below any ridge that is used. Null = stopped.
 */
export async function measureFeatures(
  kernel: NetKernel,
  host: Host,
  pass: FeaturePass,
  set: RepresentationSet,
  residuals: Residuals,
): Promise<FeatureMoments | null> {
  const { outputs, weights } = residuals;
  const features = pass.parts.reduce((sum, { count }) => sum + count, 0);
  const gram = new Float64Array(features * features);
  const sides = new Float64Array(features * (1 + outputs));
  const blocks = blocksOf(pass.parts, features);
  const wanted: FeaturePart = {
    at: kernel.allocate(CHUNK_ROWS * padded(1 + outputs)),
    stride: padded(1 + outputs),
    count: 1 + outputs,
  };
  const place = kernel.allocate(Math.max(0, ...pass.parts.map(({ count }) => count)) * widest(pass, wanted));
  for (let start = 0; start < set.rowCount; start += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, set.rowCount - start);
    pass.run(set.inputs, set.representation, start, rows);
    const memory = kernel.memory();
    writeWanted(memory, wanted, residuals, start, rows);
    if (weights !== null) for (const part of pass.parts) scaleRows(memory, part, weights, start, rows);
    for (const { left, right, to } of blocks) {
      addProducts(kernel, { left, right, rows, place, out: gram, to, width: features });
      if (await breathe(host)) return null;
    }
    let first = 0;
    for (const left of pass.parts) {
      const to = first * (1 + outputs);
      addProducts(kernel, { left, right: wanted, rows, place, out: sides, to, width: 1 + outputs });
      first += left.count;
    }
  }
  return {
    features,
    outputs,
    rows: set.rowCount,
    gram,
    ...splitSides(sides, features, outputs),
    ...residualSumsOf(residuals),
  };
}

function widest({ parts }: FeaturePass, wanted: FeaturePart): number {
  return Math.max(wanted.stride, ...parts.map(({ stride }) => stride));
}

/** Upper blocks of F'F: the products of a part with itself and with those after it. */
function blocksOf(parts: readonly FeaturePart[], features: number) {
  const starts = parts.map((_, p) => parts.slice(0, p).reduce((sum, { count }) => sum + count, 0));
  return parts.flatMap((left, p) =>
    parts.slice(p).map((right, q) => ({ left, right, to: starts[p]! * features + starts[p + q]! })),
  );
}

/** One chunk's right sides: w^1/2 and w^1/2 r, so that weighted features give weighted sums. */
function writeWanted(
  memory: Float32Array,
  { at, stride }: FeaturePart,
  { values, outputs, weights }: Residuals,
  start: number,
  rows: number,
): void {
  for (let r = 0; r < rows; r++) {
    const row = start + r;
    const root = weights === null ? 1 : Math.sqrt(weights[row]!);
    memory[at + r * stride] = root;
    for (let k = 0; k < outputs; k++) memory[at + r * stride + 1 + k] = root * values[row * outputs + k]!;
  }
}

function scaleRows(
  memory: Float32Array,
  { at, stride, count }: FeaturePart,
  weights: Float64Array,
  start: number,
  rows: number,
): void {
  for (let r = 0; r < rows; r++) {
    const root = Math.sqrt(weights[start + r]!);
    const row = at + r * stride;
    for (let j = 0; j < count; j++) memory[row + j]! *= root;
  }
}

interface Products {
  readonly left: FeaturePart;
  readonly right: FeaturePart;
  readonly rows: number;
  /** Where the kernel puts the chunk's sums. */
  readonly place: number;
  readonly out: Float64Array;
  readonly to: number;
  readonly width: number;
}

/** out += left' right over one chunk. */
function addProducts(kernel: NetKernel, { left, right, rows, place, out, to, width }: Products): void {
  const { stride } = right;
  kernel.memory().fill(0, place, place + left.count * stride);
  kernel.outerSums({
    x: left.at,
    stride: left.stride,
    rows,
    count: left.count,
    dy: right.at,
    width: stride,
    sums: place,
    columnSums: -1,
  });
  const memory = kernel.memory();
  for (let i = 0; i < left.count; i++) {
    const from = place + i * stride;
    const row = to + i * width;
    for (let j = 0; j < right.count; j++) out[row + j]! += memory[from + j]!;
  }
}

function splitSides(sides: Float64Array, features: number, outputs: number) {
  const width = 1 + outputs;
  return {
    sums: Float64Array.from({ length: features }, (_, f) => sides[f * width]!),
    cross: Float64Array.from(
      { length: features * outputs },
      (_, i) => sides[Math.floor(i / outputs) * width + 1 + (i % outputs)]!,
    ),
  };
}

function residualSumsOf({ values, outputs, weights }: Residuals) {
  const residualSums = new Float64Array(outputs);
  for (let i = 0; i < values.length; i++) {
    residualSums[i % outputs]! += (weights === null ? 1 : weights[Math.floor(i / outputs)]!) * values[i]!;
  }
  return { residualSums };
}
