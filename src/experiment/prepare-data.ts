import type { Dataset } from "../core/dataset.ts";
import { LabError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { hasValue } from "../data/column-groups.ts";
import { encode, labelledRows, readyToEncode } from "../data/encode.ts";
import type { Encoder } from "../data/encoder.ts";
import { columnNamed, makeEncoder } from "../data/make-encoder.ts";
import type { RowSplit } from "../data/split-rows.ts";
import { type SetName, setNames } from "./recording.ts";
import type { Experiment } from "./spec.ts";
import { splitTable } from "./split-table.ts";

/** A table cut and encoded as an experiment asks: what all of its runs share. */
export interface PreparedData {
  readonly table: Table;
  readonly encoder: Encoder;
  /** Rows with a known target; test rows may come from a table of their own. */
  readonly sets: { readonly [set in SetName]: Dataset };
  /** Rows of `table` that nothing trains, stops or is tested on. */
  readonly calibration: Dataset;
  /** The test rows are rows of `table`. */
  readonly testIsSplit: boolean;
  readonly notes: readonly string[];
}

export interface PrepareRequest {
  readonly experiment: Experiment;
  /** Columns that the run leaves out beside the experiment's own. */
  readonly without: readonly string[];
  readonly table: Table;
  /** All of its labelled rows are the test rows; null = test rows are split off. */
  readonly testTable: Table | null;
}

/** Rows without target never train, nor do those that the experiment drops for a failing cell. */
export async function prepareData(request: PrepareRequest): Promise<PreparedData> {
  const { experiment, without, table, testTable } = request;
  const { data, task } = experiment;
  const ignored = [...data.ignored, ...without];
  const { encoder, notes } = makeEncoder(table, { ...data, task, ignored });
  await readyToEncode(encoder);
  const label = labelName(data);
  const queryless = missingQueries(table, data);
  const labelled = labelledRows(table, encoder);
  const rows = withoutFailingRows(table, labelled, data.dropFailing);
  const labels = targetsOf(table, encoder, rows);
  const parts = await splitTable({ experiment, table, rows, labels, hasTestTable: testTable !== null });
  if (parts.train.length < 2) throw tooFewRows(parts.train.length, data.target);
  const test =
    testTable === null
      ? encode(table, encoder, parts.test)
      : encode(testTable, encoder, labelledRows(testTable, encoder));
  const train = encode(table, encoder, parts.train);
  if (train.weights?.every((weight) => weight === 0)) throw weightless(encoder.weight);
  return {
    table,
    encoder,
    sets: {
      train: named(train, "train"),
      validation: named(encode(table, encoder, parts.validation), "validation"),
      test: named(test, "test"),
    },
    calibration: { ...encode(table, encoder, parts.calibration), id: "calibration" },
    testIsSplit: testTable === null,
    notes: [
      ...notes,
      ...missingTargetNote(table.rowCount - labelled.length - queryless, label),
      ...droppedNote(labelled.length - rows.length, data.dropFailing),
      ...parts.notes,
      ...(parts.calibration.length > 0 ? uncalibratedNote(data) : []),
      ...missingQueryNote(queryless, data.query),
      ...(testTable === null ? [] : unscoredNote(testTable.rowCount - test.rowCount, label)),
      ...(testTable === null ? [] : uncensoredNote(testTable, encoder)),
      ...(testTable === null ? [] : textNotes(testTable, encoder)),
    ],
  };
}

/** The sets of rows alone, as an experiment without runs would draw them. Throws as `prepareData` does. */
export async function prepareSplit(experiment: Omit<Experiment, "runs">, table: Table): Promise<RowSplit> {
  const { data, task } = experiment;
  const { encoder } = makeEncoder(table, { ...data, task });
  const rows = withoutFailingRows(table, labelledRows(table, encoder), data.dropFailing);
  const labels = targetsOf(table, encoder, rows);
  return splitTable({ experiment, table, rows, labels, hasTestTable: false });
}

export function rowCountsOf(sets: PreparedData["sets"]): { readonly [set in SetName]: number } {
  return { train: sets.train.rowCount, validation: sets.validation.rowCount, test: sets.test.rowCount };
}

/** Every labelled row of the experiment's own table, ascending. */
export function splitSets(
  prepared: PreparedData,
): readonly { readonly set: number; readonly rowIds: Uint32Array }[] {
  return setNames
    .map((name, set) => ({ name, set, rowIds: prepared.sets[name].rowIds }))
    .filter(({ name }) => name !== "test" || prepared.testIsSplit);
}

/** Labels by which rows are drawn: the first target's. */
function targetsOf(table: Table, encoder: Encoder, rows: Uint32Array): Float64Array {
  const { further: _, ...target } = encoder.target;
  return encode(table, { ...encoder, target, features: [], weight: null }, rows).target.values;
}

function named(data: Dataset, id: SetName): Dataset {
  return { ...data, id };
}

function withoutFailingRows(table: Table, rows: Uint32Array, columns: readonly string[]): Uint32Array {
  const failing = new Set<number>();
  for (const name of columns) {
    const column = columnNamed(table, name);
    if (column.kind === "number") for (const row of column.failingRows ?? []) failing.add(row);
  }
  return failing.size === 0 ? rows : rows.filter((row) => !failing.has(row));
}

function droppedNote(count: number, columns: readonly string[]): string[] {
  if (count === 0) return [];
  const names = columns.map((name) => `"${name}"`).join(", ");
  const which = count === 1 ? "1 row has" : `${count} rows have`;
  return [`${which} a cell in ${names} that is no number, and ${count === 1 ? "is" : "are"} left out.`];
}

function uncalibratedNote({ censoring, targets, query }: Experiment["data"]): string[] {
  if (query !== undefined) {
    return [
      "Scores of a ranking have no scale to calibrate intervals on: the calibration rows are only left out.",
    ];
  }
  if (censoring === undefined && targets === undefined) return [];
  const what = targets === undefined ? "censored times" : "several targets";
  return [`Of ${what} no interval can be calibrated: the calibration rows are only left out.`];
}

function missingQueries(table: Table, { query }: Experiment["data"]): number {
  if (query === undefined) return 0;
  const column = columnNamed(table, query);
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) if (!hasValue(column, row)) count++;
  return count;
}

function missingQueryNote(count: number, query: string | undefined): string[] {
  if (count === 0) return [];
  const which = count === 1 ? "1 row has" : `${count} rows have`;
  return [`${which} no query in "${query}" and ${count === 1 ? "is" : "are"} left out.`];
}

/** What a row has to have, as notes call it. */
function labelName({ target, targets, censoring }: Experiment["data"]): string {
  if (targets !== undefined) return `${[target, ...targets.slice(0, -1)].join(", ")} or ${targets.at(-1)}`;
  return censoring?.kind === "event" ? `${target} or ${censoring.column}` : target;
}

function uncensoredNote({ columns }: Table, { target: { name, censoring } }: Encoder): string[] {
  if (censoring === undefined || columns.some((column) => column.name === censoring.column)) return [];
  return [`The test file has no column "${censoring.column}", so every ${name} of it counts as seen.`];
}

function missingTargetNote(count: number, target: string): string[] {
  if (count === 0) return [];
  return [
    count === 1
      ? `1 row has no ${target} and is left out.`
      : `${count} rows have no ${target} and are left out.`,
  ];
}

/** Classes that training never saw count as unknown, and the metrics of a test file must not hide that. */
function unscoredNote(count: number, target: string): string[] {
  if (count === 0) return [];
  const which = count === 1 ? "1 row of the test file has" : `${count} rows of the test file have`;
  return [`${which} no ${target} that training knows, so metrics leave ${count === 1 ? "it" : "them"} out.`];
}

/** A column that turned to text is as good as empty, and predictions without it look like any other. */
function textNotes(testTable: Table, { features }: Encoder): string[] {
  const numeric = new Set(features.filter(({ kind }) => kind === "numeric").map(({ name }) => name));
  return testTable.columns
    .filter(({ kind, name }) => kind === "text" && numeric.has(name))
    .map(
      ({ name }) =>
        `Column "${name}" of the test file holds text where training had numbers; cells that are no number count as missing.`,
    );
}

function weightless(column: string | null): LabError {
  return new LabError(
    "data.weight-invalid",
    `All rows to train on have the weight 0 in column "${column}". Give some of them a weight above 0, or choose another weight column.`,
    { column },
  );
}

function tooFewRows(count: number, target: string): LabError {
  return new LabError(
    "data.too-few-rows",
    `Only ${count} of the rows with a ${target} ${count === 1 ? "is" : "are"} left to train on, at least 2 are needed. Add rows, or lower the shares for validation and test.`,
    { rows: count },
  );
}
