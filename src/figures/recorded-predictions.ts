import { distributionById } from "../boosting/distributions/index.ts";
import type { Predictions } from "../boosting/outputs.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";

/** What the followed rows at some places were predicted after a round. */
export function predictionsAt(
  { header }: { readonly header: Pick<RunStart["header"], "outputs"> },
  { scores }: Pick<RecordedRound, "scores">,
  places: ArrayLike<number>,
): Predictions {
  const { scoreCount } = header.outputs;
  const values = new Float32Array(places.length * scoreCount);
  for (let n = 0; n < places.length; n++) {
    values.set(scores.subarray(places[n] * scoreCount, (places[n] + 1) * scoreCount), n * scoreCount);
  }
  return predictionsOf(header.outputs, { rowCount: places.length, outputCount: scoreCount, values });
}

/**
 * A row's loss that means the same for every run of a task, whether it predicts points or distributions: the squared error
 * of the prediction, of classes -log of what was given to the one that came true.
 */
export function sharedLossesOf(predictions: Predictions, target: ArrayLike<number>): Float64Array {
  if (predictions.kind === "classes") return lossesOf(predictions, target);
  return predictions.point.map((point, row) => (target[row] - point) ** 2);
}

/**
 * Squared error of a number, −log of what was given to the class or, by a distribution, to the value that came true; of a
 * censored time, known to lie below `upper`, −log of the chance that it lies there.
 */
export function lossesOf(
  predictions: Predictions,
  target: ArrayLike<number>,
  upper: ArrayLike<number> = target,
): Float64Array {
  const losses = new Float64Array(predictions.rowCount);
  if (predictions.kind === "point") {
    return losses.map((_, row) => (target[row] - predictions.point[row]) ** 2);
  }
  if (predictions.kind === "classes") {
    const { probabilities, classCount } = predictions;
    return losses.map((_, row) => -Math.log(Math.max(1e-15, probabilities[row * classCount + target[row]])));
  }
  const { density, scores } = distributionById(predictions.distribution);
  const { parameters, parameterCount } = predictions;
  const censored = scores.find(({ id }) => id === "log")?.censored;
  return losses.map((_, row) => {
    const at = row * parameterCount;
    if (censored && upper[row] !== target[row])
      return censored.score(parameters, at, target[row], upper[row]);
    return -Math.log(Math.max(1e-300, density(parameters, at, target[row])));
  });
}
