import type { FinalMetrics } from "./evaluate.ts";
import { type RunStart, type SetName, setNames } from "./recording.ts";
import { repeated } from "./repeated.ts";
import type { RunContext, RunInput } from "./run-events.ts";
import { runExperiment } from "./run-experiment.ts";
import type { Experiment } from "./spec.ts";

/** What one run gave with one seed. */
export interface RepeatedRun {
  /** From 0: one a seed, or one a fold and then the next seed. */
  readonly repeat: number;
  readonly runIndex: number;
  /** Of the judged round; a set without rows has none. */
  readonly metrics: FinalMetrics;
  /** The first metric is the one that chose the round. */
  readonly metricIds: readonly string[];
  /** The best one on the validation rows, the last one where there are none. */
  readonly judgedRound: number;
  /** Binning and training. */
  readonly milliseconds: number;
  readonly rowCounts: RunStart["rowCounts"];
}

/**
 * Trains every run with the seed of the experiment, the next one, and so on, or on the folds of cross-validations. A seed
 * decides the split too, and all runs of a repeat share it, so that runs can be compared in pairs. Ends where the host was stopped: a run that was cut off is
 * not given out.
 */
export async function* repeatExperiment(
  experiment: Experiment,
  { repeats, folds }: { readonly repeats: number; readonly folds: number | null },
  input: Pick<RunInput, "table" | "testTable">,
  place: Pick<RunContext, "backend" | "host">,
): AsyncGenerator<RepeatedRun, void> {
  for (let repeat = 0; repeat < repeats && !place.host.stopped; repeat++) {
    const again = repeated(experiment, repeat, folds);
    let start: RunStart | null = null;
    const rounds: Float64Array[] = [];
    for await (const event of runExperiment(again, input, { ...place, recording: "every-round" })) {
      if (event.kind === "start") {
        start = event.start;
        rounds.length = 0;
      }
      if (event.kind === "round") rounds[event.round.round] = event.round.metrics;
      if (event.kind !== "end" || start === null) continue;
      const { end, runIndex } = event;
      if (end.reason === "stopped") return;
      const judgedRound =
        start.rowCounts.validation > 0 ? (end.bestRound ?? rounds.length - 1) : rounds.length - 1;
      yield {
        repeat,
        runIndex,
        metrics: metricsOf(start, rounds[judgedRound]!),
        metricIds: start.metrics,
        judgedRound,
        milliseconds: end.milliseconds.bin + end.milliseconds.train,
        rowCounts: start.rowCounts,
      };
    }
  }
}

function metricsOf({ metrics, rowCounts }: RunStart, values: Float64Array): FinalMetrics {
  const ofSet = (set: SetName, at: number) =>
    rowCounts[set] === 0
      ? {}
      : Object.fromEntries(metrics.map((id, m) => [id, values[m * setNames.length + at]!]));
  return { train: ofSet("train", 0), validation: ofSet("validation", 1), test: ofSet("test", 2) };
}
