import { concat, mul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import type { Constants } from "./constants.ts";
import type { NetPass } from "./net-tensors.ts";

/** Moments of a batch as running statistics stand: mean, then variance of each norm, the latter without its bias. */
export function batchStatistics(passes: readonly NetPass[], constants: Constants): Tensor | null {
  const found = passes.flatMap(({ moments }) => moments);
  if (found.length === 0) return null;
  const rows = passes[0]!.rows;
  const unbiased = constants.of(rows > 1 ? rows / (rows - 1) : 1);
  return concat(
    found
      .flatMap(({ mean, variance }) => [mean, mul(variance, unbiased)])
      .map((row) => reshape(row, [row.size])),
  );
}
