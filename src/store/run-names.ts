import { engineById } from "../boosting/engines/index.ts";
import type { RunSpec } from "../experiment/spec.ts";
import type { RunEntry } from "./lab-state.ts";

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
    status: "idle",
    start: null,
    newestRound: -1,
    version: 0,
    end: null,
    error: null,
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

export function freeRunId(runs: readonly RunEntry[]): string {
  const taken = new Set(runs.map((run) => run.id));
  let number = runs.length + 1;
  while (taken.has(`run-${number}`)) number++;
  return `run-${number}`;
}
