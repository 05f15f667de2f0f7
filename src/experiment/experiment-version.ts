import type { DataSpec, Experiment, RunSpec } from "./spec.ts";

/** The oldest version that can say it all: links of plain experiments stay what they were. */
export function versionFor(
  { censoring }: Pick<DataSpec, "censoring">,
  runs: readonly RunSpec[],
): Experiment["version"] {
  if (censoring !== undefined) return 4;
  return runs.some((run) => run.stages !== undefined) ? 3 : 2;
}
