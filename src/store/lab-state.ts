import type { ErrorReport } from "../core/errors.ts";
import type { ReadReport, Table } from "../core/table.ts";
import type { ReadChoices } from "../data/data-service.ts";
import type { RunEnd, RunStart } from "../experiment/recording.ts";
import type { DataSpec, Experiment, RunSpec, SplitSpec } from "../experiment/spec.ts";
import type { FitMode } from "../figures/fit-modes.ts";

/** The experiment without its runs: what every run shares. */
export type Setup = Omit<Experiment, "runs">;

export type RunStatus =
  | "idle"
  | "starting"
  | "running"
  | "stopping"
  | "finished"
  | "early-stopped"
  | "stopped"
  | "failed";

/** A run as the page knows it. Its recording lives outside of this state; `version` changes with it. */
export interface RunEntry {
  readonly id: string;
  readonly name: string;
  readonly spec: RunSpec;
  readonly shown: boolean;
  readonly status: RunStatus;
  readonly start: RunStart | null;
  /** Newest recorded round; -1 = nothing recorded. */
  readonly newestRound: number;
  readonly version: number;
  readonly end: RunEnd | null;
  readonly error: ErrorReport | null;
  /** What decided the recorded numbers, as text: differs from the present settings = "changed". */
  readonly trainedKey: string | null;
  /** The experiment that was recorded, with this one run. Exports tell of it, not of later edits. */
  readonly trained: Experiment | null;
}

export type DataState =
  | { readonly status: "loading"; readonly name: string }
  | {
      readonly status: "ready";
      readonly name: string;
      /** Names the table at the border. */
      readonly tableId: string;
      readonly table: Table;
      readonly report: ReadReport | null;
    }
  | { readonly status: "failed"; readonly name: string; readonly error: ErrorReport }
  /** A link names a file that only its owner has. */
  | { readonly status: "wanted"; readonly name: string; readonly problem: string | null };

export interface ClockState {
  /** May lie between two rounds while it moves; shown rounded down. */
  readonly position: number;
  readonly playing: boolean;
  /** Moves along with training until the user takes the clock. */
  readonly following: boolean;
}

export type RestMode = "residuals" | "gradients";

export interface ViewState {
  /** What the user chose; null = what the data allows first. */
  readonly fitMode: FitMode | null;
  readonly restMode: RestMode;
  readonly selectedRow: number | null;
  /** Which of a round's trees the columns show, where there are several; null = the one of the selected row. */
  readonly learner: number | null;
  /** Test rows and their loss stay out of sight until they are asked for. */
  readonly showTest: boolean;
  readonly logLoss: boolean;
  /** The run in front where only one column fits. */
  readonly frontRun: string | null;
  readonly dialog: "data" | "keys" | "export" | null;
}

/** A file that was read and waits for its three decisions. */
export interface ImportDraft {
  readonly file: File;
  readonly choices: ReadChoices;
  readonly table: Table;
  readonly report: ReadReport;
  readonly fingerprint: string;
  readonly roles: DataRoles;
  readonly task: Setup["task"];
  readonly split: SplitSpec;
  /** Why a column was left out or a target suggested, by column. */
  readonly reasons: { readonly [column: string]: string };
}

export type DataRoles = Pick<DataSpec, "target" | "ignored" | "categorical" | "weight">;

export interface ReadingState {
  readonly name: string;
  readonly bytesRead: number;
  readonly byteCount: number;
}

export interface ImportState {
  readonly reading: ReadingState | null;
  readonly draft: ImportDraft | null;
  readonly error: ErrorReport | null;
}

/** A sentence above the experiment that stays until it is closed. */
export interface Notice {
  readonly tone: "plain" | "warn" | "bad";
  readonly text: string;
  readonly code: string | null;
}

export interface LabState {
  readonly setup: Setup;
  readonly runs: readonly RunEntry[];
  readonly data: DataState;
  readonly clock: ClockState;
  readonly view: ViewState;
  readonly importing: ImportState;
  readonly notices: readonly Notice[];
}
