import { loadDistribution } from "../../boosting/distributions/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { predictionsOf } from "../../boosting/predictions.ts";
import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { type BiasVariance, biasVariance } from "../../figures/bias-variance.ts";
import { placesOf } from "../../figures/followed-rows.ts";
import { metricAt } from "../metric-series.ts";

/** What stays of one refit: what it predicted for the test rows, by round. */
export interface RefitResult {
  /** Test rows of the table that the recording followed. */
  readonly rowIds: Uint32Array;
  /** Encoded targets of these rows: a label or a class. */
  readonly target: Float64Array;
  /** Numbers predicted for a row: one, or a probability for each class where there are more than two. */
  readonly width: number;
  /** Rounds whose predictions are kept, ascending. */
  readonly rounds: readonly number[];
  /** Rows x width of each kept round. */
  readonly predictions: readonly Float32Array[];
  /** Of the round that was best on the validation rows; of the last one where there are none. */
  readonly judged: Float32Array;
  readonly judgedRound: number;
}

export type RefitOutcome =
  | { readonly ok: true; readonly value: RefitResult }
  | { readonly ok: false; readonly message: string };

const KEPT_ROUNDS = 80;

/** Gathers rounds as they arrive; of most of them nothing is held. */
export function createRefitGatherer(start: RunStart) {
  const { outputs } = start.header;
  const { scoreCount } = outputs;
  const places = placesOf(start.followed, "test");
  const [metric] = start.metrics;
  const isLower = metricEntry(metric).direction === "lower";
  const step = Math.ceil((start.plannedRounds + 1) / KEPT_ROUNDS);
  const kept: { round: number; scores: Float32Array }[] = [];
  let judged: { round: number; scores: Float32Array; value: number } | null = null;
  const scoresOf = ({ scores }: RecordedRound) => {
    const values = new Float32Array(places.length * scoreCount);
    places.forEach((place, row) => {
      values.set(scores.subarray(place * scoreCount, (place + 1) * scoreCount), row * scoreCount);
    });
    return values;
  };
  const predicted = (values: Float32Array) => {
    const found = predictionsOf(outputs, { rowCount: places.length, outputCount: scoreCount, values });
    if (found.kind !== "classes") return Float32Array.from(found.point);
    const { probabilities, classCount } = found;
    // Of two classes one probability says it all.
    if (classCount === 2) return Float32Array.from(places, (_, row) => probabilities[2 * row + 1]);
    return Float32Array.from(probabilities);
  };
  return {
    add(rounds: readonly RecordedRound[]): void {
      for (const recorded of rounds) {
        const { round } = recorded;
        const value = metricAt(start, recorded, metric, "validation");
        const isBest =
          judged === null || Number.isNaN(value) || (isLower ? value < judged.value : value > judged.value);
        if (isBest) judged = { round, scores: scoresOf(recorded), value };
        if (round % step === 0) kept.push({ round, scores: scoresOf(recorded) });
      }
    },
    async result(): Promise<RefitResult> {
      await loadDistribution(outputs.distribution);
      const { rowIds, target } = start.followed;
      return {
        rowIds: Uint32Array.from(places, (place) => rowIds[place]),
        target: Float64Array.from(places, (place) => target[place]),
        width:
          outputs.kind === "classes" && (outputs.classNames?.length ?? 2) > 2
            ? outputs.classNames!.length
            : 1,
        rounds: kept.map(({ round }) => round),
        predictions: kept.map(({ scores }) => predicted(scores)),
        judged: judged === null ? new Float32Array(0) : predicted(judged.scores),
        judgedRound: judged?.round ?? 0,
      };
    },
  };
}

/** What several refits say together. */
export interface RefitParts {
  readonly refits: number;
  readonly rowIds: Uint32Array;
  /** Rounds that all of them reached. */
  readonly rounds: readonly number[];
  readonly byRound: readonly BiasVariance[];
  /** Each refit at its own best validation round. */
  readonly judged: BiasVariance;
  /** The middle one of these rounds. */
  readonly judgedRound: number;
}

/** Null below two refits. A recording that follows a sample may miss rows: what all of them follow is judged. */
export function refitParts(results: readonly RefitResult[]): RefitParts | null {
  const [first] = results;
  if (results.length < 2) return null;
  const { width } = first;
  const places = results.map(({ rowIds }) => new Map(Array.from(rowIds, (row, place) => [row, place])));
  const rowIds = first.rowIds.filter((row) => places.every((placeOf) => placeOf.has(row)));
  const target = Float64Array.from(rowIds, (row) => first.target[places[0].get(row)!]);
  const ofRows = (values: Float32Array, model: number) => {
    if (rowIds.length === results[model].rowIds.length) return values;
    const found = new Float32Array(rowIds.length * width);
    rowIds.forEach((row, at) => {
      const place = places[model].get(row)!;
      found.set(values.subarray(place * width, (place + 1) * width), at * width);
    });
    return found;
  };
  const count = Math.min(...results.map(({ rounds }) => rounds.length));
  const rounds = first.rounds.slice(0, count);
  const judgedRounds = results.map(({ judgedRound }) => judgedRound).sort((left, right) => left - right);
  return {
    refits: results.length,
    rowIds,
    rounds,
    byRound: rounds.map((_, at) =>
      biasVariance({
        predictions: results.map(({ predictions }, model) => ofRows(predictions[at], model)),
        target,
        width,
      }),
    ),
    judged: biasVariance({
      predictions: results.map((result, model) => ofRows(result.judged, model)),
      target,
      width,
    }),
    judgedRound: judgedRounds[Math.floor((judgedRounds.length - 1) / 2)],
  };
}
