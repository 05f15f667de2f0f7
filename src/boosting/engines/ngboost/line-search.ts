import { blockSum } from "../../../core/block-sum.ts";
import type { Host } from "../../../core/host.ts";
import type { ScoringRule } from "../../distributions/distribution.ts";

/** Rows of a round's batch and what is known of them. */
export interface LineSearchInput {
  readonly rule: ScoringRule;
  readonly parameterCount: number;
  /** Row-major, all training rows. */
  readonly theta: Float64Array;
  /** The trees' output: row-major, all training rows. */
  readonly step: Float32Array;
  readonly target: Float64Array;
  readonly weights: Float32Array | undefined;
  /** 1 = in the batch; null = all rows are. */
  readonly sampled: Uint8Array | null;
  readonly tolerance: number;
  readonly host: Host;
}

/** No longer step is tried. */
const LARGEST_DOUBLED = 256;

/** Mean over the batch of each row's Euclidean step length. */
export function meanStepLength(
  step: Float32Array,
  parameterCount: number,
  sampled: Uint8Array | null,
): number {
  const rowCount = step.length / parameterCount;
  const taken = (row: number) => (sampled === null ? 1 : sampled[row]!);
  const sum = blockSum(rowCount, (row) => {
    if (taken(row) === 0) return 0;
    let square = 0;
    for (let k = 0; k < parameterCount; k++) {
      const part = step[row * parameterCount + k]!;
      square += part * part;
    }
    return Math.sqrt(square);
  });
  return sum / blockSum(rowCount, taken);
}

/**
 * The factor rho of a round's step: doubled while the batch's score does not rise, then halved until it falls or the step
 * is shorter than the tolerance (ngboost.py, line_search). One factor for all parameters.
 */
export async function lineSearch(input: LineSearchInput): Promise<number> {
  const { rule, parameterCount, theta, step, target, weights, sampled, host } = input;
  const row = new Float64Array(parameterCount);
  const weightOf = (i: number) =>
    sampled !== null && sampled[i] === 0 ? 0 : weights === undefined ? 1 : weights[i]!;
  const total = blockSum(target.length, weightOf);

  async function scoreAt(rho: number): Promise<number> {
    const sum = blockSum(target.length, (i) => {
      const weight = weightOf(i);
      if (weight === 0) return 0;
      for (let k = 0; k < parameterCount; k++) {
        const at = i * parameterCount + k;
        row[k] = theta[at]! - rho * step[at]!;
      }
      return weight * rule.score(row, 0, target[i]!);
    });
    const breath = host.pause();
    if (breath) await breath;
    return sum / total;
  }

  const before = await scoreAt(0);
  const length = meanStepLength(step, parameterCount, sampled);
  let rho = 1;
  let score = await scoreAt(rho);
  while (score <= before && Number.isFinite(score) && rho <= LARGEST_DOUBLED) {
    rho *= 2;
    score = await scoreAt(rho);
  }
  while (!(score < before && Number.isFinite(score)) && rho * length >= input.tolerance) {
    rho /= 2;
    score = await scoreAt(rho);
  }
  return rho;
}
