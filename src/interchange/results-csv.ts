import { type Regions, regionsOf, type StoredBound } from "../analysis/conformal/conformal-regions.ts";
import { distributionById, jointById } from "../boosting/distributions/index.ts";
import type { ModelOutputs, Predictions } from "../boosting/outputs.ts";
import type { RawScores } from "../boosting/raw-scores.ts";
import { shortestFloat32Text } from "../core/canonical-json.ts";
import { createRandomSource, type RandomSource } from "../core/random.ts";
import type { RecordedRound, RunStart, SetName } from "../experiment/recording.ts";
import { type CsvColumn, type DistributionQuestions, numberText, QUANTILES } from "./csv-column.ts";
import { csvCell, csvLines } from "./csv-text.ts";
import { jointColumns } from "./joint-columns.ts";

/** What goes into a file of predictions. `rowIds` are data rows, 0-based, in the order of the predictions. */
export interface PredictionsFile {
  readonly rowIds: Uint32Array;
  readonly outputs: ModelOutputs;
  readonly predictions: Predictions;
  /** Given = every row's interval or set is written too; it has to be that of the rounds that predicted. */
  readonly conformal?: StoredBound;
  /** Given = raw scores are written too. */
  readonly rawScores?: RawScores;
  readonly questions?: DistributionQuestions;
}

const NO_QUESTIONS: DistributionQuestions = { quantiles: [], above: [], samples: 0 };
/** Draws are the same for the same row of a file, whoever asks. */
const SAMPLES_SEED = 1;
const drawn = () => createRandomSource(SAMPLES_SEED, "samples");
const SETS: readonly SetName[] = ["train", "validation", "test"];

/**
 * Predictions as CSV, in pieces: row, prediction (of several targets prediction_<target>), then probability_<class>, or a distribution's mean, quantiles and
 * parameters and what else was asked of it (of several targets: joint-columns.ts), then the interval or set of calibration rows (lower_90 and upper_90, or set_90), then raw scores. Numbers are the shortest text of the float64, raw scores that of the number they are.
 */
export function predictionsCsv(file: PredictionsFile): Generator<string, void> {
  const columns = [
    { name: "row", text: (at: number) => String(file.rowIds[at]) },
    ...predictionColumns(file),
    ...(file.conformal === undefined ? [] : regionColumns(file, file.conformal)),
    ...(file.rawScores === undefined ? [] : rawColumns(file.rawScores, file.outputs)),
  ];
  return csvLines(
    columns.map((column) => column.name),
    file.rowIds.length,
    (at) => columns.map((column) => column.text(at)),
  );
}

/** All recorded metrics as CSV, in pieces: round, set, metric, value. Empty where a set has no rows. */
export function metricsCsv(start: RunStart, rounds: readonly RecordedRound[]): Generator<string, void> {
  const { metrics } = start;
  const perRound = metrics.length * SETS.length;
  return csvLines(["round", "set", "metric", "value"], rounds.length * perRound, (at) => {
    const recorded = rounds[Math.floor(at / perRound)]!;
    const cell = at % perRound;
    const metric = metrics[Math.floor(cell / SETS.length)]!;
    return [
      String(recorded.round),
      SETS[cell % SETS.length]!,
      csvCell(metric),
      numberText(recorded.metrics[cell]!),
    ];
  });
}

function predictionColumns({ predictions, outputs, rowIds, questions }: PredictionsFile): CsvColumn[] {
  switch (predictions.kind) {
    case "point":
      return pointColumns(predictions, outputs.outputNames);
    case "classes":
      return classColumns(predictions, outputs.classNames ?? []);
    case "distribution":
      return distributionColumns(predictions, rowIds, questions ?? NO_QUESTIONS, drawn());
    case "joint":
      return jointColumns(predictions, outputs.outputNames!, rowIds, questions ?? NO_QUESTIONS, drawn());
  }
}

/** Several targets have a column each. */
function pointColumns(
  { point }: Extract<Predictions, { kind: "point" }>,
  names: readonly string[] | undefined,
): CsvColumn[] {
  const { length: count } = names ?? [""];
  return Array.from({ length: count }, (_, k) => ({
    name: names === undefined ? "prediction" : `prediction_${names[k]}`,
    text: (at) => numberText(point[at * count + k]!),
  }));
}

/** The predicted class is the most probable one, the first of equals. */
function classColumns(
  { probabilities, classCount }: Extract<Predictions, { kind: "classes" }>,
  classNames: readonly string[],
): CsvColumn[] {
  const cells = classNames.map(csvCell);
  function mostProbable(at: number): number {
    let best = 0;
    for (let k = 1; k < classCount; k++) {
      if (probabilities[at * classCount + k]! > probabilities[at * classCount + best]!) best = k;
    }
    return best;
  }
  return [
    { name: "prediction", text: (at) => cells[mostProbable(at)]! },
    ...classNames.map((name, k) => ({
      name: `probability_${name}`,
      text: (at: number) => numberText(probabilities[at * classCount + k]!),
    })),
  ];
}

/** A mean that does not exist is an empty cell. */
function distributionColumns(
  predictions: Extract<Predictions, { kind: "distribution" }>,
  rowIds: Uint32Array,
  { quantiles, above, samples }: DistributionQuestions,
  random: RandomSource,
): CsvColumn[] {
  const { parameters, parameterCount, point } = predictions;
  const distribution = distributionById(predictions.distribution);
  const of = (name: string, value: (theta: number, at: number) => number): CsvColumn => ({
    name,
    text: (at) => numberText(value(at * parameterCount, at)),
  });
  const quantileColumn = ({ name, probability }: (typeof QUANTILES)[number]) =>
    of(name, (theta) => distribution.quantile(parameters, theta, probability));
  return [
    of("prediction", (_, at) => point[at]!),
    of("mean", (theta) => distribution.mean(parameters, theta)),
    ...QUANTILES.map(quantileColumn),
    ...distribution.displayed.map(({ id }, index) =>
      of(id, (theta) => distribution.display(parameters, theta)[index]!),
    ),
    ...quantiles.map((probability) => quantileColumn({ name: `quantile_${probability}`, probability })),
    ...above.map((bound) => of(`above_${bound}`, (theta) => 1 - distribution.cdf(parameters, theta, bound))),
    ...Array.from({ length: samples }, (_, n) =>
      of(`sample_${n + 1}`, (theta, at) =>
        distribution.quantile(parameters, theta, random.uniform(rowIds[at]!, n)),
      ),
    ),
  ];
}

/** Names of a set's classes stand between bars; one that holds a bar is quoted as a cell of its own. */
function regionColumns({ predictions, outputs }: PredictionsFile, conformal: StoredBound): CsvColumn[] {
  const regions = regionsOf(predictions, conformal);
  if (regions === null) return [];
  const percent = String(Number((conformal.level * 100).toFixed(6)));
  return regions.kind === "interval"
    ? intervalColumns(regions, percent)
    : setColumns(regions, outputs, percent);
}

function intervalColumns({ interval }: Extract<Regions, { kind: "interval" }>, percent: string): CsvColumn[] {
  return (["lower", "upper"] as const).map((end) => ({
    name: `${end}_${percent}`,
    text: (at) => numberText(interval(at)[end]),
  }));
}

function setColumns(
  { set }: Extract<Regions, { kind: "set" }>,
  { classNames = [] }: ModelOutputs,
  percent: string,
): CsvColumn[] {
  const names = classNames.map((name) => (name.includes("|") ? `"${name.replaceAll('"', '""')}"` : name));
  return [
    {
      name: `set_${percent}`,
      text: (at) =>
        csvCell(
          set(at)
            .map((k) => names[k])
            .join("|"),
        ),
    },
  ];
}

function rawColumns(raw: RawScores, outputs: ModelOutputs): CsvColumn[] {
  const { values, outputCount } = raw;
  const isSingle = values instanceof Float32Array;
  const names = rawNames(outputs);
  return Array.from({ length: outputCount }, (_, k) => ({
    name: outputCount === 1 ? "raw_score" : `raw_score_${names?.[k] ?? k}`,
    text(at: number) {
      const value = values[at * outputCount + k]!;
      return isSingle && Number.isFinite(value) ? shortestFloat32Text(value) : numberText(value);
    },
  }));
}

/** Raw scores are of classes or targets, or parameters of a joint distribution; those of one number have their place. */
function rawNames({ kind, classNames, outputNames, distribution }: ModelOutputs) {
  if (kind !== "joint") return classNames ?? outputNames;
  return jointById(distribution!, outputNames!.length).parameters.map(({ id }) => id);
}
