import type { RoundRecord } from "../boosting/round-record.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { placesOf } from "./followed-rows.ts";
import { lossesOf, predictionsAt } from "./recorded-predictions.ts";

/** A row's loss at the best round and at the last one. */
export interface ChangedRow {
  /** Of the Table. */
  readonly row: number;
  readonly before: number;
  readonly after: number;
}

export interface UsedFeature {
  readonly name: string;
  /** Shares of the gain of all splits. */
  readonly before: number;
  readonly after: number;
}

/** What the rounds after the best one did. */
export interface PastBest {
  /** Validation rows whose loss grew most, the worst first. */
  readonly paid: readonly ChangedRow[];
  /** Training rows whose loss fell most. */
  readonly gained: readonly ChangedRow[];
  /** By their share after the best round; empty for learners without splits. */
  readonly features: readonly UsedFeature[];
  /** Rows of the middle leaf until the best round and after it; null for learners without leaves. */
  readonly leafRows: { readonly before: number; readonly after: number } | null;
}

const MOST_ROWS = 5;
const MOST_FEATURES = 8;

export function pastBest(start: RunStart, rounds: readonly RecordedRound[], best: number): PastBest {
  const last = rounds.length - 1;
  const records = rounds.flatMap(({ record }) => (record === null ? [] : [record]));
  const [before, after] = [records.slice(0, best), records.slice(best)];
  const changed = (set: "train" | "validation") => changedRows(start, rounds[best], rounds[last], set);
  const growth = ({ before: from, after: to }: ChangedRow) => to - from;
  return {
    paid: changed("validation")
      .filter((row) => growth(row) > 0)
      .sort((left, right) => growth(right) - growth(left) || left.row - right.row)
      .slice(0, MOST_ROWS),
    gained: changed("train")
      .filter((row) => growth(row) < 0)
      .sort((left, right) => growth(left) - growth(right) || left.row - right.row)
      .slice(0, MOST_ROWS),
    features: usedFeatures(start, before, after),
    leafRows: middleLeaves(before, after),
  };
}

function changedRows(
  start: RunStart,
  atBest: RecordedRound,
  atLast: RecordedRound,
  set: "train" | "validation",
): ChangedRow[] {
  const { followed } = start;
  const places = placesOf(followed, set);
  const at = (values: Float64Array) => places.map((place) => values[place]);
  const target = at(followed.target);
  const upper = followed.upper && at(followed.upper);
  const [before, after] = [atBest, atLast].map((round) =>
    lossesOf(predictionsAt(start, round, places), target, upper),
  );
  return places.map((place, n) => ({ row: followed.rowIds[place], before: before[n], after: after[n] }));
}

function treesOf(records: readonly RoundRecord[]) {
  return records.flatMap(({ learners }) =>
    learners.flatMap(({ learner }) => (learner.kind === "tree" ? [learner.tree] : [])),
  );
}

function gainByFeature(records: readonly RoundRecord[]): Map<number, number> {
  const gains = new Map<number, number>();
  let all = 0;
  for (const { nodeCount, feature, gain } of treesOf(records)) {
    for (let node = 0; node < nodeCount; node++) {
      if (feature[node] < 0) continue;
      all += gain[node];
      gains.set(feature[node], (gains.get(feature[node]) ?? 0) + gain[node]);
    }
  }
  for (const [at, gain] of gains) gains.set(at, all > 0 ? gain / all : 0);
  return gains;
}

function usedFeatures(
  { header }: RunStart,
  before: readonly RoundRecord[],
  after: readonly RoundRecord[],
): UsedFeature[] {
  const [first, then] = [gainByFeature(before), gainByFeature(after)];
  const used = [...new Set([...first.keys(), ...then.keys()])];
  return used
    .map((feature) => ({
      name: header.encoder.features[feature]?.name ?? `${feature}`,
      before: first.get(feature) ?? 0,
      after: then.get(feature) ?? 0,
    }))
    .sort((left, right) => right.after - left.after || right.before - left.before)
    .slice(0, MOST_FEATURES);
}

/** Rows of the leaf in the middle, when all leaves stand by their rows. */
function middleLeaf(records: readonly RoundRecord[]): number {
  const counts = treesOf(records)
    .flatMap(({ nodeCount, left, count }) =>
      Array.from({ length: nodeCount }, (_, node) => (left[node] < 0 ? count[node] : -1)),
    )
    .filter((rows) => rows >= 0)
    .sort((low, high) => low - high);
  return counts[counts.length >> 1] ?? Number.NaN;
}

function middleLeaves(before: readonly RoundRecord[], after: readonly RoundRecord[]): PastBest["leafRows"] {
  const leaves = { before: middleLeaf(before), after: middleLeaf(after) };
  return Number.isNaN(leaves.before) || Number.isNaN(leaves.after) ? null : leaves;
}
