import type { NodeInspection, OptimiserRace } from "../boosting/engines/engine.ts";
import type { ModelContent } from "../boosting/model-file.ts";
import type { Predictions } from "../boosting/outputs.ts";
import type { BackendAttempt } from "../compute/attempts.ts";
import type { BackendWish } from "../compute/select-backend.ts";
import type { ErrorReport, Outcome } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { RecordedRound, RunEnd, RunStart } from "../experiment/recording.ts";
import type { Experiment } from "../experiment/spec.ts";

/** Errors cross as data: comlink would keep only a message. */
export type { Outcome };

/** What happened in a run since the last pull. */
export interface RunBatch {
  readonly rounds: readonly RecordedRound[];
  /** Backends that were tried for this run, in order, as they stand now. */
  readonly attempts: readonly BackendAttempt[];
  /** Set in the run's last batch. A failed run keeps all rounds sent before. */
  readonly end:
    | { readonly ok: true; readonly value: RunEnd }
    | { readonly ok: false; readonly error: ErrorReport }
    | null;
}

/**
 * The border between page and worker. Pull, not push: the session buffers a few rounds and waits for `next`.
 * Runs and tables are named by the caller.
 */
export interface TrainingService {
  putTable(tableId: string, table: Table): Promise<Outcome<void>>;
  dropTable(tableId: string): Promise<Outcome<void>>;
  /** Starts the only run of `experiment` and waits until it is checked, binned and ready. */
  start(request: StartRequest): Promise<Outcome<RunStart>>;
  /** Resolves with at least one round or the end. Lossless. */
  next(runId: string): Promise<Outcome<RunBatch>>;
  /** Makes a run wait after the round it is in, or go on. What it has learnt arrives through `next` all the same. */
  pause(runId: string, paused: boolean): Promise<Outcome<void>>;
  /** Asks a run to end after the round it is in; its end arrives through `next`. */
  stop(runId: string): Promise<Outcome<void>>;
  inspect(runId: string, round: number, learner: number, node: number): Promise<Outcome<NodeInspection>>;
  /** Trains the net of a round again by each of these optimisers; only while the run is not training. */
  race(runId: string, round: number, optimizers: readonly string[]): Promise<Outcome<OptimiserRace>>;
  /** Predicts all rows of a table with the first `rounds` rounds (state after). Works for opened models too. */
  predict(runId: string, tableId: string, rounds: number): Promise<Outcome<Predictions>>;
  /** Makes a model known under a run id, e.g. after the worker was replaced. */
  open(runId: string, model: ModelContent): Promise<Outcome<void>>;
  /** Predictions on a grid over two features, other features as in `row` of the table. */
  predictGrid(request: GridRequest): Promise<Outcome<Predictions>>;
  /** Forgets a run and frees what it holds. */
  dispose(runId: string): Promise<Outcome<void>>;
}

export interface StartRequest {
  readonly runId: string;
  readonly tableId: string;
  /** With exactly one run in it. */
  readonly experiment: Experiment;
  /** Go on after these rounds of the same run (a stopped run, or one whose worker was lost). */
  readonly past?: ModelContent["rounds"];
  /** The first metric on the validation rows for rounds 0 .. past.length, as recorded; absent = computed again. */
  readonly pastMetric?: readonly number[];
  /** Where to compute; absent = "auto". Decides nothing but time. */
  readonly backend?: BackendWish;
  /** Shared memory where the page is isolated: a 1 at index 0 stops the run, seen in tight loops too. */
  readonly stopFlag?: Int32Array;
}

export interface GridRequest {
  readonly runId: string;
  readonly tableId: string;
  readonly row: number;
  readonly rounds: number;
  readonly features: readonly [string, string];
  readonly x: Float32Array;
  readonly y: Float32Array;
}
