import { engineById } from "../boosting/engines/index.ts";
import type { RunSpec } from "../experiment/spec.ts";
import { idsInHistory } from "./history.ts";
import type { LabState, RunEntry } from "./lab-state.ts";

export interface NewRun {
  readonly id: string;
  readonly name: string;
  readonly spec: RunSpec;
}

/** A run that was never trained. */
export function freshRun(run: NewRun): RunEntry {
  return {
    ...run,
    shown: true,
    pinned: false,
    parentId: null,
    pastKey: null,
    status: "idle",
    start: null,
    newestRound: -1,
    version: 0,
    end: null,
    error: null,
    attempts: [],
    trainedKey: null,
    trained: null,
  };
}

/** The engine's name, numbered from the second run of that engine on. */
export function nameForRun(engine: string, runs: readonly RunEntry[]): string {
  const { label } = engineById(engine).meta;
  const taken = new Set(runs.map((run) => run.name));
  let name = label;
  for (let number = 2; taken.has(name); number++) name = `${label} ${number}`;
  return name;
}

/** Second and later runs of an engine share its hue and get a hollow glyph. */
export function isHollow(run: RunEntry, runs: readonly RunEntry[]): boolean {
  const first = runs.find((other) => other.spec.engine === run.spec.engine);
  return first !== undefined && first.id !== run.id;
}

/** A name at the border that no run has, nor one that could come back. */
export function freeRunId({ runs, history }: Pick<LabState, "runs" | "history">): string {
  const taken = idsInHistory(history);
  for (const run of runs) taken.add(run.id);
  let number = runs.length + 1;
  while (taken.has(`run-${number}`)) number++;
  return `run-${number}`;
}
