import { exp } from "../core/deterministic-math.ts";
import { distributionById, jointById } from "./distributions/index.ts";
import type { ModelOutputs, Predictions } from "./outputs.ts";
import type { RawScores } from "./raw-scores.ts";

/** Raw scores on the scale of the target: labels, class probabilities or a distribution a row. Always new memory. */
export function predictionsOf(outputs: ModelOutputs, scores: RawScores): Predictions {
  switch (outputs.link) {
    case "identity":
      return points(scores);
    case "logistic":
      return classes(scores.rowCount, 2, logisticProbabilities(scores));
    case "softmax":
      return classes(scores.rowCount, scores.outputCount, softmaxProbabilities(scores));
    case "baseline-softmax":
      return classes(scores.rowCount, scores.outputCount + 1, softmaxProbabilities(withBaseline(scores)));
    case "distribution":
      return distributionPredictions(outputs.distribution!, scores);
    case "joint":
      return jointById(outputs.distribution!, outputs.outputNames!.length).predictions(scores);
  }
}

function points({ rowCount, outputCount, values }: RawScores): Predictions {
  const point = Float64Array.from(values);
  return { kind: "point", rowCount, ...(outputCount > 1 && { outputCount }), point };
}

function classes(rowCount: number, classCount: number, probabilities: Float64Array): Predictions {
  return { kind: "classes", rowCount, classCount, probabilities };
}

/** Both columns from their own exponential, so that neither loses its small values. */
function logisticProbabilities({ rowCount, values }: RawScores): Float64Array {
  const probabilities = new Float64Array(2 * rowCount);
  for (let row = 0; row < rowCount; row++) {
    const small = exp(-Math.abs(values[row]!));
    const likely = 1 / (1 + small);
    const unlikely = small / (1 + small);
    const positive = values[row]! >= 0;
    probabilities[2 * row] = positive ? unlikely : likely;
    probabilities[2 * row + 1] = positive ? likely : unlikely;
  }
  return probabilities;
}

function withBaseline({ rowCount, outputCount, values }: RawScores): RawScores {
  const wide = new Float64Array(rowCount * (outputCount + 1));
  for (let row = 0; row < rowCount; row++) {
    const from = row * outputCount;
    wide.set(values.subarray(from, from + outputCount), row * (outputCount + 1) + 1);
  }
  return { rowCount, outputCount: outputCount + 1, values: wide };
}

/** The largest score is subtracted first: no overflow. */
function softmaxProbabilities({ rowCount, outputCount, values }: RawScores): Float64Array {
  const probabilities = new Float64Array(rowCount * outputCount);
  for (let start = 0; start < probabilities.length; start += outputCount) {
    let most = values[start]!;
    for (let k = 1; k < outputCount; k++) most = Math.max(most, values[start + k]!);
    let sum = 0;
    for (let k = 0; k < outputCount; k++) {
      const power = exp(values[start + k]! - most);
      probabilities[start + k] = power;
      sum += power;
    }
    for (let k = 0; k < outputCount; k++) probabilities[start + k]! /= sum;
  }
  return probabilities;
}

function distributionPredictions(id: string, scores: RawScores): Predictions {
  const distribution = distributionById(id);
  const parameters = Float64Array.from(scores.values);
  const point = new Float64Array(scores.rowCount);
  for (let row = 0; row < scores.rowCount; row++) {
    const at = row * scores.outputCount;
    const mean = distribution.mean(parameters, at);
    point[row] = Number.isFinite(mean) ? mean : distribution.quantile(parameters, at, 0.5);
  }
  return {
    kind: "distribution",
    rowCount: scores.rowCount,
    distribution: id,
    parameters,
    parameterCount: scores.outputCount,
    point,
  };
}
