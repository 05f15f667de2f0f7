import { watchMetric } from "../../boosting/early-stopping.ts";
import type { Learner } from "../../boosting/learners/learner.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { RecordedRound, RunStart, SetName } from "../../experiment/recording.ts";
import { setNames } from "../../experiment/recording.ts";
import { placesOf } from "../../figures/followed-rows.ts";
import { predictionsAt, sharedLossesOf } from "../../figures/recorded-predictions.ts";
import type { RunDigest } from "../lab-state.ts";
import { bestIndex } from "../metric-series.ts";

/** What stays of one training of a run: its curves, without learners and scores. */
export interface RepeatResult {
  readonly seed: number;
  /** The first one stops. */
  readonly metrics: readonly string[];
  readonly rowCounts: RunStart["rowCounts"];
  /** Values of metric m on set s after round k at (k * metrics + m) * 3 + s. */
  readonly curves: Float64Array;
  /** Milliseconds inside the engine until the end of each round. */
  readonly elapsedMs: Float64Array;
  /** Leaves of trees and weights of nets until the end of each round. */
  readonly sizes: Float64Array;
  /** Of the judged rows at the round that the first metric chooses; null where the recording follows only some of them. */
  readonly rowLosses: Float64Array | null;
  /** Only best rounds and the last one are known, the others are NaN: enough for tables, not for curves. */
  readonly isDigest?: true;
}

export type RepeatOutcome =
  | { readonly ok: true; readonly value: RepeatResult }
  | { readonly ok: false; readonly message: string };

/** Leaves of a tree, weights of a net, coefficients of a linear model. */
function sizeOf(learner: Learner): number {
  if (learner.kind === "tree") return (learner.tree.nodeCount + 1) / 2;
  if (learner.kind === "net") return learner.net.parameters.length;
  if (learner.kind === "linear") return learner.model.coefficients.length + 1;
  if (learner.kind === "members") {
    return learner.rounds.reduce((sum, round) => sum + sizeOfRound(round), learner.weights.length);
  }
  return learner.block.step.length + learner.block.shift.length;
}

/** Leaves and weights that one round adds. */
export function sizeOfRound(record: RecordedRound["record"]): number {
  return record?.learners.reduce((sum, { learner }) => sum + sizeOf(learner), 0) ?? 0;
}

/** Gathers rounds as they arrive; of what is large, only the best round so far is held. */
export function createRepeatGatherer(seed: number, start: RunStart) {
  const curves: number[] = [];
  const elapsedMs: number[] = [];
  const sizes: number[] = [];
  const best = watchMetric(metricEntry(start.metrics[0]).direction, null);
  let judged: RecordedRound | null = null;
  return {
    add(rounds: readonly RecordedRound[]): void {
      for (const recorded of rounds) {
        const { round, metrics, elapsedMs: until, record } = recorded;
        best.see(round, metrics[setNames.indexOf("validation")]);
        if (best.bestRound === null || best.bestRound === round) judged = recorded;
        for (const value of metrics) curves.push(value);
        elapsedMs.push(until);
        sizes.push((sizes.at(-1) ?? 0) + sizeOfRound(record));
      }
    },
    result: (): RepeatResult => ({
      seed,
      metrics: start.metrics,
      rowCounts: start.rowCounts,
      curves: Float64Array.from(curves),
      elapsedMs: Float64Array.from(elapsedMs),
      sizes: Float64Array.from(sizes),
      rowLosses: judged === null ? null : rowLossesOf(start, judged),
    }),
  };
}

/** Of all rows of the judged set, or of none: a sample would be another one with each seed. */
function rowLossesOf(start: RunStart, recorded: RecordedRound): Float64Array | null {
  const { followed } = start;
  // a document alone has no loss, a row with several targets has several
  const { task } = start.header.outputs;
  if (task === "ranking" || task === "multioutput") return null;
  const places = placesOf(followed, judgedSet(start));
  if (places.length < start.rowCounts[judgedSet(start)]) return null;
  const target = places.map((place) => followed.target[place]);
  return sharedLossesOf(predictionsAt(start, recorded, places), target);
}

/** What a table says of a run whose recording is not read. */
export function resultOfDigest(seed: number, { metrics, rowCounts, rounds }: RunDigest): RepeatResult {
  const count = (rounds.at(-1)?.round ?? -1) + 1;
  const width = metrics.length * setNames.length;
  const curves = new Float64Array(count * width).fill(Number.NaN);
  const elapsedMs = new Float64Array(count).fill(Number.NaN);
  const sizes = new Float64Array(count).fill(Number.NaN);
  for (const known of rounds) {
    curves.set(known.metrics, known.round * width);
    elapsedMs[known.round] = known.elapsedMs;
    sizes[known.round] = known.size;
  }
  return { seed, metrics, rowCounts, curves, elapsedMs, sizes, rowLosses: null, isDigest: true };
}

export function roundCountOf(result: RepeatResult): number {
  return result.elapsedMs.length;
}

/** A metric by round; NaN throughout where it was not recorded or the set is empty. */
export function curveOf(result: RepeatResult, metric: string, set: SetName): number[] {
  const { metrics, curves } = result;
  const at = metrics.indexOf(metric) * setNames.length + setNames.indexOf(set);
  const step = metrics.length * setNames.length;
  return Array.from({ length: roundCountOf(result) }, (_, round) =>
    metrics.includes(metric) ? curves[round * step + at] : Number.NaN,
  );
}

/** The round that the run is judged at: best on the validation rows by this metric, the last one without such rows. */
export function judgedRound(result: RepeatResult, metric: string): number {
  const best =
    result.rowCounts.validation > 0 ? bestIndex(curveOf(result, metric, "validation"), metric) : null;
  return best ?? roundCountOf(result) - 1;
}

/** Where runs are compared: rows that no training looked at, or the best there is. */
export function judgedSet({ rowCounts }: Pick<RepeatResult, "rowCounts">): SetName {
  if (rowCounts.test > 0) return "test";
  return rowCounts.validation > 0 ? "validation" : "train";
}

/** A metric on the judged rows at the judged round of the metric that chooses rounds. */
export function judgedValue(result: RepeatResult, metric: string, chooses: string): number {
  return curveOf(result, metric, judgedSet(result))[judgedRound(result, chooses)] ?? Number.NaN;
}
