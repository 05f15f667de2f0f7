import { LabError } from "../core/errors.ts";
import { shownInput } from "../core/shown-input.ts";
import type { TableColumn } from "../core/table.ts";
import { numberOfText, numberReader } from "./column-text.ts";
import type { Roles } from "./encoder.ts";

/** Which column says how far a time is known. */
export interface Censoring {
  /** event: whether it was seen (else it came later); upper: the latest it can have been, empty or infinite = open. */
  readonly kind: "event" | "upper";
  readonly column: string;
}

const SEEN = ["true", "yes", "dead", "event"];
const NOT_SEEN = ["false", "no", "alive", "censored"];
const OPEN = ["inf", "+inf", "infinity", "+infinity"];

/** Throws spec.invalid where task and censoring do not go together, or one column would have two roles. */
export function checkCensoring({ task, target, weight, censoring }: Omit<Roles, "ignored" | "categorical">) {
  if (censoring === undefined) {
    if (task !== "survival") return;
    throw invalid(
      "data.censoring",
      "Survival needs the column that says which times were seen, or the one of upper bounds. Name it in data.censoring.",
    );
  }
  const { column } = censoring;
  if (task !== "survival") {
    throw invalid("task", `Censored targets are for the task survival, not ${task}.`);
  }
  if (column !== target && column !== weight) return;
  throw invalid(
    "data.censoring.column",
    `"${shownInput(column)}" is the ${column === target ? "target" : "weight"} and cannot say what is censored too. Choose another column.`,
  );
}

function invalid(path: string, message: string): LabError {
  return new LabError("spec.invalid", message, { path });
}

/**
 * Reads the upper bound of a row's time: the time itself = seen, infinite = censored; NaN = the row has no target, or
 * nobody knows whether it was seen. Throws data.target-invalid where time and bound cannot be.
 */
export function upperReader(target: TableColumn, column: TableColumn, { kind }: Censoring) {
  const timeOf = numberReader(target);
  const read = kind === "event" ? eventReader(column) : boundReader(column);
  return (row: number): number => {
    const time = timeOf(row);
    if (Number.isNaN(time)) return time;
    if (time < 0) {
      throw wrong(target.name, row, String(time), "a time of at least 0");
    }
    const upper = read(row, time);
    if (upper < time) throw wrong(column.name, row, String(upper), `at least the time, ${time}`);
    return upper;
  };
}

function eventReader(column: TableColumn) {
  const cellOf = cellReader(column);
  return (row: number, time: number): number => {
    const cell = cellOf(row);
    if (cell === null) return Number.NaN;
    const text = cell.trim().toLowerCase();
    const number = numberOfText(text);
    if (number === 1 || SEEN.includes(text)) return time;
    if (number === 0 || NOT_SEEN.includes(text)) return Number.POSITIVE_INFINITY;
    throw wrong(column.name, row, cell, "1 or 0, true or false, yes or no, dead or alive, event or censored");
  };
}

function boundReader(column: TableColumn) {
  const cellOf = cellReader(column);
  return (row: number): number => {
    const cell = cellOf(row);
    if (cell === null || OPEN.includes(cell.trim().toLowerCase())) return Number.POSITIVE_INFINITY;
    const bound = numberOfText(cell);
    if (!Number.isNaN(bound)) return bound;
    throw wrong(column.name, row, cell, "a number, empty or inf");
  };
}

/** Cells as texts; null = missing. Of cells that are no number in a column of numbers, the table lists the first. */
function cellReader(column: TableColumn): (row: number) => string | null {
  if (column.kind === "text") return (row) => column.dictionary[column.codes[row]!] ?? null;
  const failing = new Map(column.failing.map(({ row, text }) => [row, text]));
  return (row) => {
    const value = column.values[row]!;
    return Number.isNaN(value) ? (failing.get(row) ?? null) : String(value);
  };
}

function wrong(column: string, row: number, value: string, needed: string): LabError {
  return new LabError(
    "data.target-invalid",
    `Column "${column}" has ${value} in row ${row}, and it has to be ${needed}. Correct it, or choose another column.`,
    { column, row, value },
  );
}
