import type { ModelContent } from "../../boosting/model-file.ts";
import type { ModelOutputs } from "../../boosting/outputs.ts";
import type { FollowedRows, RecordedRound, RunStart } from "../../experiment/recording.ts";
import { createRepeatGatherer, curveOf, type RepeatResult } from "../comparison/repeat-result.ts";
import { bestIndex } from "../metric-series.ts";

type Records = ModelContent["rounds"];

/** What stays of one training of a trial: its curves, and the followed rows' scores at the round that it is judged by. */
export interface TrialResult {
  readonly result: RepeatResult;
  readonly outputs: ModelOutputs;
  /** Without their features, which every trial would hold once more. */
  readonly followed: Pick<FollowedRows, "rowIds" | "set" | "target">;
  /** The best one by the validation metric of the search. */
  readonly judgedRound: number;
  /** Raw scores of the followed rows after that round. */
  readonly scores: Float32Array;
  /** Whether it would go on with more rounds: it was not ended by early stopping. */
  readonly goesOn: boolean;
  /** What a longer training goes on from; null = nobody waits for one. */
  readonly records: Records | null;
}

export interface TrialGathering {
  add(rounds: readonly RecordedRound[]): void;
  result(goesOn: boolean): TrialResult;
}

/** Gathers the rounds of a trial as they arrive, after those of `before`; only the best round's scores are held. */
export function gatherTrial(
  start: RunStart,
  {
    metric,
    seed,
    before,
  }: { readonly metric: string; readonly seed: number; readonly before: TrialResult | null },
): TrialGathering {
  const gatherer = createRepeatGatherer(seed, start);
  const records: Records[number][] = [...(before?.records ?? [])];
  const values = before === null ? [] : curveOf(before.result, metric, "validation");
  const at = start.metrics.indexOf(metric) * 3 + 1;
  const { rowIds, set, target } = start.followed;
  const rows = { outputs: start.header.outputs, followed: { rowIds, set, target } };
  let best = { ...rows, scores: new Float32Array(0), judgedRound: -1, ...(before && heldOf(before)) };
  return {
    add(rounds) {
      gatherer.add(rounds);
      for (const round of rounds) {
        values.push(start.metrics.includes(metric) ? round.metrics[at] : Number.NaN);
        if (round.record !== null) records.push(round.record);
        const isBest =
          bestIndex([values[best.judgedRound] ?? Number.NaN, values[values.length - 1]], metric) === 1;
        if (best.judgedRound < 0 || isBest)
          best = { ...rows, scores: round.scores, judgedRound: round.round };
      }
    },
    result(goesOn) {
      return { ...best, result: joined(before?.result ?? null, gatherer.result()), goesOn, records };
    },
  };
}

function heldOf({ outputs, followed, scores, judgedRound }: TrialResult) {
  return { outputs, followed, scores, judgedRound };
}

/** The rounds of a training that went on after those of another. */
function joined(before: RepeatResult | null, after: RepeatResult): RepeatResult {
  if (before === null) return after;
  const [spent, size] = [before.elapsedMs.at(-1) ?? 0, before.sizes.at(-1) ?? 0];
  return {
    ...after,
    curves: Float64Array.from([...before.curves, ...after.curves]),
    elapsedMs: Float64Array.from([...before.elapsedMs, ...after.elapsedMs.map((ms) => spent + ms)]),
    sizes: Float64Array.from([...before.sizes, ...after.sizes.map((more) => size + more)]),
  };
}

/** The metric at the judged round, on the validation rows or, where it is asked for, on the test rows. */
export function trialValue(
  { result, judgedRound: round }: TrialResult,
  metric: string,
  set: "validation" | "test",
): number {
  return curveOf(result, metric, set)[round] ?? Number.NaN;
}
