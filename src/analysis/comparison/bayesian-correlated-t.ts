import { tCdf } from "../../core/student-t.ts";
import { correctedT } from "./corrected-t.ts";

/** How probable it is that the true difference lies below, inside or above the region of practical equivalence. */
export interface RopeProbabilities {
  readonly below: number;
  readonly within: number;
  readonly above: number;
}

/**
 * The Bayesian correlated t test (Corani and Benavoli, Machine Learning 100, 2015; Benavoli, Corani, Demsar and Zaffalon,
 * "Time for a Change", JMLR 18, 2017). With the correlation rho = test rows / all rows of a repeat and the prior that says
 * nothing, the true difference has a Student t posterior: location mean, scale sqrt((1 / k + rho / (1 - rho)) s^2), k - 1
 * degrees of freedom. rho / (1 - rho) is test rows / training rows: the scale is the standard error of the corrected t test.
 * @param differences One number a repeat, all finite. @param rope Half the width of the region around 0, ends included.
 * @returns null below two repeats. Without any spread the posterior is one point.
 */
export function bayesianCorrelatedT(
  differences: readonly number[],
  { testPerTrain, rope }: { testPerTrain: number; rope: number },
): RopeProbabilities | null {
  const test = correctedT(differences, testPerTrain);
  if (test === null) return null;
  const { mean, standardError: scale, count } = test;
  if (scale === 0) {
    const below = mean < -rope ? 1 : 0;
    const above = mean > rope ? 1 : 0;
    return { below, within: 1 - below - above, above };
  }
  const below = tCdf((-rope - mean) / scale, count - 1);
  const above = tCdf((mean - rope) / scale, count - 1);
  return { below, within: Math.max(0, 1 - below - above), above };
}
