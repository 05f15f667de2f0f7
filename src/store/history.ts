import type { RunEntry, Setup } from "./lab-state.ts";

/** The settings before a change, to go back to. */
export interface SettingsStep {
  /** What was changed: names the step, and joins changes of one field that follow each other. */
  readonly what: string;
  /** Milliseconds on the page's clock. */
  readonly at: number;
  readonly setup: Setup;
  readonly runs: readonly RunEntry[];
  readonly secondsLimit: number | null;
}

/** Steps back, oldest first, and steps forward, next one last. */
export interface SettingsHistory {
  readonly past: readonly SettingsStep[];
  readonly future: readonly SettingsStep[];
}

export const noHistory: SettingsHistory = { past: [], future: [] };

const MOST_STEPS = 100;
/** A slider that is dragged or a number that is typed is one step. */
const ONE_CHANGE_MS = 1000;

/** The history with one more step; changes of one thing within a second stay one step. */
export function withStep(history: SettingsHistory, step: SettingsStep): SettingsHistory {
  const last = history.past.at(-1);
  const isSame = last?.what === step.what && step.at - last.at < ONE_CHANGE_MS && history.future.length === 0;
  const past = isSame ? [...history.past.slice(0, -1), { ...last, at: step.at }] : [...history.past, step];
  return { past: past.slice(-MOST_STEPS), future: [] };
}

/** Ids of runs that a step back or forward may bring back. */
export function idsInHistory({ past, future }: SettingsHistory): Set<string> {
  return new Set([...past, ...future].flatMap((step) => step.runs.map((run) => run.id)));
}
