import type { Task } from "../../core/task.ts";
import type { ReadChoices, ReadResult } from "../../data/data-service.ts";
import { inferTask, suggestRoles } from "../../data/suggest-roles.ts";
import type { DataSpec } from "../../experiment/spec.ts";
import type { Lab } from "../lab.ts";
import type { ImportDraft } from "../lab-state.ts";
import { metricsFor } from "../starting-experiment.ts";
import { forgetRecordings, runsForTask, takeTable } from "./load-data.ts";
import { trainAll } from "./train-run.ts";
import { addNotice, updateImport, updateView } from "./update.ts";

/** Reads a file of the user; ends with a draft of its decisions, or with an error that is shown. */
export async function openFile(lab: Lab, file: File, choices: ReadChoices = {}): Promise<void> {
  if (lab.store.getState().importing.reading !== null) await lab.services.data.cancel();
  const reading = { name: file.name, bytesRead: 0, byteCount: file.size };
  updateImport(lab, { reading, error: null });
  updateView(lab, { dialog: "data" });
  const onProgress = (bytesRead: number) => {
    if (lab.store.getState().importing.reading?.name === file.name) {
      updateImport(lab, { reading: { ...reading, bytesRead } });
    }
  };
  const read = await lab.services.data.read(file, choices, onProgress);
  if (!read.ok) {
    const cancelled = read.error.code === "read.cancelled";
    updateImport(lab, { reading: null, error: cancelled ? null : read.error });
    return;
  }
  updateImport(lab, { reading: null });
  const { data, setup } = lab.store.getState();
  if (data.status === "wanted" && openWanted(lab, file, setup.data, read.value)) return;
  updateImport(lab, { draft: draftOf(file, choices, read.value, lab) });
}

export async function cancelReading(lab: Lab): Promise<void> {
  await lab.services.data.cancel();
}

function draftOf(file: File, choices: ReadChoices, read: ReadResult, lab: Lab): ImportDraft {
  const { roles, reasons } = suggestRoles(read.table);
  const { task, ...columns } = roles;
  return {
    file,
    choices,
    ...read,
    roles: columns,
    task,
    split: lab.store.getState().setup.split,
    reasons: Object.fromEntries(reasons.map(({ column, sentence }) => [column, sentence])),
  };
}

/** A link asked for this file. True when it is the same and training has begun. */
function openWanted(lab: Lab, file: File, wanted: DataSpec, read: ReadResult): boolean {
  if (read.fingerprint === wanted.fingerprint) {
    takeTable(lab, file.name, read);
    updateView(lab, { dialog: null });
    trainAll(lab);
    return true;
  }
  const names = new Set(read.table.columns.map((column) => column.name));
  const difference = names.has(wanted.target) ? "its rows differ" : `column "${wanted.target}" is missing`;
  addNotice(lab, {
    tone: "warn",
    code: null,
    text: `This file differs from the one in the link: ${difference}. Results will not match.`,
  });
  return false;
}

export function changeDraft(lab: Lab, change: Partial<Pick<ImportDraft, "roles" | "task" | "split">>): void {
  const { draft } = lab.store.getState().importing;
  if (draft !== null) updateImport(lab, { draft: { ...draft, ...change } });
}

/** A new target brings its own task and cannot be a feature that was left out. */
export function chooseTarget(lab: Lab, target: string): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const ignored = draft.roles.ignored.filter((name) => name !== target);
  const weight = draft.roles.weight === target ? null : draft.roles.weight;
  changeDraft(lab, {
    roles: { ...draft.roles, target, ignored, weight },
    task: inferTask(draft.table, target),
  });
}

/** Tasks that a target column can have, as a choice of the user. */
export function tasksFor(draft: ImportDraft): readonly Task[] {
  const column = draft.table.columns.find(({ name }) => name === draft.roles.target);
  if (column === undefined) return [];
  if (column.kind === "text") return [inferTask(draft.table, column.name)];
  const distinct = new Set<number>();
  for (const value of column.values) {
    if (!Number.isNaN(value)) distinct.add(value);
    if (distinct.size > MOST_NUMBER_CLASSES) return ["regression"];
  }
  if (distinct.size === 2) return ["regression", "binary"];
  return distinct.size > 2 ? ["regression", "multiclass"] : ["regression"];
}

const MOST_NUMBER_CLASSES = 50;

export function toggleDraftColumn(lab: Lab, name: string): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null || name === draft.roles.target) return;
  const { ignored } = draft.roles;
  const next = ignored.includes(name) ? ignored.filter((other) => other !== name) : [...ignored, name];
  changeDraft(lab, { roles: { ...draft.roles, ignored: next } });
}

/** A number column may be read as categories: codes, zip areas. */
export function setDraftCategorical(lab: Lab, name: string, categorical: boolean): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const others = draft.roles.categorical.filter((other) => other !== name);
  changeDraft(lab, { roles: { ...draft.roles, categorical: categorical ? [...others, name] : others } });
}

/** Takes the decisions as they stand and trains. */
export function acceptDraft(lab: Lab): void {
  const { importing, setup } = lab.store.getState();
  const { draft } = importing;
  if (draft === null) return;
  forgetRecordings(lab);
  const data: DataSpec = {
    source: { kind: "file", name: draft.file.name },
    fingerprint: draft.fingerprint,
    ...draft.roles,
  };
  const next = { ...setup, data, task: draft.task, split: draft.split, metrics: metricsFor(draft.task) };
  lab.store.setState((state) => ({
    setup: { ...next, stopMetric: null },
    runs: runsForTask(state.runs, draft.task, setup.task),
    importing: { reading: null, draft: null, error: null },
    view: { ...state.view, dialog: null },
  }));
  takeTable(lab, draft.file.name, draft);
  trainAll(lab);
}

export function closeImport(lab: Lab): void {
  if (lab.store.getState().importing.reading !== null) void cancelReading(lab);
  lab.store.setState((state) => ({
    importing: { reading: null, draft: null, error: null },
    view: { ...state.view, dialog: null },
  }));
}
