import { families } from "../../boosting/distributions/index.ts";
import { engineById } from "../../boosting/engines/index.ts";
import type { ColumnReading } from "../../core/read-recipe.ts";
import type { Task } from "../../core/task.ts";
import type { ColumnType, DateColumn } from "../../data/column-type.ts";
import { inferTask, suggestRoles } from "../../data/suggest-roles.ts";
import { splitForTask } from "../../experiment/conformal-spec.ts";
import { runWords } from "../../words/runs.ts";
import { dataOfDraft } from "../draft.ts";
import { noHistory } from "../history.ts";
import type { Lab } from "../lab.ts";
import type { DataRoles, ImportDraft, RunEntry } from "../lab-state.ts";
import { freshRun } from "../run-names.ts";
import { metricsFor } from "../starting-experiment.ts";
import { columnsBothWays, findDraftTraps } from "./examine-draft.ts";
import { readDraftAgain } from "./import-file.ts";
import { forgetRecordings, runsForTask, takeTable, trainUnasked } from "./load-data.ts";
import { rememberTable } from "./recent-tables.ts";
import { updateImport } from "./update.ts";

type Decisions = Pick<ImportDraft, "roles" | "task" | "split" | "budget">;

export function changeDraft(lab: Lab, change: Partial<Decisions>): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  updateImport(lab, { draft: { ...draft, ...change } });
  if (change.budget === undefined) findDraftTraps(lab);
}

function changeRoles(lab: Lab, change: (roles: DataRoles) => Partial<DataRoles>): void {
  const { draft } = lab.store.getState().importing;
  if (draft !== null) changeDraft(lab, { roles: { ...draft.roles, ...change(draft.roles) } });
}

/** A new target brings its own task and cannot be a feature that was left out. */
export function chooseTarget(lab: Lab, target: string): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const ignored = draft.roles.ignored.filter((name) => name !== target);
  const weight = draft.roles.weight === target ? null : draft.roles.weight;
  // what censored the last target says nothing of this one
  const { censoring: _, query: __, targets: ___, ...roles } = draft.roles;
  changeDraft(lab, {
    roles: { ...roles, target, ignored, weight },
    task: inferTask(draft.table, target),
  });
}

/** Tasks that a target column can have, as a choice of the user. */
export function tasksFor(draft: ImportDraft): readonly Task[] {
  if (draft.roles.censoring !== undefined) return ["survival"];
  if (draft.roles.query !== undefined) return ["ranking"];
  if (draft.roles.targets !== undefined) return ["multioutput"];
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

const without = (names: readonly string[], name: string) => names.filter((other) => other !== name);

export function toggleDraftColumn(lab: Lab, name: string): void {
  changeRoles(lab, ({ ignored, target, targets = [] }) => {
    if (name === target || targets.includes(name)) return {};
    return { ignored: ignored.includes(name) ? without(ignored, name) : [...ignored, name] };
  });
}

/** The type of a column as the draft has it now: what the cells suggest, or what the user chose. */
export function typeInDraft(draft: ImportDraft, name: string): ColumnType {
  const { roles, types, table } = draft;
  if (roles.dates.some(({ column }) => column === name)) return "date";
  if (roles.categorical.includes(name)) return "category";
  const found = types.find((column) => column.name === name)?.type ?? "number";
  const column = table.columns.find((other) => other.name === name);
  if (found === "date") return column?.kind === "number" ? "number" : "category";
  return found;
}

/** Changes what a column means. Numbers read as text, and text read as numbers, are read again. */
export function setDraftType(lab: Lab, name: string, type: ColumnType): void {
  const { draft } = lab.store.getState().importing;
  const column = draft?.table.columns.find((other) => other.name === name);
  if (draft === null || column === undefined) return;
  const { roles } = draft;
  const dates = roles.dates.filter((date) => date.column !== name);
  const isLeftOut = type === "text" || type === "id";
  const found = draft.types.find((other) => other.name === name)?.date;
  const date: DateColumn = found ?? { column: name, order: "iso", parts: ["ordinal"] };
  changeDraft(lab, {
    roles: {
      ...roles,
      dates: type === "date" ? [...dates, date] : dates,
      categorical:
        type === "category" ? [...without(roles.categorical, name), name] : without(roles.categorical, name),
      ignored: isLeftOut ? [...without(roles.ignored, name), name] : without(roles.ignored, name),
    },
  });
  if (type === "number" && column.kind === "text") setColumnReading(lab, { name, kind: "number" });
}

export function setDraftDate(lab: Lab, date: DateColumn): void {
  changeRoles(lab, ({ dates }) => ({
    dates: dates.map((other) => (other.column === date.column ? date : other)),
  }));
}

/** How cells that are no numbers count in a column of numbers. */
export type FailingTreatment = "missing" | "text" | "drop";

export function treatFailing(lab: Lab, name: string, treatment: FailingTreatment): void {
  changeRoles(lab, ({ dropFailing }) => ({
    dropFailing: treatment === "drop" ? [...without(dropFailing, name), name] : without(dropFailing, name),
  }));
  if (treatment === "text") setColumnReading(lab, { name, kind: "text" });
}

/** Texts that mean "no value" in one column; null = as in the whole file. */
export function setMissingTokens(lab: Lab, name: string, tokens: readonly string[] | null): void {
  setColumnReading(lab, tokens === null ? { name } : { name, missing: tokens }, "missing");
}

/** Overrules how a column is read and reads the file again; `clear` is taken out of what was chosen before. */
function setColumnReading(lab: Lab, reading: ColumnReading, clear?: "missing"): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const before = draft.choices.columns ?? [];
  const { [clear ?? "name"]: _, ...kept } = before.find(({ name }) => name === reading.name) ?? reading;
  const others = before.filter(({ name }) => name !== reading.name);
  void readDraftAgain(lab, { columns: [...others, { ...kept, ...reading }] });
}

/** Suggests everything anew, for a table whose decisions were carried over. */
export function suggestAnew(lab: Lab): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null) return;
  const { roles, reasons } = suggestRoles(draft.table, draft.types);
  const { task, ...suggested } = roles;
  const sentences = Object.fromEntries(reasons.map(({ column, sentence }) => [column, sentence]));
  const fresh = { ...suggested, dates: suggested.dates ?? [], dropFailing: [] };
  const next = { ...draft, roles: fresh, task, reasons: sentences, answers: {}, isReplacement: false };
  updateImport(lab, { draft: next });
  findDraftTraps(lab);
}

/** Runs as they will be trained: every run twice where columns are tried both ways. */
function runsOfDraft(runs: readonly RunEntry[], draft: ImportDraft): RunEntry[] {
  const { rounds, earlyStopping } = draft.budget;
  const bothWays = columnsBothWays(draft);
  const trained: RunEntry[] = [];
  const add = (run: RunEntry, name: string, left: readonly string[]) => {
    const spec = { ...run.spec, rounds, earlyStopping, without: left };
    trained.push(freshRun({ id: `run-${trained.length + 1}`, name, spec }));
  };
  for (const run of runs) {
    add(run, run.name, []);
    if (bothWays.length > 0) add(run, runWords.without(run.name, bothWays), bothWays);
  }
  return trained;
}

/** Fresh runs of distributions need one of as many targets; a run that stays says itself what it lacks. */
function canTakeTargets({ spec }: RunEntry, { roles: { targets = [] } }: ImportDraft): boolean {
  if (targets.length === 0 || engineById(spec.engine).meta.fits === "objective") return true;
  return families.some(({ targetCounts: [, most] = [1, 1] }) => most > targets.length);
}

/** Takes the decisions as they stand and trains. */
export function acceptDraft(lab: Lab): void {
  const { importing, setup } = lab.store.getState();
  const { draft } = importing;
  if (draft === null) return;
  forgetRecordings(lab);
  const next = { data: dataOfDraft(draft), task: draft.task, split: splitForTask(draft.split, draft.task) };
  lab.store.setState((state) => ({
    setup: { ...setup, ...next, metrics: metricsFor(draft.task), stopMetric: null },
    runs: runsOfDraft(
      runsForTask(state.runs, draft.task, setup.task).filter(
        (run) => draft.task === setup.task || canTakeTargets(run, draft),
      ),
      draft,
    ),
    secondsLimit: draft.budget.seconds,
    importing: { reading: null, large: null, draft: null, earlier: null, error: null },
    view: { ...state.view, dialog: null },
    // Another table is another experiment: there is no way back without its rows.
    history: noHistory,
  }));
  takeTable(lab, draft.origin.file.name, draft);
  trainUnasked(lab);
  void rememberTable(lab, draft);
}
