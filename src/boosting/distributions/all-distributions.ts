import { beta } from "./beta.ts";
import type { Distribution, JointDistribution } from "./distribution.ts";
import { exponential } from "./exponential.ts";
import { gamma } from "./gamma.ts";
import { halfNormal } from "./half-normal.ts";
import { laplace } from "./laplace.ts";
import { logNormal } from "./log-normal.ts";
import { logitNormal } from "./logit-normal.ts";
import { multivariateNormal } from "./multivariate-normal.ts";
import { negativeBinomial } from "./negative-binomial.ts";
import { normal } from "./normal.ts";
import { normalFixedMean, normalFixedVariance } from "./normal-fixed.ts";
import { poisson } from "./poisson.ts";
import { cauchy, cauchyFixedScale, studentT, studentT3, studentT3FixedScale } from "./student-t.ts";
import { weibull } from "./weibull.ts";
import { zeroInflatedPoisson } from "./zero-inflated-poisson.ts";

/** Every family of distributions of one real number. */
export const allDistributions: readonly Distribution[] = [
  normal,
  laplace,
  studentT,
  studentT3,
  cauchy,
  logNormal,
  gamma,
  weibull,
  exponential,
  halfNormal,
  beta,
  logitNormal,
  poisson,
  negativeBinomial,
  zeroInflatedPoisson,
  normalFixedVariance,
  normalFixedMean,
  studentT3FixedScale,
  cauchyFixedScale,
];

/** Every family of several numbers, by id: for so many targets. */
export const jointDistributions: {
  readonly [id: string]: (targetCount: number) => JointDistribution;
} = { "multivariate-normal": multivariateNormal };
