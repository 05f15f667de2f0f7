import { LabError } from "../core/errors.ts";
import type { Table, TableColumn } from "../core/table.ts";
import type { Task } from "../core/task.ts";
import { type Censoring, checkCensoring, upperReader } from "./censoring.ts";
import { checkQuery } from "./check-query.ts";
import { compareTexts, distinctTexts, numberOfText, sortTexts } from "./column-text.ts";
import type { DateColumn } from "./column-type.ts";
import type { Encoder, FeatureEncoding, Roles } from "./encoder.ts";
import { checkTargets, targetNames } from "./several-targets.ts";

/**
 * Decides how columns become features and target, and says what it did that one might not expect. Categories and
 * classes come from `rows`, or from all rows that have a target.
 */
export function makeEncoder(
  table: Table,
  roles: Roles,
  rows?: Uint32Array,
): { encoder: Encoder; notes: string[] } {
  const notes: string[] = [];
  const dates = roles.dates ?? [];
  const target = columnNamed(table, roles.target);
  if (roles.weight === roles.target) throw targetAsWeight(roles.target);
  checkCensoring(roles);
  checkTargets(roles, null);
  checkQuery(roles);
  const all = targetNames(roles);
  const targets = all.map((name) => columnNamed(table, name));
  const known = rows ?? rowsWithValues(targets);
  const [classNames] = targets.map((column) => targetClasses(column, roles, known, notes)) as [
    string[] | null,
  ];
  const names = new Set([
    ...roles.ignored,
    ...roles.categorical,
    ...dates.map(({ column }) => column),
    ...(roles.weight === null ? [] : [roles.weight]),
    ...(roles.censoring === undefined ? [] : [roles.censoring.column]),
    ...(roles.query === undefined ? [] : [roles.query]),
  ]);
  for (const name of names) columnNamed(table, name);
  if (roles.censoring !== undefined) requireEvents(table, target, roles.censoring, known);
  const isFeature = ({ name }: TableColumn) =>
    !all.includes(name) &&
    name !== roles.weight &&
    name !== roles.censoring?.column &&
    name !== roles.query &&
    !roles.ignored.includes(name);
  const dateOf = new Map(dates.map((date) => [date.column, date]));
  const features = table.columns.filter(isFeature).flatMap((column) => {
    const date = dateOf.get(column.name);
    if (date) return dateEncodings(date);
    return [featureEncoding(column, roles.categorical.includes(column.name), known, notes)];
  });
  if (features.length === 0) {
    throw new LabError(
      "data.no-features",
      `No column is left to predict "${roles.target}" from. Use at least one column besides the target.`,
      { target: roles.target },
    );
  }
  const encoder: Encoder = {
    features,
    target: {
      name: roles.target,
      ...(roles.targets && { further: roles.targets }),
      task: roles.task,
      classNames,
      ...(roles.censoring && { censoring: roles.censoring }),
    },
    weight: roles.weight,
    ...(roles.query !== undefined && { query: roles.query }),
  };
  return { encoder, notes };
}

function targetAsWeight(name: string): LabError {
  return new LabError(
    "spec.invalid",
    `"${name}" is the target and cannot be the weight too. Choose another weight column.`,
    { path: "data.weight", value: name },
  );
}

/** Where every time is open, no finite one fits best. */
function requireEvents(table: Table, target: TableColumn, censoring: Censoring, rows: Uint32Array): void {
  const upperOf = upperReader(target, columnNamed(table, censoring.column), censoring);
  if (rows.some((row) => upperOf(row) < Number.POSITIVE_INFINITY)) return;
  throw new LabError(
    "data.target-constant",
    `All rows are censored by "${censoring.column}": of no "${target.name}" the end was seen. Choose another column.`,
    { target: target.name, column: censoring.column },
  );
}

/** The column, or an error that names it. */
export function columnNamed(table: Table, name: string): TableColumn {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const known = table.columns.slice(0, 10).map((candidate) => `"${candidate.name}"`);
  const more = table.columns.length > 10 ? " and more" : "";
  throw new LabError(
    "data.column-missing",
    `The table has no column "${name}". It has ${known.join(", ")}${more}.`,
    { columns: name },
  );
}

/** Rows in which no target is missing. */
function rowsWithValues(columns: readonly TableColumn[]): Uint32Array {
  const [first] = columns as readonly [TableColumn];
  const rowCount = first.kind === "number" ? first.values.length : first.codes.length;
  const rows = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    const isKnown = columns.every((column) =>
      column.kind === "number" ? !Number.isNaN(column.values[row]) : column.codes[row]! >= 0,
    );
    if (isKnown) rows[count++] = row;
  }
  return rows.slice(0, count);
}

function featureEncoding(
  column: TableColumn,
  asCategories: boolean,
  rows: Uint32Array,
  notes: string[],
): FeatureEncoding {
  const { name } = column;
  if (column.kind === "text") {
    return { kind: "categorical", name, categories: distinctTexts(column, rows).sort(compareTexts) };
  }
  if (asCategories) return { kind: "categorical", name, categories: sortTexts(distinctTexts(column, rows)) };
  if (column.values.some((value) => Math.abs(value) > LARGEST_FLOAT32)) {
    notes.push(`Column "${name}" has values beyond the range of 32-bit floats; they count as its ends.`);
  }
  return { kind: "numeric", name };
}

/** One feature a part. A lone ordinal keeps the column's name. */
function dateEncodings({ column, order, parts }: DateColumn): FeatureEncoding[] {
  return parts.map((part) => ({
    kind: "numeric",
    name: parts.length === 1 && part === "ordinal" ? column : `${column} (${part})`,
    date: { column, order, part },
  }));
}

/** The largest finite float32. */
export const LARGEST_FLOAT32 = 3.4028234663852886e38;

function targetClasses(
  target: TableColumn,
  roles: Roles,
  rows: Uint32Array,
  notes: string[],
): string[] | null {
  const name = target.name;
  if (!distinctTexts(target, rows).length) {
    throw new LabError(
      "data.target-missing",
      `The target "${name}" has no value in any row. Choose another column as the target.`,
      { target: name },
    );
  }
  if (target.kind === "number" && target.failingCount > 0) {
    notes.push(`Rows in which "${name}" is not a number (${target.failingCount}) are left out.`);
  }
  if (["regression", "survival", "multioutput", "ranking"].includes(roles.task)) {
    requireNumbers(target, roles.task);
    return null;
  }
  if (roles.task !== "binary" && roles.task !== "multiclass") {
    throw new LabError("data.target-invalid", `The task "${roles.task}" is not offered yet.`, {
      target: name,
    });
  }
  const classes = sortTexts(distinctTexts(target, rows));
  if (classes.length < 2) {
    throw new LabError(
      "data.target-constant",
      `The target "${name}" has only one class, "${classes[0]}". Choose another column as the target.`,
      { target: name },
    );
  }
  if (roles.task === "binary" && classes.length > 2) {
    throw new LabError(
      "data.target-invalid",
      `The target "${name}" has ${classes.length} classes, but a binary task needs 2. Choose the multiclass task or another target.`,
      { target: name, classes: classes.length },
    );
  }
  return classes;
}

function requireNumbers(target: TableColumn, task: Task): void {
  if (target.kind === "number") {
    const large = target.values.find((value) => Math.abs(value) > LARGEST_FLOAT32);
    if (large === undefined) return;
    throw new LabError(
      "data.target-invalid",
      `The target "${target.name}" holds ${large}, which is beyond the range of 32-bit floats. Scale the column down, or choose another target.`,
      { target: target.name },
    );
  }
  const example = target.dictionary.find((text) => Number.isNaN(numberOfText(text))) ?? target.dictionary[0];
  throw new LabError(
    "data.target-invalid",
    `The target "${target.name}" holds text such as "${example}", and ${task} needs numbers. Choose a classification task or another target.`,
    { target: target.name },
  );
}
