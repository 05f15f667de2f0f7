import { log } from "../../../core/deterministic-math.ts";
import type { ModelOutputs } from "../../outputs.ts";
import { predictionsOf } from "../../predictions.ts";
import type { RawScores } from "../../raw-scores.ts";

/** No probability counts as less: its logarithm is a raw score. */
const LEAST_PROBABILITY = 1e-15;

/**
 * What is mixed of a member: point predictions, of a distribution its mean, or probabilities of classes.
 * @returns rows x 1, or rows x classes, row-major.
 */
export function mixable(outputs: ModelOutputs, scores: RawScores): Float64Array {
  const found = predictionsOf(outputs, scores);
  return found.kind === "classes" ? found.probabilities : found.point;
}

/**
 * Raw scores of a stack: the weighted sum of its members' predictions; of classes the log odds or, of many, the logarithms
 * of the weighted probabilities, so that the stack's link leads back to them.
 */
export function mixedScores(
  { link, scoreCount }: Pick<ModelOutputs, "link" | "scoreCount">,
  members: readonly Float64Array[],
  weights: readonly number[],
): RawScores {
  const sum = new Float64Array(members[0]!.length);
  members.forEach((numbers, k) => {
    const weight = weights[k]!;
    if (weight > 0) for (let at = 0; at < sum.length; at++) sum[at]! += weight * numbers[at]!;
  });
  if (link === "identity") return { rowCount: sum.length, outputCount: 1, values: sum };
  const logs = sum.map((p) => log(Math.max(LEAST_PROBABILITY, p)));
  const rowCount = sum.length / (link === "logistic" ? 2 : scoreCount);
  const values =
    link === "logistic"
      ? Float64Array.from({ length: rowCount }, (_, row) => logs[2 * row + 1]! - logs[2 * row]!)
      : centred(logs, scoreCount);
  return { rowCount, outputCount: scoreCount, values };
}

/** Scores of classes mean the same with any number added to all of them: their mean is 0, as that of the constant's is. */
function centred(logs: Float64Array, classes: number): Float64Array {
  for (let start = 0; start < logs.length; start += classes) {
    const row = logs.subarray(start, start + classes);
    const mean = row.reduce((sum, value) => sum + value, 0) / classes;
    for (let k = 0; k < classes; k++) row[k]! -= mean;
  }
  return logs;
}
