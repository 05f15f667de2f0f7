import { log } from "../../core/deterministic-math.ts";
import type { Targets } from "./distribution.ts";
import { atLeastSome, meanOf } from "./moments.ts";

/** A target that follows from others has no spread of its own: it is given this share of its whole variance. */
const LEAST_OWN_VARIANCE = 1e-10;

/**
 * The weighted maximum of the likelihood: means, and L with L L^T = the inverse of the covariance (of the population). Targets
 * are regressed on those after them, the last one first: cov = U U^T with U upper triangular, and L^T = U^-1.
 * @returns means, then L as multivariateNormal has it.
 */
export function startOfNormal(
  { values }: Targets,
  weights: Float32Array | undefined,
  size: number,
): Float64Array {
  const columns = Array.from({ length: size }, (_, k) => values.filter((__, at) => at % size === k));
  const means = columns.map((column) => meanOf(column, weights));
  const centred = columns.map((column, k) => column.map((y) => y - means[k]!));
  const products = new Float64Array(centred[0]!.length);
  const covariance = (j: number, k: number) => {
    for (let row = 0; row < products.length; row++) products[row] = centred[j]![row]! * centred[k]![row]!;
    return meanOf(products, weights);
  };
  const U = new Float64Array(size * size);
  const inverse = new Float64Array(size * size);
  for (let j = size - 1; j >= 0; j--) {
    const spread = atLeastSome(Math.sqrt(covariance(j, j)), means[j]!);
    let own = spread * spread;
    for (let k = j + 1; k < size; k++) own -= U[j * size + k]! * U[j * size + k]!;
    U[j * size + j] = Math.sqrt(Math.max(own, LEAST_OWN_VARIANCE * spread * spread));
    for (let i = 0; i < j; i++) {
      let entry = covariance(i, j);
      for (let k = j + 1; k < size; k++) entry -= U[i * size + k]! * U[j * size + k]!;
      U[i * size + j] = entry / U[j * size + j]!;
    }
  }
  for (let j = 0; j < size; j++) {
    for (let i = j; i >= 0; i--) {
      let entry = i === j ? 1 : 0;
      for (let k = i + 1; k <= j; k++) entry -= U[i * size + k]! * inverse[k * size + j]!;
      inverse[i * size + j] = entry / U[i * size + i]!;
    }
  }
  const triangle = Array.from({ length: size }, (_, i) =>
    Array.from({ length: i + 1 }, (__, j) => (i === j ? -log(U[i * size + i]!) : inverse[j * size + i]!)),
  );
  return Float64Array.of(...means, ...triangle.flat());
}
