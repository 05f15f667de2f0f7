import { distributionById, jointById } from "../boosting/distributions/index.ts";
import { correlationsOf, type JointPredictions, marginalsOf, pairsOf } from "../boosting/marginals.ts";
import type { RandomSource } from "../core/random.ts";
import { type CsvColumn, type DistributionQuestions, numberText, QUANTILES } from "./csv-column.ts";

/**
 * Columns of joint distributions: the mean of each target, each one's standard deviation and quantiles, correlations of every
 * two, then what else is asked of each target alone, and draws of all targets together.
 */
export function jointColumns(
  predictions: JointPredictions,
  names: readonly string[],
  rowIds: Uint32Array,
  questions: DistributionQuestions,
  random: RandomSource,
): CsvColumn[] {
  const { point, outputCount, rowCount } = predictions;
  const correlations = Array.from({ length: rowCount }, (_, row) => correlationsOf(predictions, row));
  const spreads = QUANTILES.filter(({ name }) => name !== "median");
  return [
    ...names.map((name, k) => ({
      name: `prediction_${name}`,
      text: (at: number) => numberText(point[at * outputCount + k]!),
    })),
    ...names.flatMap((name, k) => ofTarget(predictions, k, name, spreads)),
    ...pairsOf(outputCount).map(([a, b], n) => ({
      name: `correlation_${names[a]}_${names[b]}`,
      text: (at: number) => numberText(correlations[at]![n]!),
    })),
    ...names.flatMap((name, k) => asked(predictions, k, name, questions)),
    ...draws(predictions, names, rowIds, questions.samples, random),
  ];
}

function ofTarget(joint: JointPredictions, k: number, name: string, spreads: typeof QUANTILES): CsvColumn[] {
  const { distribution, parameters, parameterCount } = marginalsOf(joint, k);
  const { variance, quantile } = distributionById(distribution);
  return [
    {
      name: `sd_${name}`,
      text: (at) => numberText(Math.sqrt(variance(parameters, at * parameterCount))),
    },
    ...spreads.map(({ name: id, probability }) => ({
      name: `${id}_${name}`,
      text: (at: number) => numberText(quantile(parameters, at * parameterCount, probability)),
    })),
  ];
}

function asked(
  joint: JointPredictions,
  k: number,
  name: string,
  { quantiles, above }: DistributionQuestions,
): CsvColumn[] {
  const { distribution, parameters, parameterCount } = marginalsOf(joint, k);
  const { cdf, quantile } = distributionById(distribution);
  return [
    ...quantiles.map((probability) => ({
      name: `quantile_${probability}_${name}`,
      text: (at: number) => numberText(quantile(parameters, at * parameterCount, probability)),
    })),
    ...above.map((bound) => ({
      name: `above_${bound}_${name}`,
      text: (at: number) => numberText(1 - cdf(parameters, at * parameterCount, bound)),
    })),
  ];
}

/** Each draw is one of all targets: sample_1 of one belongs to sample_1 of the others. */
function draws(
  { distribution, outputCount, parameters, parameterCount }: JointPredictions,
  names: readonly string[],
  rowIds: Uint32Array,
  count: number,
  random: RandomSource,
): CsvColumn[] {
  const { draw } = jointById(distribution, outputCount);
  const uniforms = new Float64Array(outputCount);
  const drawn = new Float64Array(outputCount);
  return Array.from({ length: count }, (_, n) =>
    names.map((name, k) => ({
      name: `sample_${n + 1}_${name}`,
      text(at: number) {
        for (let j = 0; j < outputCount; j++) uniforms[j] = random.uniform(rowIds[at]!, n * outputCount + j);
        draw(parameters, at * parameterCount, uniforms, drawn);
        return numberText(drawn[k]!);
      },
    })),
  ).flat();
}
