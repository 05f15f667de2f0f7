import type { FinalMetrics } from "./evaluate.ts";
import type { RunStart } from "./recording.ts";
import type { RunContext, RunInput } from "./run-events.ts";
import { runExperiment } from "./run-experiment.ts";
import type { Experiment } from "./spec.ts";

/** What one run gave with one seed. */
export interface RepeatedRun {
  /** From 0; the seed is that of the experiment and so many more. */
  readonly repeat: number;
  readonly runIndex: number;
  /** Of the kept rounds. */
  readonly metrics: FinalMetrics;
  readonly keptRounds: number;
  /** Binning and training. */
  readonly milliseconds: number;
  readonly rowCounts: RunStart["rowCounts"];
}

/**
 * Trains every run with the seed of the experiment, the next one, and so on. A seed decides the split too, and all runs
 * of a repeat share it, so that runs can be compared in pairs. Ends where the host was stopped: a run that was cut off is
 * not given out.
 */
export async function* repeatExperiment(
  experiment: Experiment,
  repeats: number,
  input: Pick<RunInput, "table" | "testTable">,
  place: Pick<RunContext, "backend" | "host">,
): AsyncGenerator<RepeatedRun, void> {
  for (let repeat = 0; repeat < repeats && !place.host.stopped; repeat++) {
    const again = { ...experiment, seed: seedOf(experiment, repeat) };
    let rowCounts: RunStart["rowCounts"] | null = null;
    for await (const event of runExperiment(again, input, { ...place, recording: "last-round" })) {
      if (event.kind === "start") rowCounts = event.start.rowCounts;
      if (event.kind !== "end" || rowCounts === null) continue;
      const { end, metrics, runIndex } = event;
      if (end.reason === "stopped") return;
      const milliseconds = end.milliseconds.bin + end.milliseconds.train;
      yield { repeat, runIndex, metrics, keptRounds: end.keptRounds, milliseconds, rowCounts };
    }
  }
}

/** Seeds are whole numbers that doubles hold, so those at the end go on from 0. */
function seedOf({ seed }: Experiment, repeat: number): number {
  const left = Number.MAX_SAFE_INTEGER - seed;
  return repeat <= left ? seed + repeat : repeat - left - 1;
}
