import { LabError } from "../../../core/errors.ts";
import { createSymmetricSolver } from "../../../core/linear-algebra.ts";
import type { Theta } from "../../distributions/distribution.ts";
import type { RowScores } from "../../distributions/row-scores.ts";

/** How a row's gradient becomes what the trees are fitted to. */
export type GradientKind = "natural" | "ordinary" | "newton";

/** What a round's trees are fitted to. */
export interface RoundGradient {
  /**
   * The gradient of each row, output-major float32 in `gradient`, and the weight of each row in `hessian` (1 but for
   * newton). `theta`: row-major. Returns how many rows had a singular metric and got a ridge. Throws train.non-finite.
   */
  fill(theta: Theta, rowCount: number, round: number, out: GradientOutput): number;
}

export interface GradientOutput {
  readonly gradient: Float32Array;
  readonly hessian: Float32Array;
}

/** A second derivative this small says nothing of a row; it is taken no smaller. */
const LEAST_CURVATURE = 1e-12;

/**
 * natural: metric^-1 gradient (Duan et al. 2020, equation 5). ordinary: the gradient. newton: each parameter's gradient
 * over its own entry of the metric, rows weighted by that entry, so that a leaf is a Newton step (as second-order
 * boosters of distributions do it).
 */
export function createRoundGradient(
  rows: RowScores,
  parameterCount: number,
  kind: GradientKind,
): RoundGradient {
  const size = parameterCount;
  const solver = createSymmetricSolver(size);
  const metric = new Float64Array(size * size);
  const gradient = new Float64Array(size);

  /** Leaves the row's gradient in `gradient`; 1 = a ridge was needed. */
  function fillRow(theta: Theta, at: number, row: number): number {
    if (kind === "natural" && rows.natural !== null) {
      rows.natural(theta, at, row, gradient);
      return 0;
    }
    rows.gradient(theta, at, row, gradient);
    if (kind === "ordinary") return 0;
    rows.metric(theta, at, metric);
    if (kind === "natural") return solver.solve(metric, gradient, 0) ? 0 : 1;
    for (let k = 0; k < size; k++) {
      metric[k * size + k] = Math.max(metric[k * size + k]!, LEAST_CURVATURE);
      gradient[k]! /= metric[k * size + k]!;
    }
    return 0;
  }

  return {
    fill(theta, rowCount, round, out) {
      let ridges = 0;
      let check = 0;
      for (let row = 0; row < rowCount; row++) {
        ridges += fillRow(theta, row * size, row);
        for (let k = 0; k < size; k++) {
          const value = Math.fround(gradient[k]!);
          out.gradient[k * rowCount + row] = value;
          // infinite or undefined less itself is undefined, and stays so in a sum
          check += value - value;
          if (kind === "newton") out.hessian[k * rowCount + row] = metric[k * size + k]!;
        }
      }
      if (Number.isNaN(check)) throw nonFinite(round);
      return ridges;
    },
  };
}

export function nonFinite(round: number): LabError {
  return new LabError(
    "train.non-finite",
    `In round ${round} the gradient of a row is no longer a finite number. The ${round - 1} rounds before are kept. Use a smaller learning rate or fewer rounds.`,
    { round },
  );
}
