import type { Table } from "../../core/table.ts";
import { parseExperiment } from "../../experiment/parse-experiment.ts";
import { loadForPictures } from "../../figures/one-target.ts";
import { keptWords } from "../../words/kept.ts";
import { trainRun } from "../actions/train-run.ts";
import { addNotice } from "../actions/update.ts";
import { stateOf } from "../create-lab.ts";
import { columnRuns, experimentOf, plannedRounds } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { DataState, RunEntry } from "../lab-state.ts";
import { type KeptTable, type KeptWork, keptKeys, keptRecording } from "./kept-work.ts";
import type { Shelf } from "./shelf.ts";
import { type StoredRun, storedRun, wantRecording, wholeRun } from "./stored-recordings.ts";

/**
 * Puts a kept work back on screen: its table, its settings, every run with its rounds. False = it could not be read or
 * its data have changed; then nothing was touched but for a notice.
 */
export async function restoreWork(lab: Lab, work: KeptWork, shelf: Shelf): Promise<boolean> {
  const data = await tableOf(lab, work, shelf).catch(() => null);
  if (data === null || !isReadable(work)) {
    addNotice(lab, { tone: "warn", code: "kept.lost", text: keptWords.lost });
    return false;
  }
  if (data.tableId !== work.tableId) {
    addNotice(lab, { tone: "warn", code: null, text: keptWords.changed });
    return false;
  }
  const runs: RunEntry[] = [];
  const columns = columnRuns(work.runs.map((kept) => ({ ...kept, start: null, version: 0 })));
  for (const kept of work.runs) {
    const read = () => keptRecording(shelf, work.id, kept.recording);
    const isInColumn = columns.some(({ id }) => id === kept.id);
    runs.push(await restoredRun(lab, { workId: work.id, kept, read }, isInColumn));
  }
  const { notices } = lab.store.getState();
  const state = stateOf(experimentOf({ setup: work.setup, runs }));
  lab.store.setState({
    ...state,
    runs,
    data,
    secondsLimit: work.secondsLimit,
    clock: {
      position: Math.min(work.position, plannedRounds(runs)),
      playing: false,
      following: false,
      split: null,
    },
    view: { ...state.view, ...work.view },
    notices,
  });
  offerToGoOn(lab, work);
  return true;
}

function isReadable({ setup, runs }: KeptWork): boolean {
  try {
    parseExperiment(experimentOf({ setup, runs: runs as unknown as RunEntry[] }));
    return true;
  } catch {
    return false;
  }
}

type Ready = Extract<DataState, { readonly status: "ready" }>;

/** The table again: made anew by its formula, or as it was kept. Null = it was not kept. */
async function tableOf(lab: Lab, work: KeptWork, shelf: Shelf): Promise<Ready | null> {
  const { source } = work.setup.data;
  const ready = (table: Table, tableId: string, report: Ready["report"]): Ready => ({
    status: "ready",
    name: work.name,
    tableId,
    table,
    report,
  });
  if (source.kind === "builtin") {
    const made = await lab.services.data.makeSource(source.id, source.values, lab.services.pageUrl);
    return made.ok ? ready(made.value.table, made.value.fingerprint, made.value.report) : null;
  }
  const kept = await shelf.get<KeptTable>(keptKeys.table(work.id));
  return kept === undefined ? null : ready(kept.table, work.tableId, kept.report);
}

/** What stands in columns comes with its rounds; the others say what they have learnt, and are read when asked for. */
async function restoredRun(lab: Lab, stored: StoredRun, isInColumn: boolean): Promise<RunEntry> {
  const waits = isInColumn ? null : storedRun(lab, stored);
  if (waits !== null) return waits;
  const found = await stored.read();
  await loadForPictures(found?.start.header.outputs);
  return wholeRun(lab, stored, found);
}

/** A run that the end of the page cut off goes on from its last round, when the user says so. */
function offerToGoOn(lab: Lab, work: KeptWork): void {
  for (const run of lab.store.getState().runs) {
    if (run.status !== "cut-off") continue;
    const planned = work.runs.find(({ id }) => id === run.id)?.spec.rounds ?? run.newestRound;
    addNotice(lab, {
      tone: "plain",
      code: null,
      text: keptWords.cutOff(run.name, run.newestRound, planned),
      act: { label: keptWords.goOn, onAct: () => void goOn(lab, run.id) },
    });
  }
}

async function goOn(lab: Lab, id: string): Promise<void> {
  await wantRecording(lab, id);
  await trainRun(lab, id, "go-on");
}
