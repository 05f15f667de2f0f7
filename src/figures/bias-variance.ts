/** Predictions of several models for the same rows, and what came true. */
export interface RefitScores {
  /** One a model: rows x width numbers. */
  readonly predictions: readonly ArrayLike<number>[];
  /** A number a row; with a width above 1 a class. */
  readonly target: ArrayLike<number>;
  /** 1 = a number or one probability, else a probability for each class. */
  readonly width: number;
}

/** Parts of the mean squared error of one model; of probabilities it is the Brier score. */
export interface BiasVariance {
  /** Mean over models and rows: the sum of both parts. */
  readonly error: number;
  /** What all models share: the error of their mean, less what is left in it of their variance. May fall below 0 by luck. */
  readonly biasAndNoise: number;
  /** How much one model differs from the mean of all, unbiased. */
  readonly variance: number;
}

/**
 * For squared error, over K models of different training rows: variance = mean over rows of the sample variance (K - 1),
 * bias² + noise = error of the mean prediction - variance / K. Their sum is the mean error of the single models. NaN
 * below two models or without rows.
 */
export function biasVariance({ predictions, target, width }: RefitScores): BiasVariance {
  const models = predictions.length;
  const rows = target.length;
  if (models < 2 || rows === 0) return { error: Number.NaN, biasAndNoise: Number.NaN, variance: Number.NaN };
  let squares = 0;
  let ofMean = 0;
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < width; k++) {
      const at = row * width + k;
      const truth = width === 1 ? target[row] : target[row] === k ? 1 : 0;
      let sum = 0;
      for (const model of predictions) sum += model[at];
      const mean = sum / models;
      for (const model of predictions) squares += (model[at] - mean) ** 2;
      ofMean += (mean - truth) ** 2;
    }
  }
  const variance = squares / (models - 1) / rows;
  const biasAndNoise = ofMean / rows - variance / models;
  return { error: biasAndNoise + variance, biasAndNoise, variance };
}
