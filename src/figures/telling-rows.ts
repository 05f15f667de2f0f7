import { distributionById } from "../boosting/distributions/index.ts";
import type { Predictions } from "../boosting/outputs.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { shownRows } from "./followed-rows.ts";

/** Why a row is worth looking at. */
export type Telling = "error" | "disagree" | "wide" | "late";

export interface TellingRun {
  readonly start: RunStart;
  readonly rounds: readonly RecordedRound[];
  /** The shown round, as far as the run has come. */
  readonly round: number;
}

export interface TellingRow {
  /** Of the Table. */
  readonly row: number;
  readonly value: number;
}

/** Rows that did not train are asked; where there are none, those that did. Test rows only when they are shown. */
export function askedRows({ followed }: RunStart, showTest: boolean): Uint32Array {
  const { train, validation, test } = shownRows(followed, showTest);
  const held = [...validation, ...test];
  const indices = held.length > 0 ? Uint32Array.from(held) : train;
  return indices.map((index) => followed.rowIds[index]);
}

/** What can be asked of these runs. */
export function tellingKinds(runs: readonly TellingRun[]): Telling[] {
  if (runs.length === 0) return [];
  const isRanking = runs.some(({ start }) => start.header.outputs.task === "ranking");
  const kinds: Telling[] = isRanking ? [] : ["error"];
  if (runs.length > 1) kinds.push("disagree");
  if (runs.some(({ start }) => start.header.outputs.kind === "distribution")) kinds.push("wide");
  if (runs.some(({ round }) => round > 1)) kinds.push("late");
  return kinds;
}

/** The most telling row first; rows of which a run knows nothing are left out. */
export function tellingRows(
  kind: Telling,
  runs: readonly TellingRun[],
  rows: ArrayLike<number>,
): TellingRow[] {
  const asked = runs
    .filter(({ start }) => kind !== "wide" || start.header.outputs.kind === "distribution")
    .map((run) => ({ run, value: measureOf(kind, run, rows) }));
  const found: TellingRow[] = [];
  for (let n = 0; n < rows.length; n++) {
    const values = asked.map(({ value }) => value(rows[n]));
    const value = kind === "disagree" ? spread(values) : mean(values.map(([first]) => first));
    if (Number.isFinite(value)) found.push({ row: rows[n], value });
  }
  return found.sort((left, right) => right.value - left.value || left.row - right.row);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How far runs lie apart: in the prediction, or in the probability of the class they disagree on most. */
function spread(values: readonly (readonly number[])[]): number {
  const apart = values[0].map((_, n) => {
    const all = values.map((one) => one[n]);
    return Math.max(...all) - Math.min(...all);
  });
  return Math.max(...apart);
}

type Measure = (row: number) => readonly number[];
const UNKNOWN = [Number.NaN];

function measureOf(kind: Telling, run: TellingRun, rows: ArrayLike<number>): Measure {
  const { start, rounds, round } = run;
  const places = new Map(Array.from(start.followed.rowIds, (row, index) => [row, index]));
  const at = (value: (index: number) => readonly number[]) => (row: number) => {
    const index = places.get(row);
    return index === undefined ? UNKNOWN : value(index);
  };
  if (kind === "late")
    return at(
      learntAt(
        run,
        Array.from(rows, (row) => places.get(row) ?? -1),
      ),
    );
  const predictions = predicted(start, rounds[round]);
  if (kind === "error") return at((index) => [lossOf(start, predictions, index)]);
  if (kind === "disagree") return at((index) => saidOf(predictions, index));
  return at((index) => [widthOf(predictions, index)]);
}

function predicted({ header }: RunStart, { scores }: RecordedRound): Predictions {
  const outputCount = header.outputs.scoreCount;
  return predictionsOf(header.outputs, {
    rowCount: scores.length / outputCount,
    outputCount,
    values: scores,
  });
}

function saidOf(predictions: Predictions, index: number): readonly number[] {
  if (predictions.kind !== "classes") return [predictions.point[index]];
  const { probabilities, classCount } = predictions;
  return Array.from(probabilities.subarray(index * classCount, (index + 1) * classCount));
}

/** Distance from the label; of classes what the true one lacks of certainty. */
function lossOf({ followed }: RunStart, predictions: Predictions, index: number): number {
  const target = followed.target[index];
  if (predictions.kind !== "classes") return Math.abs(target - predictions.point[index]);
  if (Number.isNaN(target)) return Number.NaN;
  return 1 - predictions.probabilities[index * predictions.classCount + target];
}

function widthOf(predictions: Predictions, index: number): number {
  if (predictions.kind !== "distribution") return Number.NaN;
  const { quantile } = distributionById(predictions.distribution);
  const at = index * predictions.parameterCount;
  return quantile(predictions.parameters, at, 0.95) - quantile(predictions.parameters, at, 0.05);
}

/**
 * The round from which on a row's loss stayed below the middle between its first and its shown value: when most of it was
 * learnt. Rows whose loss fell less than that of the middle row are left out, since theirs is chance.
 */
function learntAt({ start, rounds, round }: TellingRun, indices: readonly number[]) {
  const asked = indices.filter((index) => index >= 0);
  const losses = Array.from({ length: round + 1 }, (_, at) => {
    const predictions = predicted(start, rounds[at]);
    return Float64Array.from(asked, (index) => lossOf(start, predictions, index));
  });
  const fallen = asked.map((_, n) => losses[0][n] - losses[round][n]);
  const positive = fallen.filter((fall) => fall > 0).sort((left, right) => left - right);
  const least = positive[Math.floor(positive.length / 2)] ?? Number.POSITIVE_INFINITY;
  const learnt = new Map<number, number>();
  asked.forEach((index, n) => {
    if (!(fallen[n] >= least)) return;
    const middle = (losses[0][n] + losses[round][n]) / 2;
    let at = round;
    while (at > 0 && losses[at - 1][n] <= middle) at--;
    learnt.set(index, at);
  });
  return (index: number) => [learnt.get(index) ?? Number.NaN];
}

/** The followed row that stands nearest to one that is not; null = none is followed. */
export function nearestRow({ rowIds }: RunStart["followed"], row: number): number | null {
  let nearest: number | null = null;
  for (const id of rowIds) {
    if (nearest === null || Math.abs(id - row) < Math.abs(nearest - row)) nearest = id;
  }
  return nearest;
}
