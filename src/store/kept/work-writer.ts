import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { tableToTransfer } from "../../training/share-table.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunDigest, RunEntry } from "../lab-state.ts";
import { trainedRun } from "../share/receipt-on-screen.ts";
import type { KeepHost } from "./keep-work.ts";
import { type KeptRun, type KeptWork, keptKeys, PIECE_ROUNDS, recordingOf, workIdOf } from "./kept-work.ts";
import { digestOf } from "./run-digest.ts";
import { isStored, originOf } from "./stored-recordings.ts";

/** Larger tables are not copied into the browser. */
const MOST_TABLE_BYTES = 256 * 1024 * 1024;

/** A run of which there was no room for what it learnt after so many rounds. */
export interface Unkept {
  readonly name: string;
  /** The first round that is not kept; 0 = none is. */
  readonly from: number;
}

export function isFull(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === "QuotaExceededError";
}

/** Writes what changed since the last time; what lies there already stays readable until the new work is written. */
export function createWriter(lab: Lab, id: string, { shelf, idle, now, address }: KeepHost) {
  const names = new Map<readonly RecordedRound[], string>();
  /** Rounds of each recording that lie on the shelf. */
  const written = new Map<string, number>();
  /** What each recording's start was when it was written: a branch gets another one than its parent's. */
  const starts = new Map<string, RunStart>();
  /** Runs as they were last written. */
  let keptRuns = new Map<string, KeptRun>();
  let tableId: string | null = null;

  /** A training that begins anew has another array, and gets another name; what was read from here keeps its own. */
  function recordingName(runId: string): string {
    const rounds = lab.recordings.of(runId);
    const known = names.get(rounds);
    if (known !== undefined) return known;
    const origin = originOf(rounds);
    const isOwn = origin?.workId === id;
    const name = isOwn ? origin.recording : `${runId}.${now().toString(36)}.${names.size}`;
    names.set(rounds, name);
    if (isOwn) written.set(name, origin.count);
    if (isOwn && origin.start !== null) starts.set(name, origin.start);
    return name;
  }

  function hasMore({ id: runId }: RunEntry): boolean {
    const count = lab.recordings.of(runId).length;
    return count > 0 && count > (written.get(recordingName(runId)) ?? 0);
  }

  /** Start and rounds as they are now: since the writing began the run may have begun anew. */
  async function writeRounds(runId: string): Promise<void> {
    const run = lab.store.getState().runs.find((one) => one.id === runId);
    const rounds = lab.recordings.of(runId);
    if (run === undefined || run.start === null || rounds.length === 0) return;
    const name = recordingName(runId);
    if (starts.get(name) !== run.start) {
      await shelf.put([[keptKeys.start(id, name), run.start]]);
      starts.set(name, run.start);
    }
    const from = written.get(name) ?? 0;
    for (let piece = Math.floor(from / PIECE_ROUNDS); piece * PIECE_ROUNDS < rounds.length; piece++) {
      const part = rounds.slice(piece * PIECE_ROUNDS, (piece + 1) * PIECE_ROUNDS);
      if (piece * PIECE_ROUNDS + part.length === from) continue;
      await idle();
      await shelf.put([[keptKeys.piece(id, name, piece), part]]);
      written.set(name, piece * PIECE_ROUNDS + part.length);
    }
  }

  /** Where there is no more room the other runs may still fit. */
  async function writeRecordings(runs: readonly RunEntry[]): Promise<Set<string>> {
    const refused = new Set<string>();
    for (const run of runs) {
      try {
        await writeRounds(run.id);
      } catch (thrown) {
        if (!isFull(thrown)) throw thrown;
        refused.add(run.id);
      }
    }
    return refused;
  }

  /** A run as far as its rounds are written: more may have come since, and are another writing's. */
  function keptRun(run: RunEntry): KeptRun {
    const { start, version: _, digest: known, ...kept } = run;
    const recording = recordingName(run.id);
    const newestRound = (written.get(recording) ?? 0) - 1;
    const isBehind = newestRound < run.newestRound;
    const digest = isStored(run) ? known : start === null || isBehind ? undefined : wholeDigest(run, start);
    return {
      ...kept,
      newestRound,
      recording,
      ...(digest !== undefined && { digest }),
      ...(isBehind && { status: "running" as const, end: null }),
    };
  }

  /** With what a receipt needs once the run has ended, so that links need not wait for its recording. */
  function wholeDigest(run: RunEntry, start: RunStart): RunDigest {
    const digest = digestOf(start, lab.recordings.of(run.id));
    const trained = run.end === null ? null : trainedRun(lab, run);
    return trained === null ? digest : { ...digest, trained };
  }

  /** A run that began anew and found no room stays as it was kept before. */
  function keptOrBefore(run: RunEntry, refused: ReadonlySet<string>): KeptRun {
    const next = keptRun(run);
    const before = keptRuns.get(run.id);
    return refused.has(run.id) && next.newestRound < 0 && before !== undefined ? before : next;
  }

  async function writeTable({ data, setup }: LabState): Promise<boolean> {
    if (data.status !== "ready" || setup.data.source.kind === "builtin") return false;
    if (byteCountOf(data.table) > MOST_TABLE_BYTES) return false;
    if (tableId !== data.tableId) {
      await idle();
      const { table } = tableToTransfer(data.table);
      await shelf.put([[keptKeys.table(id), { name: data.name, table, report: data.report }]]);
      tableId = data.tableId;
    }
    return true;
  }

  /** Recordings of deleted runs stay as long as a step back brings them on screen again. */
  async function removeStale(runs: readonly KeptRun[]): Promise<void> {
    const kept = new Set(runs.map((run) => run.recording));
    for (const runId of lab.recordings.ids()) kept.add(recordingName(runId));
    const keys = await shelf.keys();
    const isStale = (key: string) =>
      workIdOf(key) === id && /^(start|rounds)\//.test(key) && !kept.has(recordingOf(key));
    const stale = keys.filter(isStale);
    if (stale.length > 0) await shelf.remove(stale);
  }

  async function putWork(latest: LabState, hasTable: boolean, runs: readonly KeptRun[]): Promise<void> {
    if (latest.data.status !== "ready") return;
    const { fitMode, restMode, selectedRow, showTest, logLoss } = latest.view;
    const work: KeptWork = {
      format: 1,
      id,
      savedAt: now(),
      name: latest.data.name,
      tableId: latest.data.tableId,
      hasTable,
      setup: latest.setup,
      secondsLimit: latest.secondsLimit,
      runs,
      position: latest.clock.position,
      view: { fitMode, restMode, selectedRow, showTest, logLoss },
      address: address(),
    };
    await shelf.put([[keptKeys.work(id), work]]);
  }

  return {
    /** What found no room. */
    async write(): Promise<readonly Unkept[]> {
      const state = lab.store.getState();
      if (state.data.status !== "ready") return [];
      const hasTable = await writeTable(state);
      // Rounds that no work names are lost: where they take the last room there was some for the names.
      if (state.runs.some((run) => !keptRuns.has(run.id) && hasMore(run))) {
        await putWork(
          state,
          hasTable,
          state.runs.map((run) => keptRuns.get(run.id) ?? keptRun(run)),
        );
      }
      const refused = await writeRecordings(state.runs);
      const latest = lab.store.getState();
      if (latest.data !== state.data) return [];
      const runs = latest.runs.map((run) => keptOrBefore(run, refused));
      await putWork(latest, hasTable, runs);
      const isSame = runs.every((run) => keptRuns.get(run.id)?.recording === run.recording);
      if (!isSame || runs.length !== keptRuns.size) await removeStale(runs);
      keptRuns = new Map(runs.map((run) => [run.id, run]));
      return latest.runs.flatMap(({ id: runId, name }) =>
        refused.has(runId) ? [{ name, from: written.get(recordingName(runId)) ?? 0 }] : [],
      );
    },
  };
}

function byteCountOf(table: Parameters<typeof tableToTransfer>[0]): number {
  return table.columns.reduce(
    (sum, column) => sum + (column.kind === "text" ? column.codes.byteLength : column.values.byteLength),
    0,
  );
}
