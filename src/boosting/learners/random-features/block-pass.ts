import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import {
  CHUNK_ROWS,
  createFeaturePass,
  type FeaturePass,
  type PlacedRows,
  placeFeatures,
  placeMatrix,
} from "./feature-pass.ts";
import { type ResidualBlock, representationWidth, type TopModel } from "./residual-block.ts";

/** Changes the representation of up to CHUNK_ROWS rows. Each row is computed alone. */
export type Advance = (inputs: PlacedRows, representation: PlacedRows, start: number, rows: number) => void;

/** Adds F step + shift to `target`'s rows, by default to the representation that the features F are taken of. */
export function createAdvance(
  kernel: NetKernel,
  pass: FeaturePass,
  { step, shift }: { readonly step: Float32Array; readonly shift: Float32Array },
  target?: PlacedRows,
): Advance {
  const width = shift.length;
  let first = 0;
  const steps = pass.parts.map((part) => {
    const w = placeMatrix(kernel, step, part.count, width, first);
    first += part.count;
    return { part, w };
  });
  return (inputs, representation, start, rows) => {
    pass.run(inputs, representation, start, rows);
    const { at, stride } = target ?? representation;
    const y = at + start * stride;
    const memory = kernel.memory();
    for (let r = 0; r < rows; r++) {
      for (let d = 0; d < width; d++) memory[y + r * stride + d]! += shift[d]!;
    }
    for (const { part, w } of steps) {
      const x = part.at;
      kernel.affine({ x, stride: part.stride, rows, count: part.count, w, bias: -1, y, width: stride });
    }
  };
}

/** Makes the first representation of up to CHUNK_ROWS rows. */
export function createUpscale(kernel: NetKernel, upscale: ResidualBlock["upscale"]): Advance {
  if (upscale === null) {
    return (inputs, representation, start, rows) => {
      const from = inputs.at + start * inputs.stride;
      kernel
        .memory()
        .copyWithin(representation.at + start * inputs.stride, from, from + rows * inputs.stride);
    };
  }
  const run = placeFeatures(kernel, upscale);
  return (inputs, representation, start, rows) =>
    run(inputs, start, rows, representation.at + start * representation.stride);
}

/** The top model's answers in double precision: out[row, k] = b[k] + sum over d of Phi[row, d] W[d, k]. */
export function topScores(
  memory: Float32Array,
  { at, stride }: PlacedRows,
  rows: number,
  { weights, biases }: TopModel,
  out: Float64Array,
): void {
  const outputs = biases.length;
  const width = outputs === 0 ? 0 : weights.length / outputs;
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < outputs; k++) {
      let score: number = biases[k]!;
      for (let d = 0; d < width; d++) score += memory[at + r * stride + d]! * weights[d * outputs + k]!;
      out[r * outputs + k] = score;
    }
  }
}

export interface BlockScores {
  readonly inputs: PlacedRows;
  readonly rowCount: number;
  readonly baseScores: Float64Array;
  readonly outputScale: number;
  /** rowCount x outputs: start plus the last block's answers. */
  readonly scores: Float64Array;
}

/** Raw scores of rows behind a chain of blocks, chunk after chunk. */
export function scoreBlocks(
  kernel: NetKernel,
  blocks: readonly ResidualBlock[],
  { inputs, rowCount, baseScores, outputScale, scores }: BlockScores,
): void {
  const [first] = blocks;
  const last = blocks[blocks.length - 1];
  if (first === undefined || last === undefined) return;
  const { mark } = kernel;
  const stride = padded(representationWidth(first));
  const chunk: PlacedRows = { at: kernel.allocate(CHUNK_ROWS * stride), stride };
  const steps = [
    createUpscale(kernel, first.upscale),
    ...blocks.map((block) => createAdvance(kernel, createFeaturePass(kernel, block), block)),
  ];
  const outputs = baseScores.length;
  const answers = new Float64Array(CHUNK_ROWS * outputs);
  for (let start = 0; start < rowCount; start += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, rowCount - start);
    const at = { at: inputs.at + start * inputs.stride, stride: inputs.stride };
    for (const step of steps) step(at, chunk, 0, rows);
    topScores(kernel.memory(), chunk, rows, last.top, answers);
    for (let i = 0; i < rows * outputs; i++) {
      scores[start * outputs + i] = baseScores[i % outputs]! + outputScale * answers[i]!;
    }
  }
  kernel.release(mark);
}
