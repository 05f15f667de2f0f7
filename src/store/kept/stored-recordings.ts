import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { loadForPictures } from "../../figures/one-target.ts";
import { keptWords } from "../../words/kept.ts";
import { addNotice, runById, updateRun } from "../actions/update.ts";
import { columnRuns, isTraining } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry } from "../lab-state.ts";
import type { KeptRecording, KeptRun } from "./kept-work.ts";
import { roundsOfDigest } from "./run-digest.ts";

/** Where a recording came from: what is written there needs no writing again. */
interface Origin {
  readonly workId: string;
  readonly recording: string;
  /** Rounds that lie there. */
  readonly count: number;
  /** Null = not read yet. */
  readonly start: RunStart | null;
}

interface Waiting {
  readonly kept: KeptRun;
  readonly read: () => Promise<KeptRecording | null>;
  reading: Promise<void> | null;
  isUnreadable: boolean;
}

/** By the array itself: a training that begins anew has another one, and comes from nowhere. */
const origins = new WeakMap<readonly RecordedRound[], Origin>();
const waiting = new WeakMap<readonly RecordedRound[], Waiting>();

export function originOf(rounds: readonly RecordedRound[]): Origin | undefined {
  return origins.get(rounds);
}

/** Its rounds lie in the browser and were not read yet. */
export function isStored(run: Pick<RunEntry, "start" | "newestRound">): boolean {
  return run.start === null && run.newestRound >= 0;
}

export interface StoredRun {
  readonly workId: string;
  readonly kept: KeptRun;
  readonly read: () => Promise<KeptRecording | null>;
}

/** The run with its digest alone; null where none was kept, as by earlier versions of the page. */
export function storedRun(lab: Lab, { workId, kept, read }: StoredRun): RunEntry | null {
  const { recording, ...entry } = kept;
  const last = entry.digest?.rounds.at(-1)?.round;
  if (entry.digest === undefined || entry.newestRound < 1 || last !== entry.newestRound) return null;
  lab.recordings.restart(entry.id, -1);
  lab.recordings.add(entry.id, roundsOfDigest(entry.digest));
  const rounds = lab.recordings.of(entry.id);
  origins.set(rounds, { workId, recording, count: rounds.length, start: null });
  waiting.set(rounds, { kept, read, reading: null, isUnreadable: false });
  const run = { ...entry, attempts: entry.attempts ?? [], start: null, version: 1 };
  return isTraining(run) ? { ...run, status: "cut-off", end: null } : run;
}

/** A run with all of its rounds, as far as they were written without a gap. */
export function wholeRun(
  lab: Lab,
  { workId, kept }: Pick<StoredRun, "workId" | "kept">,
  found: KeptRecording | null,
): RunEntry {
  const { recording, ...entry } = kept;
  const isWhole = found !== null && found.rounds.length === entry.newestRound + 1;
  lab.recordings.restart(entry.id, -1);
  if (found !== null) {
    lab.recordings.add(entry.id, found.rounds);
    const rounds = lab.recordings.of(entry.id);
    origins.set(rounds, { workId, recording, count: rounds.length, start: found.start });
  }
  const newestRound = (found?.rounds.length ?? 0) - 1;
  const wasCut = isTraining({ ...entry, start: null, version: 0 }) || (entry.newestRound >= 0 && !isWhole);
  return {
    ...entry,
    // Work kept by an earlier version of the page knows of none.
    attempts: entry.attempts ?? [],
    version: 1,
    start: found?.start ?? null,
    newestRound,
    ...(wasCut && { status: newestRound > 0 ? ("cut-off" as const) : ("idle" as const), end: null }),
  };
}

/** The one place that asks for a recording: settles when the run's rounds are at hand, or are known to be lost. */
export function wantRecording(lab: Lab, id: string): Promise<void> {
  const run = runById(lab, id);
  const rounds = lab.recordings.of(id);
  const one = waiting.get(rounds);
  if (run === undefined || !isStored(run) || one === undefined) return Promise.resolve();
  one.reading ??= take(lab, id, rounds, one).finally(() => {
    one.reading = null;
  });
  return one.reading;
}

async function take(lab: Lab, id: string, stored: readonly RecordedRound[], one: Waiting): Promise<void> {
  try {
    const found = await one.read();
    await loadForPictures(found?.start.header.outputs);
    const run = runById(lab, id);
    // Meanwhile it may have begun anew, or be gone.
    if (run === undefined || lab.recordings.of(id) !== stored) return;
    const workId = origins.get(stored)?.workId ?? "";
    const { start, newestRound, status, end } = wholeRun(lab, { workId, kept: one.kept }, found);
    const isAsKept = newestRound === run.newestRound;
    updateRun(lab, id, { start, newestRound, version: run.version + 1, ...(!isAsKept && { status, end }) });
  } catch {
    one.isUnreadable = true;
    const name = runById(lab, id)?.name ?? id;
    addNotice(lab, { tone: "warn", code: "kept.unread", text: keptWords.unread(name) });
  }
}

/** All of them, one after another: before the browser's copy goes, or becomes another work's. */
export async function wantAllRecordings(lab: Lab): Promise<void> {
  for (const { id } of lab.store.getState().runs) await wantRecording(lab, id);
}

/** With more runs than this, those that are hidden wait until they are asked for: recordings fill the memory. */
const MOST_UNASKED = 12;
const followed = new WeakSet<Lab>();

/** From now on a run that comes on screen gets its recording: columns first, then curves, then a few in idle moments. */
export function readWhatIsShown(lab: Lab, idle: () => Promise<void>): void {
  let isReading = false;
  const next = (): RunEntry | undefined => {
    const { runs } = lab.store.getState();
    const isWanted = (run: RunEntry) =>
      isStored(run) && waiting.get(lab.recordings.of(run.id))?.isUnreadable === false;
    return (
      columnRuns(runs).find(isWanted) ??
      runs.find((run) => (run.shown || runs.length <= MOST_UNASKED) && isWanted(run))
    );
  };
  const readOn = async () => {
    if (isReading) return;
    isReading = true;
    for (let run = next(); run !== undefined; run = next()) {
      if (!columnRuns(lab.store.getState().runs).includes(run)) await idle();
      await wantRecording(lab, run.id);
    }
    isReading = false;
  };
  void readOn();
  if (followed.has(lab)) return;
  followed.add(lab);
  lab.store.subscribe((state, before) => {
    if (state.runs !== before.runs) void readOn();
  });
}
