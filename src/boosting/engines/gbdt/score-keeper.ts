import type { WalkTrees } from "../../../compute/backend.ts";
import { fillBaseScores, learnerWeights, roundTrees } from "../../learners/tree/ensemble-scores.ts";
import { addTrees, type EnsembleRows } from "../../learners/tree/tree-scores.ts";
import type { RawScores } from "../../raw-scores.ts";
import type { RoundRecord } from "../../round-record.ts";

/** float32 raw scores of the training rows and of all watched rows, kept in step with the rounds. */
export interface ScoreKeeper {
  /** [train, ...watch], row-major. */
  readonly scores: readonly RawScores[];
  /** Adds a round to the watched rows; the training rows got it from the backend's row partition. */
  addToWatched(record: RoundRecord): void;
  /** Writes the sum over all rounds but the dropped ones, in order, into `out` (training rows). */
  withoutRounds(records: readonly RoundRecord[], dropped: ReadonlySet<number>, out: Float32Array): void;
  /** Sums everything anew, in order: the same bits as adding round by round. */
  recompute(records: readonly RoundRecord[]): void;
}

export function createScoreKeeper(
  sets: readonly [train: EnsembleRows, ...watch: EnsembleRows[]],
  baseScores: Float64Array,
  walk: WalkTrees,
): ScoreKeeper {
  const stride = baseScores.length;
  const arrays = sets.map((set) => new Float32Array(set.rowCount * stride));
  for (const scores of arrays) fillBaseScores(scores, baseScores);

  function sum(
    rows: EnsembleRows,
    scores: Float32Array,
    records: readonly RoundRecord[],
    dropped: ReadonlySet<number>,
  ): void {
    fillBaseScores(scores, baseScores);
    const weights = learnerWeights(records, records.length);
    const trees = records.flatMap((record, i) =>
      dropped.has(record.round) ? [] : roundTrees(record, { weights: weights[i]!, factor: 1 }),
    );
    addTrees(trees, rows, { scores, stride }, walk);
  }

  return {
    scores: sets.map((set, i) => ({ rowCount: set.rowCount, outputCount: stride, values: arrays[i]! })),
    addToWatched(record) {
      const weights = record.learners.map((learner) => learner.weight);
      const trees = roundTrees(record, { weights, factor: 1 });
      for (let i = 1; i < sets.length; i++) addTrees(trees, sets[i]!, { scores: arrays[i]!, stride }, walk);
    },
    withoutRounds: (records, dropped, out) => sum(sets[0], out, records, dropped),
    recompute(records) {
      sets.forEach((set, i) => {
        sum(set, arrays[i]!, records, new Set());
      });
    },
  };
}
