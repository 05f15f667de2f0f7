import { LabError } from "../../core/errors.ts";

/**
 * Quantiles of the studentised range with infinitely many degrees of freedom, divided by sqrt 2, for 2 to 20 groups: what
 * scipy.stats.studentized_range.ppf(1 - alpha, k, inf) of SciPy 1.10.1 gives, equal to 13 digits to its integral solved
 * by quadrature and bisection.
 */
const QUANTILES = {
  0.05: Float64Array.of(
    1.95996398454,
    2.343700586378,
    2.569031772546,
    2.72777437087,
    2.84970541961,
    2.94832001753,
    3.030878449614,
    3.101730341303,
    3.163683577053,
    3.218653607329,
    3.268003924466,
    3.312738593351,
    3.353617751852,
    3.391230283765,
    3.426041379371,
    3.458424707347,
    3.488684799379,
    3.517073008692,
    3.543799131518,
  ),
  0.1: Float64Array.of(
    1.644853626951,
    2.052292730497,
    2.291341496888,
    2.459515764271,
    2.588520601922,
    2.692732100968,
    2.779883608153,
    2.854606431198,
    2.919888840062,
    2.977768251265,
    3.029694183179,
    3.076733468269,
    3.119693333137,
    3.159198818909,
    3.19574343302,
    3.229723400908,
    3.261461489647,
    3.2912239866,
    3.319233059548,
  ),
};

/**
 * The least difference of average ranks that counts (Nemenyi 1963; Demsar, "Statistical Comparisons of Classifiers over
 * Multiple Data Sets", JMLR 7, 2006, section 3.2.2): q sqrt(k (k + 1) / (6 N)) for k runs on N data sets.
 * @throws LabError spec.out-of-range for fewer than 2 or more than 20 runs.
 */
export function nemenyiDifference(
  runs: number,
  dataSets: number,
  alpha: keyof typeof QUANTILES = 0.05,
): number {
  const quantile = QUANTILES[alpha][runs - 2];
  if (quantile === undefined) {
    throw new LabError("spec.out-of-range", "A critical difference is known for 2 to 20 runs.", { runs });
  }
  return quantile * Math.sqrt((runs * (runs + 1)) / (6 * dataSets));
}
