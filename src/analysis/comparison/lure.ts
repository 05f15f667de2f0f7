import { LabError } from "../../core/errors.ts";
import { createRandomSource } from "../../core/random.ts";

/** A test row whose label was bought, with the probability that it had at that step among the rows still left. */
export interface BoughtRow {
  readonly row: number;
  readonly probability: number;
}

/**
 * Which test row to label next: one of those not yet bought, with a probability that grows with how much its loss (or, for two
 * models, the difference of their losses) is expected to be.
 * @param expected One number a row of the pool, 0 or more. @param floor At least this share of an even chance, so that no row
 *   is out of reach: with a floor of 0 rows that expect nothing are never drawn, and the estimate is biased if they lose.
 * @throws LabError spec.out-of-range where no row is left.
 */
export function nextRow(
  expected: Float64Array,
  bought: readonly BoughtRow[],
  { seed, floor = 0.1 }: { seed: number; floor?: number },
): BoughtRow {
  const isBought = new Set(bought.map(({ row }) => row));
  const left = Array.from(expected.keys()).filter((row) => !isBought.has(row));
  if (left.length === 0) {
    throw new LabError("spec.out-of-range", "All test rows have their label.", { rows: expected.length });
  }
  const total = left.reduce((sum, row) => sum + expected[row]!, 0);
  const probabilityOf = (row: number) =>
    total > 0 ? floor / left.length + (1 - floor) * (expected[row]! / total) : 1 / left.length;
  let rest = createRandomSource(seed, "comparison/labels").uniform(bought.length);
  let last: BoughtRow | null = null;
  for (const row of left) {
    const probability = probabilityOf(row);
    if (probability === 0) continue;
    last = { row, probability };
    if (rest < probability) break;
    rest -= probability;
  }
  return last!;
}

/**
 * The mean loss of a pool of N test rows from M that were bought one by one (Farquhar, Gal and Rainforth, "On Statistical Bias
 * in Active Learning", ICLR 2021; Kossen et al., "Active Testing", ICML 2021): the mean of v_m loss_m with
 * v_m = 1 + (N - M) / (N - m) (1 / ((N - m + 1) q_m) - 1). It is unbiased for any q that reaches all rows, and the plain mean
 * once all rows are bought.
 * @param bought In the order in which they were drawn. @param losses One number for each of them.
 * @returns NaN without any.
 */
export function lureMean(bought: readonly BoughtRow[], losses: readonly number[], poolSize: number): number {
  const count = bought.length;
  let sum = 0;
  bought.forEach(({ probability }, i) => {
    const left = poolSize - i;
    const weight =
      count === poolSize ? 1 : 1 + ((poolSize - count) / (left - 1)) * (1 / (left * probability) - 1);
    sum += weight * losses[i]!;
  });
  return sum / count;
}
