import type { ReadChoices, SampleSpec } from "../../core/read-recipe.ts";
import type { ReadResult } from "../../data/data-service.ts";
import type { DataSpec } from "../../experiment/spec.ts";
import { countText } from "../../figures/number-text.ts";
import { noticeWords } from "../../words/notices.ts";
import { decisionsOf, draftOf } from "../draft.ts";
import type { Lab } from "../lab.ts";
import type { LargeFile, TableDecisions, TableOrigin } from "../lab-state.ts";
import { findDraftTraps, profileDraft } from "./examine-draft.ts";
import { takeTable, trainUnasked } from "./load-data.ts";
import { addNotice, updateImport, updateView } from "./update.ts";

/** Smaller files are read without a question. */
const ASKED_ABOVE_BYTES = 32 * 1024 * 1024;

/** A file that brings its own experiment, and no table to decide about. */
const WHOLE_EXPERIMENT = /\.boostlab$/i;

/** Reads a table, or asks first when it is very large. What was decided about it before is decided again. */
export async function openTable(
  lab: Lab,
  origin: TableOrigin,
  remembered: TableDecisions | null = null,
): Promise<void> {
  if (WHOLE_EXPERIMENT.test(origin.file.name)) {
    const { openLabFile } = await import("../share/lab-files.ts");
    await openLabFile(lab, origin.file);
    return;
  }
  if (remembered !== null) {
    const { choices, sample } = remembered;
    await readTable(lab, { origin, choices, sample, remembered });
    return;
  }
  const { data } = lab.store.getState().setup;
  const isWanted = lab.store.getState().data.status === "wanted";
  const choices = isWanted ? (data.reading ?? {}) : {};
  if (isWanted && data.sample !== null) {
    await readTable(lab, { origin, choices, sample: data.sample });
    return;
  }
  if (origin.file.size > ASKED_ABOVE_BYTES && (await asksFirst(lab, origin, choices))) return;
  await readTable(lab, { origin, choices, sample: null });
}

/** True when the user has to decide how much of the file is read, or when it cannot be read. */
async function asksFirst(lab: Lab, origin: TableOrigin, choices: ReadChoices): Promise<boolean> {
  const { file } = origin;
  setDraftAside(lab, origin);
  updateImport(lab, { draft: null, large: null, error: null });
  updateView(lab, { dialog: "data" });
  const estimate = await lab.services.data.estimate({ file, name: file.name, choices, sample: null });
  if (!estimate.ok) {
    updateImport(lab, { error: estimate.error });
    return true;
  }
  if (!estimate.value.isLarge) return false;
  updateImport(lab, { large: { origin, choices, estimate: estimate.value } });
  return true;
}

/** Answers the question about a large file; `sample` null reads all of it. */
export async function readLarge(lab: Lab, large: LargeFile, sample: SampleSpec | null): Promise<void> {
  await readTable(lab, { origin: large.origin, choices: large.choices, sample });
}

/** Reads the draft's file again with something about its form overruled. */
export async function readDraftAgain(lab: Lab, change: ReadChoices): Promise<void> {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const choices = { ...draft.choices, ...change };
  await readTable(lab, { origin: draft.origin, choices, sample: draft.sample });
}

interface TableToRead {
  readonly origin: TableOrigin;
  readonly choices: ReadChoices;
  readonly sample: SampleSpec | null;
  readonly remembered?: TableDecisions;
}

async function readTable(lab: Lab, wanted: TableToRead): Promise<void> {
  const { origin, choices, sample } = wanted;
  if (lab.store.getState().importing.reading !== null) await lab.services.data.cancel();
  const { file } = origin;
  const reading = { name: file.name, bytesRead: 0, byteCount: file.size };
  updateImport(lab, { reading, large: null, error: null });
  updateView(lab, { dialog: "data" });
  const onProgress = (bytesRead: number) => {
    if (lab.store.getState().importing.reading?.name === file.name) {
      updateImport(lab, { reading: { ...reading, bytesRead } });
    }
  };
  const read = await lab.services.data.read({ file, name: file.name, choices, sample }, onProgress);
  if (!read.ok) {
    const cancelled = read.error.code === "read.cancelled";
    updateImport(lab, { reading: null, error: cancelled ? null : read.error });
    return;
  }
  updateImport(lab, { reading: null });
  const { data, setup } = lab.store.getState();
  if (data.status === "wanted" && openWanted(lab, file.name, setup.data, read.value)) return;
  const state = lab.store.getState();
  const remembered = wanted.remembered ?? null;
  // What a link asked for is not what was opened.
  lab.mayTrain = null;
  const draft = draftOf({ origin, choices, sample, read: read.value, state, remembered });
  setDraftAside(lab, origin);
  updateImport(lab, { draft });
  updateView(lab, { dialog: null });
  profileDraft(lab);
  findDraftTraps(lab);
}

/** Keeps what was decided about a table when another file takes its place. */
function setDraftAside(lab: Lab, { file }: TableOrigin): void {
  const { draft, earlier } = lab.store.getState().importing;
  if (draft !== null && draft.origin.file !== file) {
    updateImport(lab, { earlier: { origin: draft.origin, decisions: decisionsOf(draft) } });
  } else if (earlier?.origin.file === file) updateImport(lab, { earlier: null });
}

/** Opens the file again that another one took the place of, with what was decided about it. */
export async function backToEarlierDraft(lab: Lab): Promise<void> {
  const { earlier } = lab.store.getState().importing;
  if (earlier !== null) await openTable(lab, earlier.origin, earlier.decisions);
}

export async function cancelReading(lab: Lab): Promise<void> {
  await lab.services.data.cancel();
}

/** A link asked for this file. True when it is the same and training has begun. */
function openWanted(lab: Lab, name: string, wanted: DataSpec, read: ReadResult): boolean {
  if (read.fingerprint === wanted.fingerprint) {
    takeTable(lab, name, read);
    updateView(lab, { dialog: null });
    const { rowCount, columns } = read.table;
    const text = noticeWords.sameFile(name, countText(rowCount), columns.length);
    addNotice(lab, { tone: "plain", code: null, text });
    trainUnasked(lab);
    return true;
  }
  const names = new Set(read.table.columns.map((column) => column.name));
  const difference = names.has(wanted.target)
    ? noticeWords.rowsDiffer
    : noticeWords.columnMissing(wanted.target);
  addNotice(lab, {
    tone: "warn",
    code: null,
    text: noticeWords.otherFile(difference),
  });
  return false;
}

export function closeImport(lab: Lab): void {
  if (lab.store.getState().importing.reading !== null) void cancelReading(lab);
  lab.store.setState((state) => ({
    importing: { reading: null, large: null, draft: null, earlier: null, error: null },
    view: { ...state.view, dialog: null },
  }));
}
