import type { DataSpec, Experiment, RunSpec, SplitSpec } from "./spec.ts";

/** The oldest version that can say it all: links of plain experiments stay what they were. */
export function versionFor(
  { censoring, targets, query }: Pick<DataSpec, "censoring" | "targets" | "query">,
  runs: readonly RunSpec[],
  { fold, conformal }: Pick<SplitSpec, "fold" | "conformal">,
): Experiment["version"] {
  if (conformal !== undefined || runs.some((run) => run.members !== undefined)) return 7;
  if (targets !== undefined || query !== undefined) return 6;
  if (fold !== undefined) return 5;
  if (censoring !== undefined) return 4;
  return runs.some((run) => run.stages !== undefined) ? 3 : 2;
}
