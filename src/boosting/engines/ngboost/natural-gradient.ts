import { LabError } from "../../../core/errors.ts";
import { createSymmetricSolver } from "../../../core/linear-algebra.ts";
import type { ScoringRule } from "../../distributions/distribution.ts";

/** What a round's trees are fitted to. */
export interface NaturalGradient {
  /**
   * The (natural) gradient of the score at each row's parameters. `theta`: row-major float64; `out`: output-major
   * float32. Throws train.non-finite.
   */
  fill(theta: Float64Array, target: Float64Array, round: number, out: Float32Array): void;
}

export function createNaturalGradient(
  rule: ScoringRule,
  parameterCount: number,
  natural: boolean,
): NaturalGradient {
  const solver = createSymmetricSolver(parameterCount);
  const metric = new Float64Array(parameterCount * parameterCount);
  const gradient = new Float64Array(parameterCount);
  return {
    fill(theta, target, round, out) {
      const rowCount = target.length;
      for (let row = 0; row < rowCount; row++) {
        const at = row * parameterCount;
        rule.gradient(theta, at, target[row]!, gradient, 0);
        if (natural) {
          rule.metric(theta, at, metric, 0);
          solver.solve(metric, gradient, 0);
        }
        for (let k = 0; k < parameterCount; k++) out[k * rowCount + row] = gradient[k]!;
      }
      for (let i = 0; i < out.length; i++) {
        if (!Number.isFinite(out[i]!)) throw nonFinite(round);
      }
    },
  };
}

function nonFinite(round: number): LabError {
  return new LabError(
    "train.non-finite",
    `In round ${round} the gradient of a row is no longer a finite number. The ${round - 1} rounds before are kept. Use a smaller learning rate or fewer rounds.`,
    { round },
  );
}
