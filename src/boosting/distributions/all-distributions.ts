import { LabError } from "../../core/errors.ts";
import { beta } from "./beta.ts";
import { familyEntry } from "./catalogue.ts";
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

/** Throws spec.invalid for more targets than a row of the family has. */
export function jointFamily(id: string, targetCount: number): JointDistribution {
  const { label, targetCounts: [least, most] = [1, 1] } = familyEntry(id);
  if (targetCount >= least && targetCount <= most) return jointDistributions[id]!(targetCount);
  throw new LabError(
    "spec.invalid",
    `The distribution ${label} is one of ${least} to ${most} targets, and there are ${targetCount}. Name fewer, or use an engine that predicts none.`,
    { path: "data.targets", value: targetCount, min: least, max: most },
  );
}
