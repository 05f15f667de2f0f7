import type { ReadChoices, SampleSpec } from "../core/read-recipe.ts";
import type { Table } from "../core/table.ts";
import type { ReadResult } from "../data/data-service.ts";
import { suggestRoles } from "../data/suggest-roles.ts";
import type { Trap } from "../data/traps/trap.ts";
import type { DataSpec } from "../experiment/spec.ts";
import type { DraftExperiment } from "../training/table-service.ts";
import type { ImportDraft, LabState, TableDecisions, TableOrigin } from "./lab-state.ts";
import { metricsFor } from "./starting-experiment.ts";

export interface DraftRequest {
  readonly origin: TableOrigin;
  readonly choices: ReadChoices;
  readonly sample: SampleSpec | null;
  readonly read: ReadResult;
  readonly state: LabState;
  /** From an earlier time with this table; null = there was none. */
  readonly remembered: TableDecisions | null;
}

export function decisionsOf({ choices, sample, roles, task, split }: ImportDraft): TableDecisions {
  return { choices, sample, roles, task, split };
}

/**
 * Every decision as it is suggested. A table with the columns of the experiment on screen replaces its rows and keeps
 * what was decided; one that is read again keeps the decisions of its draft.
 */
export function draftOf({ origin, choices, sample, read, state, remembered }: DraftRequest): ImportDraft {
  const { setup, importing } = state;
  const { roles, reasons } = suggestRoles(read.table, read.types);
  const { task, ...suggested } = roles;
  const before = importing.draft;
  const isAgain = before !== null && before.origin.file === origin.file;
  const isReplacement = isAgain ? before.isReplacement : hasColumnsOf(read.table, state);
  const spec = state.runs[0]?.spec;
  const fresh: ImportDraft = {
    origin,
    choices,
    sample,
    table: read.table,
    report: read.report,
    fingerprint: read.fingerprint,
    types: read.types,
    profiles: null,
    roles: { ...suggested, dates: suggested.dates ?? [], dropFailing: [] },
    task,
    split: { ...setup.split, kind: "random", column: null },
    budget: {
      rounds: spec?.rounds ?? 120,
      earlyStopping: spec?.earlyStopping ?? null,
      seconds: state.secondsLimit,
    },
    reasons: Object.fromEntries(reasons.map(({ column, sentence }) => [column, sentence])),
    traps: null,
    answers: {},
    keepsCopy: isAgain && before.keepsCopy,
    isReplacement,
  };
  if (isAgain && rolesFit(read.table, before.roles)) {
    const { roles: kept, task: keptTask, split, budget, answers } = before;
    return { ...fresh, roles: kept, task: keptTask, split, budget, answers };
  }
  if (remembered !== null && rolesFit(read.table, remembered.roles)) {
    return { ...fresh, roles: remembered.roles, task: remembered.task, split: remembered.split };
  }
  if (!isReplacement) return fresh;
  const { source: _, fingerprint: __, reading: ___, sample: ____, ...kept } = setup.data;
  return { ...fresh, roles: kept, task: setup.task, split: setup.split };
}

function rolesFit(table: Table, roles: ImportDraft["roles"]): boolean {
  const names = new Set(table.columns.map(({ name }) => name));
  const censoring = roles.censoring === undefined ? [] : [roles.censoring.column];
  const query = roles.query === undefined ? [] : [roles.query];
  const { targets = [] } = roles;
  return [roles.target, ...roles.ignored, ...roles.categorical, ...censoring, ...query, ...targets].every(
    (name) => names.has(name),
  );
}

/** The user's own table is on screen, and the new one has the same columns. */
function hasColumnsOf(table: Table, { data, setup }: LabState): boolean {
  if (data.status !== "ready" || setup.data.source.kind === "builtin") return false;
  const names = new Set(table.columns.map(({ name }) => name));
  return data.table.columns.length === names.size && data.table.columns.every(({ name }) => names.has(name));
}

/** The data of the experiment that a draft becomes. */
export function dataOfDraft(draft: ImportDraft): DataSpec {
  const { origin, report, sample, fingerprint, roles } = draft;
  return {
    source:
      origin.kind === "url" ? { kind: "url", url: origin.url } : { kind: "file", name: origin.file.name },
    fingerprint,
    reading: report.recipe,
    sample,
    ...roles,
  };
}

/** What the search for traps asks about: a column that is out because of a trap is looked at all the same. */
export function experimentOfDraft(draft: ImportDraft, setup: LabState["setup"]): DraftExperiment {
  const { task, split, answers } = draft;
  const answered = new Set(Object.keys(answers).flatMap((key) => key.split("\n").slice(1)));
  const data = dataOfDraft(draft);
  const ignored = data.ignored.filter((name) => !answered.has(name));
  return { ...setup, data: { ...data, ignored }, task, split, metrics: metricsFor(task), stopMetric: null };
}

/** Names a trap among those of a draft. */
export function trapKey(trap: Trap): string {
  return [trap.kind, ...trap.columns].join("\n");
}
