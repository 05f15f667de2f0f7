import type { ReadReport, Table } from "../../core/table.ts";
import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import type { LabState, RunEntry, Setup, ViewState } from "../lab-state.ts";
import type { Shelf } from "./shelf.ts";

/** A run without what is large: its start and rounds lie beside it. */
export interface KeptRun extends Omit<RunEntry, "start" | "version"> {
  /** Names the recording: another training begins another one. */
  readonly recording: string;
}

export type KeptView = Pick<ViewState, "fitMode" | "restMode" | "selectedRow" | "showTest" | "logLoss">;

/** What one tab has on screen, as it is kept in the browser. */
export interface KeptWork {
  readonly format: 1;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Name of the data. */
  readonly name: string;
  /** Fingerprint of the table; one that a formula makes is not kept. */
  readonly tableId: string;
  readonly hasTable: boolean;
  readonly setup: Setup;
  readonly secondsLimit: LabState["secondsLimit"];
  readonly runs: readonly KeptRun[];
  /** Round on screen. */
  readonly position: number;
  readonly view: KeptView;
  /** The page's fragment then: another one asks for another experiment. */
  readonly address: string;
}

export interface KeptTable {
  readonly name: string;
  readonly table: Table;
  readonly report: ReadReport | null;
}

/** Rounds of one piece: few enough that writing one is not felt. */
export const PIECE_ROUNDS = 16;

export const keptKeys = {
  work: (id: string) => `work/${id}`,
  table: (id: string) => `table/${id}`,
  start: (id: string, recording: string) => `start/${id}/${recording}`,
  piece: (id: string, recording: string, piece: number) => `rounds/${id}/${recording}/${piece}`,
} as const;

const partOf = (key: string, part: number) => key.split("/")[part] ?? "";
export const workIdOf = (key: string) => partOf(key, 1);
export const recordingOf = (key: string) => partOf(key, 2);

/** All kept works, newest first. A browser that keeps nothing has none; other formats are left alone. */
export async function keptWorks(shelf: Shelf): Promise<KeptWork[]> {
  const works = (await shelf.under<KeptWork>("work/")).filter(({ format }) => format === 1);
  return works.sort((left, right) => right.savedAt - left.savedAt || (left.id < right.id ? -1 : 1));
}

export async function eraseWork(shelf: Shelf, id: string): Promise<void> {
  await shelf.remove((await shelf.keys()).filter((key) => workIdOf(key) === id));
}

export interface KeptRecording {
  readonly start: RunStart;
  /** Without gaps, from round 0 on. */
  readonly rounds: RecordedRound[];
}

/** A run's recording as far as it was written without a gap; null = nothing of it was. */
export async function keptRecording(
  shelf: Shelf,
  id: string,
  recording: string,
): Promise<KeptRecording | null> {
  const start = await shelf.get<RunStart>(keptKeys.start(id, recording));
  if (start === undefined) return null;
  const rounds: RecordedRound[] = [];
  for (let piece = 0; rounds.length === piece * PIECE_ROUNDS; piece++) {
    const next = await shelf.get<RecordedRound[]>(keptKeys.piece(id, recording, piece));
    if (next === undefined) break;
    rounds.push(...next);
  }
  return rounds.length === 0 ? null : { start, rounds };
}
