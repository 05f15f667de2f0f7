import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { tableToTransfer } from "../../training/share-table.ts";
import { keptWords } from "../../words/kept.ts";
import { addNotice } from "../actions/update.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry } from "../lab-state.ts";
import { type KeptRun, type KeptWork, keptKeys, PIECE_ROUNDS, recordingOf, workIdOf } from "./kept-work.ts";
import type { Shelf } from "./shelf.ts";

/** What keeping needs of the world. */
export interface KeepHost {
  readonly shelf: Shelf;
  /** Resolves when the page has a moment. */
  readonly idle: () => Promise<void>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly address: () => string;
}

/** Larger tables are not copied into the browser. */
const MOST_TABLE_BYTES = 256 * 1024 * 1024;
const WAIT_MS = 700;

export interface Keeper {
  /** Writes what has changed; settles when it lies on the shelf. */
  flush(): Promise<void>;
  /** Keeps nothing from now on. */
  end(): void;
}

/** Keeps what is on screen while it changes: settings, tables of files, and every recorded round. */
export function keepWork(lab: Lab, id: string, host: KeepHost): Keeper {
  const writer = createWriter(lab, id, host);
  let timer: ReturnType<typeof setTimeout> | null = null;
  let isEnded = false;
  let seen: LabState | null = null;
  let writing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(async () => {
      if (isEnded) return;
      try {
        await writer.write();
      } catch (thrown) {
        isEnded = true;
        tellRefused(lab, thrown);
      }
    });
    return writing;
  }

  const unsubscribe = lab.store.subscribe((state) => {
    const isSame = seen !== null && sameWork(seen, state);
    seen = state;
    if (isSame || isEnded || state.data.status !== "ready") return;
    timer ??= setTimeout(() => void flush(), WAIT_MS);
  });
  return {
    flush,
    end() {
      isEnded = true;
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** A clock that plays is no news; where it rests is. */
function sameWork(before: LabState, after: LabState): boolean {
  return (
    before.setup === after.setup &&
    before.runs === after.runs &&
    before.data === after.data &&
    before.view === after.view &&
    before.secondsLimit === after.secondsLimit &&
    (before.clock === after.clock || after.clock.playing || after.clock.following)
  );
}

function tellRefused(lab: Lab, thrown: unknown): void {
  const isFull = thrown instanceof Error && thrown.name === "QuotaExceededError";
  addNotice(lab, {
    tone: "warn",
    code: isFull ? "kept.full" : "kept.refused",
    text: isFull ? keptWords.full : keptWords.refused,
  });
}

function createWriter(lab: Lab, id: string, { shelf, idle, now, address }: KeepHost) {
  const names = new Map<readonly RecordedRound[], string>();
  /** Rounds of each recording that lie on the shelf. */
  const written = new Map<string, number>();
  /** What each recording's start was when it was written: a branch gets another one than its parent's. */
  const starts = new Map<string, RunStart>();
  let tableId: string | null = null;

  /** A training that begins anew has another array, and gets another name. */
  function recordingName(run: RunEntry): string {
    const rounds = lab.recordings.of(run.id);
    const name = names.get(rounds) ?? `${run.id}.${now().toString(36)}.${names.size}`;
    names.set(rounds, name);
    return name;
  }

  /** Start and rounds as they are now: since the writing began the run may have begun anew. */
  async function writeRounds(runId: string): Promise<void> {
    const run = lab.store.getState().runs.find((one) => one.id === runId);
    const rounds = lab.recordings.of(runId);
    if (run === undefined || run.start === null || rounds.length === 0) return;
    const name = recordingName(run);
    if (starts.get(name) !== run.start) {
      starts.set(name, run.start);
      await shelf.put([[keptKeys.start(id, name), run.start]]);
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

  /** A run as far as its rounds are written: more may have come since, and are another writing's. */
  function keptRun(run: RunEntry): KeptRun {
    const { start: _, version: __, ...kept } = run;
    const recording = recordingName(run);
    const newestRound = (written.get(recording) ?? 0) - 1;
    const isBehind = newestRound < run.newestRound;
    return { ...kept, newestRound, recording, ...(isBehind && { status: "running" as const, end: null }) };
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

  async function removeStale(kept: ReadonlySet<string>): Promise<void> {
    const keys = await shelf.keys();
    const isStale = (key: string) =>
      workIdOf(key) === id && /^(start|rounds)\//.test(key) && !kept.has(recordingOf(key));
    const stale = keys.filter(isStale);
    if (stale.length > 0) await shelf.remove(stale);
  }

  return {
    async write(): Promise<void> {
      const state = lab.store.getState();
      if (state.data.status !== "ready") return;
      const hasTable = await writeTable(state);
      for (const run of state.runs) await writeRounds(run.id);
      const latest = lab.store.getState();
      if (latest.data !== state.data) return;
      const runs = latest.runs.map(keptRun);
      const { fitMode, restMode, selectedRow, showTest, logLoss } = latest.view;
      const work: KeptWork = {
        format: 1,
        id,
        savedAt: now(),
        name: state.data.name,
        tableId: state.data.tableId,
        hasTable,
        setup: latest.setup,
        secondsLimit: latest.secondsLimit,
        runs,
        position: latest.clock.position,
        view: { fitMode, restMode, selectedRow, showTest, logLoss },
        address: address(),
      };
      await shelf.put([[keptKeys.work(id), work]]);
      await removeStale(new Set(runs.map((run) => run.recording)));
    },
  };
}

function byteCountOf(table: Parameters<typeof tableToTransfer>[0]): number {
  return table.columns.reduce(
    (sum, column) => sum + (column.kind === "text" ? column.codes.byteLength : column.values.byteLength),
    0,
  );
}
