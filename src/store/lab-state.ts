import type { BackendAttempt } from "../compute/attempts.ts";
import type { ErrorReport } from "../core/errors.ts";
import type { ReadChoices, SampleSpec } from "../core/read-recipe.ts";
import type { ReadReport, Table } from "../core/table.ts";
import type { ColumnProfile } from "../data/column-profile.ts";
import type { TypedColumn } from "../data/column-type.ts";
import type { TableEstimate } from "../data/data-service.ts";
import type { Trap } from "../data/traps/trap.ts";
import type { TrainedRun } from "../experiment/receipt.ts";
import type { RunEnd, RunStart } from "../experiment/recording.ts";
import type { DataSpec, Experiment, RunSpec, SplitSpec } from "../experiment/spec.ts";
import type { FitMode } from "../figures/fit-modes.ts";
import type { RestMode } from "../figures/rest-subject.ts";
import type { SettingsHistory } from "./history.ts";

/** The experiment without its runs: what every run shares. Its version follows from the runs. */
export type Setup = Omit<Experiment, "runs">;

export type RunStatus =
  | "idle"
  | "starting"
  | "running"
  | "paused"
  | "stopping"
  | "finished"
  | "early-stopped"
  | "stopped"
  /** Its page was closed while it trained. */
  | "cut-off"
  | "failed";

/** A recording in a few numbers: the best round by each metric, and the last one. */
export interface RunDigest extends Pick<RunStart, "metrics" | "rowCounts"> {
  /** Ascending. */
  readonly rounds: readonly {
    readonly round: number;
    /** As they are recorded. */
    readonly metrics: readonly number[];
    readonly elapsedMs: number;
    /** Leaves of trees and weights of nets so far. */
    readonly size: number;
  }[];
  /** What a receipt says of it; absent = it has not ended, or was kept by an earlier version of the page. */
  readonly trained?: TrainedRun;
}

/** A run as the page knows it. Its recording lives outside of this state; `version` changes with it. */
/** What a search for better settings of a run moves, and between which values. */
export interface RunSearch {
  /** Ids of the parameters; null = the usual ones of the engine. */
  readonly chosen: readonly string[] | null;
  /** By parameter, where they are not the usual ones. */
  readonly ranges: { readonly [id: string]: { readonly low: number; readonly high: number } };
}

export interface RunEntry {
  readonly id: string;
  readonly name: string;
  readonly spec: RunSpec;
  readonly shown: boolean;
  /** Keeps a column before the runs that are not pinned. */
  readonly pinned: boolean;
  /** The run that this one branched from; null = it is no branch, or its parent is not known. */
  readonly parentId: string | null;
  /** What the user wrote about it; absent = nothing. */
  readonly note?: string;
  readonly isStarred?: boolean;
  /** What a search around it moves; absent = the usual. */
  readonly search?: RunSearch | undefined;
  /** What decided the rounds that a branch shares, as `pastKeyOf`; null = none are at hand. */
  readonly pastKey: string | null;
  readonly status: RunStatus;
  readonly start: RunStart | null;
  /** Newest recorded round; -1 = nothing recorded. */
  readonly newestRound: number;
  readonly version: number;
  readonly end: RunEnd | null;
  /** Where it was computed: the backends that were tried, in order. Beside the numbers, never in them. */
  readonly attempts: readonly BackendAttempt[];
  readonly error: ErrorReport | null;
  /** What is known of its rounds while they lie in the browser and `start` is not read; absent = nothing. */
  readonly digest?: RunDigest;
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
  | {
      readonly status: "wanted";
      readonly name: string /** What else the link says of it. */;
      readonly described: string | null;
    };

export interface ClockState {
  /** May lie between two rounds while it moves; shown rounded down. */
  readonly position: number;
  readonly playing: boolean;
  /** Splits of the next round's tree that are shown already; null = the round is whole. */
  readonly split: number | null;
  /** Moves along with training until the user takes the clock. */
  readonly following: boolean;
}

export type ChartPart = "fit" | "rest" | "learner" | "loss" | "row";

/** A picture on screen; `runId` null = one of all runs: the loss plot, or the biography of the marked row. */
export interface Chart {
  readonly runId: string | null;
  readonly part: ChartPart;
}

export type NetView = "net" | "chain";

/** What fills the page below the bar: the rounds of all runs, one row through them, or the runs side by side. */
export type Screen = "lab" | "row" | "compare";

export interface ViewState {
  readonly screen: Screen;
  /** What the user chose; null = what the data allows first. */
  readonly fitMode: FitMode | null;
  readonly restMode: RestMode;
  readonly selectedRow: number | null;
  /** Which of several targets pictures of predictions show, by its place. */
  readonly target: number;
  /** Which of a round's trees the columns show, where there are several; null = the one of the selected row. */
  readonly learner: number | null;
  /** What is shown of nets: the round's own, or the chain of all so far. */
  readonly netView: NetView;
  /** Test rows and their loss stay out of sight until they are asked for. */
  readonly showTest: boolean;
  readonly logLoss: boolean;
  /** The loss plot shows the marked row's predictions instead. */
  readonly followsRow: boolean;
  /** A run whose settings are to be shown: its card comes into sight and takes the focus once. */
  readonly editedRun: string | null;
  /** The rail lies over the rest, where it has no room beside it. */
  readonly railOpen: boolean;
  /** The run in front where only one column fits. */
  readonly frontRun: string | null;
  readonly dialog:
    | "data"
    | "keys"
    | "export"
    | "table"
    | "kept"
    | "chart"
    | "commands"
    | "link"
    | "differ"
    | "speed"
    | "race"
    | null;
  /** The chart whose table is shown. */
  readonly chart: Chart | null;
  /** The projector's screen instead of the lab's. */
  readonly presenting: boolean;
  /** The other columns' predictions are drawn thin in each fit. */
  readonly overlay: boolean;
  /** What is left is drawn on one scale in all columns. */
  readonly sharedScale: boolean;
  /** A panel that has the columns' whole place. */
  readonly full: Chart | null;
}

/** Where an opened table comes from. Pasted cells are a file of their own. */
export type TableOrigin =
  | { readonly kind: "file" | "paste"; readonly file: File }
  | { readonly kind: "url"; readonly file: File; readonly url: string };

/** A table that was read and waits for its decisions. */
export interface ImportDraft {
  readonly origin: TableOrigin;
  /** What the user overruled in how it is read. */
  readonly choices: ReadChoices;
  readonly sample: SampleSpec | null;
  readonly table: Table;
  readonly report: ReadReport;
  readonly fingerprint: string;
  readonly types: readonly TypedColumn[];
  /** Null until the worker has counted. */
  readonly profiles: readonly ColumnProfile[] | null;
  readonly roles: DataRoles;
  readonly task: Setup["task"];
  readonly split: SplitSpec;
  readonly budget: Budget;
  /** Why a column was left out or a target suggested, by column. */
  readonly reasons: { readonly [column: string]: string };
  /** Null while they are looked for. */
  readonly traps: readonly Trap[] | null;
  /** What was decided about traps, by `trapKey`. */
  readonly answers: { readonly [trap: string]: TrapAnswer };
  /** The rows are to be kept in this browser, so that the table opens again with one press. */
  readonly keepsCopy: boolean;
  /** The columns are those of the experiment on screen, and its roles, split and runs were kept. */
  readonly isReplacement: boolean;
}

/** With the columns of a trap, without them, or each run both ways. */
export type TrapAnswer = "without" | "with" | "both";

/** When every run ends; `seconds` is turned into rounds by the first run that reaches it. */
export interface Budget {
  readonly rounds: number;
  readonly earlyStopping: number | null;
  readonly seconds: number | null;
}

/** What was decided about a table, to be decided again when the same columns come back. */
export type TableDecisions = Pick<ImportDraft, "choices" | "sample" | "roles" | "task" | "split">;

export type DataRoles = Pick<
  DataSpec,
  | "target"
  | "ignored"
  | "categorical"
  | "dates"
  | "dropFailing"
  | "weight"
  | "censoring"
  | "query"
  | "targets"
>;

export interface ReadingState {
  readonly name: string;
  readonly bytesRead: number;
  readonly byteCount: number;
}

/** A file so large that the user decides first how much of it is read. */
export interface LargeFile {
  readonly origin: TableOrigin;
  readonly choices: ReadChoices;
  readonly estimate: TableEstimate;
}

export interface ImportState {
  readonly reading: ReadingState | null;
  readonly large: LargeFile | null;
  readonly draft: ImportDraft | null;
  /** Another file took its place before it was decided about to the end; there is a way back to it. */
  readonly earlier: EarlierDraft | null;
  readonly error: ErrorReport | null;
}

export interface EarlierDraft {
  readonly origin: TableOrigin;
  readonly decisions: TableDecisions;
}

/** A sentence above the experiment that stays until it is closed. */
export interface Notice {
  readonly tone: "plain" | "warn" | "bad";
  readonly text: string;
  readonly code: string | null;
  /** What can be done about it. */
  readonly act?: { readonly label: string; readonly onAct: () => void };
}

export interface LabState {
  readonly setup: Setup;
  readonly runs: readonly RunEntry[];
  readonly data: DataState;
  readonly clock: ClockState;
  readonly view: ViewState;
  readonly importing: ImportState;
  readonly notices: readonly Notice[];
  readonly history: SettingsHistory;
  /** Seconds after which every run ends; its rounds so far become its rounds. Null = no limit. */
  readonly secondsLimit: number | null;
}
