import { loadDistribution } from "../boosting/distributions/index.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import type { cutTarget } from "./target-cut.ts";

/** A run's recording, or one target of it. */
export interface Seen {
  readonly start: RunStart;
  /** Grows in place as the recording does; the same array for the same recording and target. */
  readonly rounds: readonly RecordedRound[];
}

/** A first visit has one target: this is fetched with the first run on several. */
let cut: typeof cutTarget | null = null;

/** Awaited before a run is shown: what pictures of such outputs need. */
export async function loadForPictures(outputs: ModelOutputs | undefined): Promise<void> {
  await loadDistribution(outputs?.distribution);
  if (outputs?.outputNames !== undefined) cut = (await import("./target-cut.ts")).cutTarget;
}

/** Names of the targets; empty where there is one alone. */
export function targetNamesOf({ header }: Pick<RunStart, "header">): readonly string[] {
  return header.outputs.outputNames ?? [];
}

/**
 * One target of several, as a run on it alone would look: pictures of predictions know nothing of the others. A run on one
 * target is given back as it is. `loadForPictures` comes first.
 * @param target its place among the targets; beyond the last one, the last.
 */
export function atTarget(run: Seen, target: number): Seen {
  return targetNamesOf(run.start).length === 0 ? run : cut!(run, target);
}
