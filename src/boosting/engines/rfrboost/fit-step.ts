import type { Host } from "../../../core/host.ts";
import { solvePositive } from "../../../core/positive-system.ts";
import type { FeatureMoments } from "./measure-features.ts";
import type { BlockVariant } from "./rfrboost-values.ts";

/** Added to the curve of a line search along a block (the original's). */
export const LINE_RIDGE = 1e-5;

/** What a block adds to the representation: F step + shift. */
export interface BlockStep {
  /** Features x representation. */
  readonly step: Float64Array;
  readonly shift: Float64Array;
}

/** Top weights as a block is fitted below them: representation x outputs. */
export type TopWeights = Float32Array | Float64Array;

/**
 * A residual fitted by features, R ~ (F - mean) C + offsets, before it is pointed through the top model: the functional
 * gradient is G = R W' up to its length, so its ridge fit is that of R times W'.
 */
export interface ResidualFit {
  /** Features x outputs. */
  readonly coefficients: Float64Array;
  /** Outputs: what the fit says where all features are 0. */
  readonly offsets: Float64Array;
}

/** Ridge with an intercept: (Fc'Fc + l2 N I) C = Fc'R. Overwrites nothing. Null = stopped. */
export async function fitResidual(
  moments: FeatureMoments,
  ridge: number,
  host: Host,
): Promise<ResidualFit | null> {
  const { features, outputs, rows, gram, sums, cross, residualSums } = moments;
  const centred = gram.slice();
  for (let i = 0; i < features; i++) {
    for (let j = i; j < features; j++) centred[i * features + j]! -= (sums[i]! * sums[j]!) / rows;
    centred[i * features + i]! += ridge * rows;
  }
  const coefficients = cross.map(
    (product, at) => product - (sums[Math.floor(at / outputs)]! * residualSums[at % outputs]!) / rows,
  );
  if ((await solvePositive(centred, features, coefficients, outputs, host)) === null) return null;
  const offsets = residualSums.map((sum, k) => {
    let offset = sum;
    for (let f = 0; f < features; f++) offset -= sums[f]! * coefficients[f * outputs + k]!;
    return offset / rows;
  });
  return { coefficients, offsets };
}

/** A fitted residual as a step of the representation: `length` times C W'. */
export function stepAlong(
  { coefficients, offsets }: ResidualFit,
  top: TopWeights,
  length: number,
): BlockStep {
  const outputs = offsets.length;
  const width = top.length / outputs;
  const along = (from: Float64Array, row: number, d: number) => {
    let sum = 0;
    for (let k = 0; k < outputs; k++) sum += from[row * outputs + k]! * top[d * outputs + k]!;
    return length * sum;
  };
  const features = coefficients.length / outputs;
  return {
    step: Float64Array.from({ length: features * width }, (_, at) =>
      along(coefficients, Math.floor(at / width), at % width),
    ),
    shift: Float64Array.from({ length: width }, (_, d) => along(offsets, 0, d)),
  };
}

/** W'W, outputs x outputs. */
export function topGram(top: TopWeights, outputs: number): Float64Array {
  const gram = new Float64Array(outputs * outputs);
  for (let at = 0; at < top.length; at += outputs) {
    for (let k = 0; k < outputs; k++) {
      for (let l = 0; l < outputs; l++) gram[k * outputs + l]! += top[at + k]! * top[at + l]!;
    }
  }
  return gram;
}

/**
 * A block below a linear top model of one output, for squared error. `gradient`: the gradient r w' by ridge regression,
 * scaled to a root mean square of 1, and the step length that lowers the error most. The greedy ones minimise the error
 * itself over Delta (sandwiched least squares): dense, ||r - F Delta w||^2 + N l2 ||Delta||^2; a diagonal Delta and one
 * number, mean (r - F Delta w)^2 + l2 ||Delta||^2. Null = stopped. `residualSquares`: weighted sum of r^2.
 */
export async function fitSquaredStep(
  variant: BlockVariant,
  moments: FeatureMoments,
  top: TopWeights,
  { ridge, residualSquares }: { readonly ridge: number; readonly residualSquares: number },
  host: Host,
): Promise<BlockStep | null> {
  if (variant === "gradient") {
    const fit = await fitResidual(moments, ridge, host);
    return fit && stepAlong(fit, top, squaredLength(moments, fit, topGram(top, 1)[0]!, residualSquares));
  }
  if (variant === "greedy_dense") return denseStep(moments, top, ridge, host);
  return variant === "greedy_diagonal"
    ? diagonalStep(moments, top, ridge, host)
    : scalarStep(moments, top, ridge);
}

/** Length of the closed-form line search, over the length of the gradient it is along. */
function squaredLength(
  { features, rows, gram, sums, cross, residualSums }: FeatureMoments,
  { coefficients, offsets }: ResidualFit,
  topSquare: number,
  residualSquares: number,
): number {
  const norm = Math.sqrt((topSquare * residualSquares) / rows);
  if (!(norm > 0)) return 0;
  const offset = offsets[0]!;
  // Sums over rows of r z and z^2, where z = F c + offset is the fitted residual.
  let along = offset * residualSums[0]!;
  let square = rows * offset * offset;
  for (let i = 0; i < features; i++) {
    const ci = coefficients[i]!;
    along += ci * cross[i]!;
    square += ci * (2 * offset * sums[i]! + ci * gram[i * features + i]!);
    for (let j = i + 1; j < features; j++) square += 2 * ci * coefficients[j]! * gram[i * features + j]!;
  }
  const reach = topSquare / norm;
  const length = (reach * along) / rows / ((reach * reach * square) / rows + LINE_RIDGE);
  return length / norm;
}

/**
 * With one output W W' = w w' has one eigenvalue above 0, |w|^2, so the general solution by two eigen decompositions
 * comes down to one system: Delta = e w' with (N l2 I + |w|^2 F'F) e = F'r.
 */
async function denseStep(
  { features, rows, gram, cross }: FeatureMoments,
  top: TopWeights,
  ridge: number,
  host: Host,
): Promise<BlockStep | null> {
  const square = topGram(top, 1)[0]!;
  const matrix = gram.map((entry) => square * entry);
  for (let i = 0; i < features; i++) matrix[i * features + i]! += rows * ridge;
  const coefficients = cross.slice();
  if ((await solvePositive(matrix, features, coefficients, 1, host)) === null) return null;
  return stepAlong({ coefficients, offsets: new Float64Array(1) }, top, square > 0 ? 1 : 0);
}

/** (w w' o F'F / N + l2 I) delta = w o F'r / N; F has a feature for each column of the representation. */
async function diagonalStep(
  { features, rows, gram, cross }: FeatureMoments,
  top: TopWeights,
  ridge: number,
  host: Host,
): Promise<BlockStep | null> {
  const matrix = gram.map(
    (entry, at) => (top[Math.floor(at / features)]! * top[at % features]! * entry) / rows,
  );
  for (let i = 0; i < features; i++) matrix[i * features + i]! += ridge;
  const delta = cross.map((product, i) => (top[i]! * product) / rows);
  if ((await solvePositive(matrix, features, delta, 1, host)) === null) return null;
  return onDiagonal(delta);
}

/** delta = mean r F w / (mean (F w)^2 + l2). */
function scalarStep(
  { features, rows, gram, cross }: FeatureMoments,
  top: TopWeights,
  ridge: number,
): BlockStep {
  let along = 0;
  let square = 0;
  for (let i = 0; i < features; i++) {
    along += top[i]! * cross[i]!;
    square += top[i]! * top[i]! * gram[i * features + i]!;
    for (let j = i + 1; j < features; j++) square += 2 * top[i]! * top[j]! * gram[i * features + j]!;
  }
  const curve = square / rows + ridge;
  return onDiagonal(new Float64Array(features).fill(curve > 0 ? along / rows / curve : 0));
}

function onDiagonal(delta: Float64Array): BlockStep {
  const width = delta.length;
  const step = new Float64Array(width * width);
  delta.forEach((entry, i) => {
    step[i * width + i] = entry;
  });
  return { step, shift: new Float64Array(width) };
}
