import type { FinalMetrics } from "../../experiment/evaluate.ts";

/** A run as a script sees it. */
export interface ApiRun {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  /** As the page calls it: idle, running, finished, early-stopped, stopped, failed, ... */
  readonly status: string;
  /** Rounds that are recorded. */
  readonly rounds: number;
  /** Rounds that the model keeps; null until the run has ended. */
  readonly keptRounds: number | null;
  /** Of the kept rounds, by set and metric; null until the run has ended. */
  readonly metrics: FinalMetrics | null;
  /** SHA-256 of the model file; null until the run has ended. */
  readonly modelSha256: string | null;
  /** What stopped it; null = nothing. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/**
 * `window.boostingLab`: the page, driven by a script on it or in its console. There from the beginning. Every
 * function answers with a promise; one that fails does so with an Error that has a `code`.
 */
export interface BoostingLabApi {
  readonly version: 1;
  /** Opens a link, its fragment, or an experiment as JSON value, and resolves when its data are there. Does not train. */
  open(experiment: string | object): Promise<void>;
  /**
   * Opens a table from a file or its text, as if it was dropped: for the experiment that asks for it, or with the target
   * and the roles that the page suggests. Resolves when it is there. Does not train.
   */
  load(table: File | string, options?: { readonly name?: string; readonly target?: string }): Promise<void>;
  /** Trains runs by name or id, all of them without any; resolves when they have ended, with all runs. */
  train(...runs: readonly string[]): Promise<readonly ApiRun[]>;
  runs(): Promise<readonly ApiRun[]>;
  /** The model file of a run, JSON. Fails where it has not learnt anything. */
  model(run: string): Promise<string>;
  /** The link of what is on screen, with the receipt of what was trained. */
  link(): Promise<string>;
}
