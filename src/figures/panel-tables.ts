import { distributionById } from "../boosting/distributions/index.ts";
import type { LinearModel } from "../boosting/learners/linear/linear-model.ts";
import type { Predictions } from "../boosting/outputs.ts";
import type { RecordedRound, RunStart, SetName } from "../experiment/recording.ts";
import { setNames } from "../experiment/recording.ts";
import { chartColumnWords } from "../words/chart-columns.ts";
import { stackWords } from "../words/stack.ts";
import { CALIBRATION_BINS, calibrationBins, coverageAt, pitHistogram } from "./calibration-figure.ts";
import { confusionCounts } from "./confusion-figure.ts";
import type { FitMode } from "./fit-modes.ts";
import { integralTransform } from "./integral-transform.ts";
import { linearTerms } from "./linear-figure.ts";
import { memberNames } from "./member-text.ts";
import { inputNames } from "./net-inputs.ts";
import { rankCurves } from "./rank-curves.ts";
import { learnerOutputs } from "./rest-figure.ts";
import type { RestSubject } from "./rest-subject.ts";
import { splitText } from "./split-text.ts";
import { className, shownPredictions } from "./targets.ts";

/** A picture as numbers: what is drawn, one line a mark. */
export interface PanelTable {
  readonly columns: readonly string[];
  readonly lines: readonly (readonly (string | number)[])[];
}

const words = chartColumnWords;

export interface FitTableInput {
  readonly start: RunStart;
  readonly predictions: Predictions;
  readonly rows: ArrayLike<number>;
  /** Rows that summaries count. */
  readonly counted: ArrayLike<number>;
  readonly classIndex: number;
}

/** The numbers behind a picture of the predictions. */
export function fitTable(mode: FitMode, input: FitTableInput): PanelTable {
  if (mode === "confusion") return confusionTable(input);
  if (mode === "roc") return rankTable(input);
  if (mode === "calibration") return calibrationTable(input);
  return predictionTable(input);
}

function predictionTable({ start, predictions, rows, classIndex }: FitTableInput): PanelTable {
  const { followed, header } = start;
  const names = followed.features.map(({ name }) => name);
  const shown = shownPredictions(predictions, classIndex);
  const isClasses = predictions.kind === "classes";
  const predicted = isClasses
    ? words.probability(className(header.outputs, classIndex))
    : `${words.predicted} ${header.encoder.target.name}`;
  const isDistribution = predictions.kind === "distribution";
  const columns = [words.row, words.set, ...names, words.actual, predicted];
  const lines = Array.from(rows, (row) => {
    const target = followed.target[row];
    const actual = isClasses && !Number.isNaN(target) ? className(header.outputs, target) : target;
    const line = [
      followed.rowIds[row],
      setNames[followed.set[row]],
      ...cells(start, row),
      actual,
      shown[row],
    ];
    return isDistribution ? [...line, ...interval(predictions, row)] : line;
  });
  return { columns: isDistribution ? [...columns, words.lower, words.upper] : columns, lines };
}

function cells({ followed }: RunStart, row: number): (string | number)[] {
  return followed.features.map((column) => {
    if (column.kind === "numeric") return column.values[row];
    return column.codes[row] < 0 ? "" : (column.categories[column.codes[row]] ?? "");
  });
}

function interval(predictions: Predictions & { readonly kind: "distribution" }, row: number): number[] {
  const { quantile } = distributionById(predictions.distribution);
  const at = row * predictions.parameterCount;
  return [0.05, 0.95].map((probability) => quantile(predictions.parameters, at, probability));
}

function confusionTable({ start, predictions, counted }: FitTableInput): PanelTable {
  const columns = [words.trueClass, words.predictedClass, words.count];
  if (predictions.kind !== "classes") return { columns, lines: [] };
  const { counts, classes, size, hasOthers } = confusionCounts(predictions, start.followed.target, counted);
  const names = classes.map((classIndex) => className(start.header.outputs, classIndex));
  if (hasOthers) names.push("…");
  const lines = names.flatMap((truth, row) =>
    names.map((predicted, column) => [truth, predicted, counts[row * size + column]]),
  );
  return { columns, lines };
}

function rankTable({ start, predictions, counted, classIndex }: FitTableInput): PanelTable {
  const { target } = start.followed;
  const known = Array.from(counted).filter((row) => !Number.isNaN(target[row]));
  const curves = rankCurves(
    shownPredictions(predictions, classIndex),
    (row) => target[row] === classIndex,
    known,
  );
  return {
    columns: [words.threshold, words.falsePositives, words.truePositives, words.precision],
    lines: curves.thresholds.map((threshold, n) => [
      threshold,
      curves.falsePositives[n],
      curves.truePositives[n],
      curves.precision[n],
    ]),
  };
}

function calibrationTable({ start, predictions, counted, classIndex }: FitTableInput): PanelTable {
  const { target } = start.followed;
  const known = Array.from(counted).filter((row) => !Number.isNaN(target[row]));
  if (predictions.kind === "distribution") {
    const distribution = distributionById(predictions.distribution);
    const pit = known.map(integralTransform(distribution, predictions, target));
    const { counts, densities } = pitHistogram(pit);
    return {
      columns: [words.tenth, words.count, words.density, words.middle, words.holds],
      lines: densities.map((density, n) => {
        const nominal = (n + 1) / CALIBRATION_BINS;
        return [n + 1, counts[n], density, nominal, coverageAt(pit, nominal)];
      }),
    };
  }
  const bins = calibrationBins(
    shownPredictions(predictions, classIndex),
    (row) => target[row] === classIndex,
    known,
  );
  return {
    columns: [words.tenth, words.count, words.binMean, words.cameTrue, words.low, words.high],
    lines: bins.map(({ count, predicted, observed, low, high }, n) => [
      n + 1,
      count,
      predicted,
      observed,
      low,
      high,
    ]),
  };
}

/** Stems: what was left at each training row, and what the round's learner gives it. */
export function restTable(start: RunStart, subject: RestSubject): PanelTable {
  const { followed } = start;
  const { change } = subject;
  const outputs =
    change === null ? learnerOutputs(start, subject) : change.rows.map((value) => value * change.weight);
  const rows = Array.from(followed.rowIds.keys()).filter((row) => !Number.isNaN(subject.target[row]));
  return {
    columns: [
      words.row,
      ...followed.features.map(({ name }) => name),
      words.left,
      change === null ? words.output : words.added,
    ],
    lines: rows.map((row) => [followed.rowIds[row], ...cells(start, row), subject.target[row], outputs[row]]),
  };
}

/** Learners of a round: nodes of its trees, else coefficients of its linear models. */
export function learnerTable(start: RunStart, recorded: RecordedRound, sign: 1 | -1): PanelTable {
  const learners = recorded.record?.learners ?? [];
  const [first] = learners;
  if (first?.learner.kind === "members") return membersTable(start, first.learner.weights);
  return learners.some(({ learner }) => learner.kind === "linear") &&
    learners.every(({ learner }) => learner.kind !== "tree")
    ? linearTable(start, recorded, sign)
    : treeTable(start, recorded, sign);
}

/** How much each member of a stack counts. */
function membersTable({ header }: RunStart, weights: readonly number[]): PanelTable {
  const names = memberNames(header.members ?? []);
  return {
    columns: [stackWords.member, stackWords.weight],
    lines: names.map((name, k) => [name, weights[k]]),
  };
}

/** Coefficients of a round's linear models, per standard deviation of a column. */
function linearTable({ header, followed }: RunStart, { record }: RecordedRound, sign: 1 | -1): PanelTable {
  const names = header.inputs === undefined ? [] : inputNames(header.inputs, followed.features);
  const lines = (record?.learners ?? []).flatMap(({ learner }, n) =>
    learner.kind === "linear"
      ? linearTerms(learner.model, names, sign).map(({ name, coefficient }) => [n + 1, name, coefficient])
      : [],
  );
  return { columns: [words.learner, words.input, words.coefficient], lines };
}

/** Coefficients in a table of nodes: the input stands for the question. */
function linearLines({ header, followed }: RunStart, model: LinearModel, number: number, sign: 1 | -1) {
  const names = header.inputs === undefined ? [] : inputNames(header.inputs, followed.features);
  return linearTerms(model, names, sign).map(({ name, coefficient }) => [
    number,
    ...["", "", name, "", "", ""],
    coefficient,
    ...["", "", ""],
  ]);
}

/** Nodes of all trees of a round, in the order they are numbered. */
function treeTable(start: RunStart, recorded: RecordedRound, sign: 1 | -1): PanelTable {
  const { features } = start.followed;
  const lines = (recorded.record?.learners ?? []).flatMap(({ learner }, n) => {
    if (learner.kind === "linear") return linearLines(start, learner.model, n + 1, sign);
    if (learner.kind !== "tree") return [];
    const { tree } = learner;
    const depth = new Int32Array(tree.nodeCount);
    return Array.from({ length: tree.nodeCount }, (_, node) => {
      if (node > 0) depth[node] = depth[tree.parent[node]] + 1;
      const isLeaf = tree.left[node] < 0;
      return [
        n + 1,
        node,
        depth[node],
        isLeaf ? "" : splitText(tree, node, features),
        isLeaf ? "" : tree.left[node],
        isLeaf ? "" : tree.right[node],
        isLeaf ? "" : tree.defaultLeft[node] ? tree.left[node] : tree.right[node],
        sign * tree.baseWeight[node],
        isLeaf ? "" : tree.gain[node],
        tree.count[node],
        tree.cover[node],
      ];
    });
  });
  const columns = [
    "tree",
    "node",
    "depth",
    "question",
    "yes",
    "no",
    "missing",
    "weight",
    "gain",
    "rows",
    "cover",
  ];
  return { columns: columns.map((id) => words[id as "tree"]), lines };
}

export interface LossLine {
  readonly run: string;
  readonly values: { readonly [set in SetName]: readonly number[] };
}

/** The loss curves: one line a run and round. */
export function lossTable(runs: readonly LossLine[]): PanelTable {
  const lines = runs.flatMap(({ run, values }) =>
    values.train.map((train, round) => [
      run,
      round,
      train,
      values.validation[round] ?? Number.NaN,
      ...(values.test.length > 0 ? [values.test[round] ?? Number.NaN] : []),
    ]),
  );
  const hasTest = runs.some(({ values }) => values.test.length > 0);
  const columns = [words.run, words.round, setNames[0], setNames[1], ...(hasTest ? [setNames[2]] : [])];
  return { columns, lines };
}
