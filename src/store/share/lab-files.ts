import type { Outcome } from "../../core/errors.ts";
import { reportOf } from "../../core/errors.ts";
import { modelToJson } from "../../interchange/model-json.ts";
import { type LabFileData, readLabFile, writeLabFile } from "../../share/lab-file.ts";
import { shareWords as words } from "../../words/share.ts";
import { takeTable, trainUnasked } from "../actions/load-data.ts";
import { addNotice, updateRun, updateView } from "../actions/update.ts";
import { experimentOf } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import { modelOf } from "../model-of.ts";
import { openLinked } from "./links.ts";
import { isWhole, receiptOnScreen } from "./receipt-on-screen.ts";

/** Everything on screen as one file: settings, receipt, models, names, notes, stars, and the rows where they are to travel. */
export function labFileOf(lab: Lab, withRows: boolean): Outcome<Uint8Array> {
  const state = lab.store.getState();
  const { data, runs } = state;
  const models = runs.map((run) => {
    const model = isWhole(state, run) ? modelOf(lab, run.id) : null;
    return model === null ? null : modelToJson(model);
  });
  try {
    const value = writeLabFile({
      experiment: experimentOf(state),
      receipt: receiptOnScreen(lab),
      marks: runs.map(({ name, note = "", isStarred = false }) => ({ name, note, isStarred })),
      models,
      table: withRows && data.status === "ready" ? data.table : null,
    });
    return { ok: true, value };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "file.too-large") };
  }
}

/** Far above what the page writes: larger files are not even read. */
const LARGEST_FILE = 400 * 1_048_576;

/** Opens a whole experiment; where it cannot be opened, a notice says why and nothing has changed. */
export async function openLabFile(lab: Lab, file: File): Promise<void> {
  const bytes = file.size > LARGEST_FILE ? null : await file.arrayBuffer().catch(() => null);
  const opened = readLabFile(bytes === null ? new Uint8Array(0) : new Uint8Array(bytes));
  if (!opened.ok) {
    addNotice(lab, { tone: "bad", text: opened.error.message, code: opened.error.code });
    updateView(lab, { dialog: null });
    return;
  }
  const { keptOf } = await import("../kept/page-kept.ts");
  await keptOf(lab).startAnew();
  openLinked(lab, { ...opened.value, round: null });
  for (const [at, mark] of opened.value.marks.entries()) {
    const run = lab.store.getState().runs[at];
    if (run === undefined) continue;
    const { note, isStarred } = mark;
    updateRun(lab, run.id, { name: mark.name || run.name, note, isStarred });
  }
  if (opened.value.data !== null) await takeRows(lab, opened.value.data);
}

/** Rows that came along are read like a file, and have to be the very ones that the experiment is about. */
async function takeRows(lab: Lab, { csv, reading }: LabFileData): Promise<void> {
  const { data, setup } = lab.store.getState();
  const { source, fingerprint } = setup.data;
  if (data.status !== "wanted") return;
  lab.store.setState({ data: { status: "loading", name: data.name } });
  const request = { file: new Blob([csv]), name: "data.csv", choices: reading, sample: null };
  const read = await lab.services.data.read(request, null);
  if (lab.store.getState().setup.data.source !== source) return;
  if (read.ok && (fingerprint === null || fingerprint === read.value.fingerprint)) {
    takeTable(lab, data.name, read.value);
    trainUnasked(lab);
    return;
  }
  lab.store.setState({ data });
  addNotice(lab, { tone: "warn", code: "file.malformed", text: words.otherRows });
}
