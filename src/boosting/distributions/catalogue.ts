import { LabError } from "../../core/errors.ts";
import { shownInput } from "../../core/shown-input.ts";
import type { Task } from "../../core/task.ts";

/** What menus and checks know of a family without loading it. */
export interface FamilyEntry {
  readonly id: string;
  readonly label: string;
  readonly tasks: readonly Task[];
  /** The first is the default. */
  readonly scores: readonly { readonly id: string; readonly label: string }[];
  readonly defaultMetric: string;
  /** Internal parameters, for so many classes (0 = numbers) and targets. */
  parameterCount(classCount: number, targetCount: number): number;
  /** Least and most targets a row; absent = one. */
  readonly targetCounts?: readonly [number, number];
}

const log = { id: "log", label: "log score" };
const crps = { id: "crps", label: "CRPS" };
const brier = { id: "brier", label: "Brier score" };
const ranked = { id: "rps", label: "ranked probability score" };

function ofNumbers(
  id: string,
  label: string,
  parameterCount: number,
  scores: FamilyEntry["scores"] = [log, crps],
): FamilyEntry {
  return {
    id,
    label,
    tasks: ["regression"],
    scores,
    defaultMetric: "nll",
    parameterCount: () => parameterCount,
  };
}

/** Times, which may be censored. */
function ofTimes(...entry: Parameters<typeof ofNumbers>): FamilyEntry {
  return { ...ofNumbers(...entry), tasks: ["regression", "survival"] };
}

/** All families, in the order of menus; the first that fits a task is its default. */
export const families: readonly FamilyEntry[] = [
  ofNumbers("normal", "Normal", 2),
  ofNumbers("laplace", "Laplace", 2),
  ofNumbers("student-t", "Student t", 3, [log]),
  ofNumbers("student-t-3", "Student t, 3 degrees", 2),
  ofNumbers("cauchy", "Cauchy", 2, [log]),
  ofTimes("lognormal", "Log-normal", 2, [log, { id: "crps", label: "CRPS of ln y" }]),
  ofTimes("gamma", "Gamma", 2),
  ofTimes("weibull", "Weibull", 2),
  ofTimes("exponential", "Exponential", 1),
  ofNumbers("half-normal", "Half-normal", 1),
  ofNumbers("beta", "Beta", 2),
  ofNumbers("logit-normal", "Logit-normal", 2, [log, { id: "crps", label: "CRPS of logit y" }]),
  ofNumbers("poisson", "Poisson", 1),
  ofNumbers("negative-binomial", "Negative binomial", 2),
  ofNumbers("zero-inflated-poisson", "Zero-inflated Poisson", 2),
  ofNumbers("normal-fixed-variance", "Normal, variance 1", 1),
  ofNumbers("normal-fixed-mean", "Normal, mean 0", 1),
  ofNumbers("student-t-3-fixed-scale", "Student t, 3 degrees, scale 1", 1, [log]),
  ofNumbers("cauchy-fixed-scale", "Cauchy, scale 1", 1, [log]),
  {
    id: "bernoulli",
    label: "Bernoulli",
    tasks: ["binary"],
    scores: [log, brier],
    defaultMetric: "logloss",
    parameterCount: () => 1,
  },
  {
    id: "categorical",
    label: "Categorical",
    tasks: ["multiclass"],
    scores: [log, brier, ranked],
    defaultMetric: "mlogloss",
    parameterCount: (classCount) => classCount - 1,
  },
  {
    id: "multivariate-normal",
    label: "Multivariate normal",
    tasks: ["multioutput"],
    scores: [log],
    defaultMetric: "nll",
    parameterCount: (_, targetCount) => (targetCount * (targetCount + 3)) / 2,
    targetCounts: [2, 5],
  },
];

/** Throws spec.unknown-id. */
export function familyEntry(id: string): FamilyEntry {
  const found = families.find((entry) => entry.id === id);
  if (found !== undefined) return found;
  const known = families.map((entry) => entry.id).join(", ");
  throw new LabError(
    "spec.unknown-id",
    `There is no distribution "${shownInput(id)}". Known are: ${known}.`,
    {
      path: "distribution",
      value: shownInput(id),
    },
  );
}
