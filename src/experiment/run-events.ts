import type { CalibratedModel } from "../analysis/conformal/conformal-regions.ts";
import type { Engine, GivenDraws, Training } from "../boosting/engines/engine.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import type { Backend } from "../compute/backend.ts";
import type { Host } from "../core/host.ts";
import type { Table } from "../core/table.ts";
import type { Confusion, FinalMetrics } from "./evaluate.ts";
import type { RecordedRound, RunEnd, RunStart } from "./recording.ts";

export interface RunInput {
  readonly table: Table;
  /** Its labelled rows are the test rows, in place of a share of `table`. */
  readonly testTable?: Table;
  /** Go on after these rounds of the same (only) run. */
  readonly past?: PastRounds;
  /** Cut points to use in place of quantiles, per feature. */
  readonly givenCuts?: readonly (readonly number[])[];
  /** Draws to use in place of random ones, round by round. */
  readonly givenDraws?: readonly GivenDraws[];
}

export interface PastRounds {
  readonly records: readonly RoundRecord[];
  /** The stop metric on the validation rows, rounds 0 .. records.length, as recorded; absent = computed again. */
  readonly stopMetric?: readonly number[];
}

export interface RunContext {
  readonly backend: Backend;
  readonly host: Host;
  /** "last-round": no round events, and metrics of rounds only where early stopping needs them. */
  readonly recording: "every-round" | "last-round";
  /** Leave the Training open for inspection; whoever got it in the start event disposes of it. */
  readonly keepOpen?: boolean;
}

/** A run under way, for whoever wants to look into it. `records` grows. */
export interface OpenRun {
  readonly engine: Engine;
  readonly training: Training;
  readonly header: ModelHeader;
  readonly records: readonly RoundRecord[];
}

export type RunEvent =
  | { readonly kind: "start"; readonly runIndex: number; readonly start: RunStart; readonly open: OpenRun }
  | { readonly kind: "round"; readonly runIndex: number; readonly round: RecordedRound }
  | {
      readonly kind: "end";
      readonly runIndex: number;
      readonly end: RunEnd;
      readonly model: CalibratedModel;
      /** Of the kept rounds. */
      readonly metrics: FinalMetrics;
      readonly confusion: Confusion | null;
    };

export type RunStarted = Extract<RunEvent, { kind: "start" }>;
export type RunEnded = Extract<RunEvent, { kind: "end" }>;
