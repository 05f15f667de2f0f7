import { blockDot, blockSum } from "../../../core/block-sum.ts";
import type { Host } from "../../../core/host.ts";
import { solvePositive } from "../../../core/positive-system.ts";
import type { LinearModel } from "./linear-model.ts";
import type { LinearInputs } from "./linear-scores.ts";

/** What a ridge regression is fitted to. */
export interface RidgeTarget {
  /** One a row. */
  readonly wanted: Float32Array;
  /** One a row, not negative; a list that was given before has to hold the same numbers again. */
  readonly weights: Float32Array;
  /** 1 = the row takes part; null = all do. */
  readonly sampled: Uint8Array | null;
  /** Columns of the inputs that may be used, ascending; null = all. */
  readonly columns: readonly number[] | null;
}

export interface RidgeFitter {
  /** Null = the host was stopped. */
  fit(target: RidgeTarget, host: Pick<Host, "pause" | "stopped">): Promise<LinearModel | null>;
}

/** What of a fit does not depend on `wanted`. */
interface Design {
  readonly weights: Float32Array;
  readonly columns: readonly number[];
  readonly rowWeights: Float64Array;
  readonly total: number;
  readonly means: Float64Array;
  /** Weight times (input less its mean), for each used column. */
  readonly centred: readonly Float64Array[];
  /** Upper triangle of the sums of products, penalty included, row-major. */
  readonly gram: Float64Array;
}

/**
 * Weighted ridge regression in closed form: the intercept b and coefficients c that minimise the sum of
 * w (y - b - c . x)^2 plus penalty |c|^2; the intercept is not penalised (scikit-learn's Ridge). Inputs without full rank
 * get the least ridge that gives one (core/positive-system.ts), which is close to the shortest solution.
 */
export function createRidgeFitter(inputs: LinearInputs, rowCount: number, penalty: number): RidgeFitter {
  let last: Design | null = null;
  const residual = new Float64Array(rowCount);

  function designOf({ weights, sampled, columns }: RidgeTarget): Design {
    if (sampled === null && columns === null && last?.weights === weights) return last;
    const used = columns ?? inputs.map((_, column) => column);
    const rowWeights = Float64Array.from(weights, (weight, row) => (sampled?.[row] === 0 ? 0 : weight));
    const total = blockSum(rowCount, (row) => rowWeights[row]!);
    const means = Float64Array.from(used, (column) => blockDot(rowWeights, inputs[column]!) / total);
    const centred = used.map((column, j) =>
      inputs[column]!.map((value, row) => rowWeights[row]! * (value - means[j]!)),
    );
    const size = used.length;
    const gram = new Float64Array(size * size);
    for (let j = 0; j < size; j++) {
      // weighted deviations sum to 0: the mean of the other column changes nothing
      for (let k = j; k < size; k++) gram[j * size + k] = blockDot(centred[j]!, inputs[used[k]!]!);
      gram[j * size + j]! += penalty;
    }
    const design = { weights, columns: used, rowWeights, total, means, centred, gram };
    last = sampled === null && columns === null ? design : null;
    return design;
  }

  return {
    async fit(target, host) {
      const design = designOf(target);
      const { columns, rowWeights, total, means, centred } = design;
      const coefficients = new Float64Array(inputs.length);
      if (!(total > 0)) return { intercept: 0, coefficients };
      const { wanted } = target;
      const mean = blockSum(rowCount, (row) => rowWeights[row]! * wanted[row]!) / total;
      for (let row = 0; row < rowCount; row++) residual[row] = wanted[row]! - mean;
      const right = Float64Array.from(centred, (column) => blockDot(column, residual));
      const ridge = await solvePositive(design.gram.slice(), columns.length, right, 1, host);
      if (ridge === null) return null;
      let intercept = mean;
      columns.forEach((column, j) => {
        coefficients[column] = right[j]!;
        intercept -= right[j]! * means[j]!;
      });
      return { intercept, coefficients };
    },
  };
}
