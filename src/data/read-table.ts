import { LabError } from "../core/errors.ts";
import type { ReadChoices, ReadRecipe, SampleSpec } from "../core/read-recipe.ts";
import type { ReadReport, Table } from "../core/table.ts";
import { uniqueColumnNames } from "./column-names.ts";
import type { ColumnPlan } from "./column-plan.ts";
import { drawSample } from "./draw-sample.ts";
import { readNotes } from "./read-notes.ts";
import { type PassResult, readPass } from "./read-pass.ts";
import type { Sniffed } from "./sniff.ts";
import type { ReadColumns } from "./table-reader.ts";

export interface ReadOptions {
  /** What is overruled; absent members are found out. */
  readonly choices?: ReadChoices;
  readonly sample?: SampleSpec | null;
  /** Of the text, where it is known: room for all rows is made at once. */
  readonly byteCount?: number;
  /** Called after every chunk with the bytes of this pass over the file. */
  readonly onProgress?: (bytesRead: number) => void;
  /** Asked before every chunk and after the last. */
  readonly cancelled?: () => boolean;
}

export interface ReadTable {
  readonly table: Table;
  readonly report: ReadReport;
}

/** Opens the bytes of a file; called again where the first records misled. */
export type OpenFile = () => AsyncIterable<Uint8Array>;

/**
 * Reads delimited text. Where chunks end changes nothing. Any bytes give a table or a LabError. Most files are read in
 * one pass, never in more than three; a sample takes one more, which counts rows.
 */
export async function readTable(open: OpenFile, options: ReadOptions = {}): Promise<ReadTable> {
  try {
    const { sample = null } = options;
    const kept = sample === null ? null : await rowsOfSample(open, options, sample);
    let plans: ReadonlyMap<number, ColumnPlan> = new Map();
    for (let pass = 1; ; pass++) {
      const result = await readPass(open, options, { kept, plans });
      const read = result.reader.finish();
      const next = nextPlans(plans, read, pass === 2);
      if (next === null || pass === 3) return tableOf(result, read, { kept, options });
      plans = next;
    }
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new LabError(
      "read.too-large",
      "The table does not fit into memory. Nothing was kept. Open a file with fewer rows or columns.",
    );
  }
}

/** Plans for columns that the first records misled about; null = there is none. */
function nextPlans(
  before: ReadonlyMap<number, ColumnPlan>,
  { columns }: ReadColumns,
  isLast: boolean,
): ReadonlyMap<number, ColumnPlan> | null {
  const plans = new Map(before);
  columns.forEach(({ next }, index) => {
    if (next !== null) plans.set(index, isLast ? { ...next, mode: "text", isForced: true } : next);
  });
  return columns.some(({ next }) => next !== null) ? plans : null;
}

async function rowsOfSample(open: OpenFile, options: ReadOptions, sample: SampleSpec): Promise<Uint32Array> {
  const counting = { kept: null, plans: new Map<number, ColumnPlan>(), onlyColumn: sample.stratify };
  const { reader } = await readPass(open, options, counting);
  const strata = reader.builders.find(({ plan }) => plan.mode === "text") ?? null;
  if (sample.stratify !== null && strata === null) {
    throw new LabError(
      "data.column-missing",
      `The file has no column "${sample.stratify}", whose values the sample should keep in proportion. Choose another one.`,
      { columns: sample.stratify },
    );
  }
  return drawSample(sample, reader.progress.fileRowCount, strata?.codes ?? null);
}

interface Finish {
  readonly kept: Uint32Array | null;
  readonly options: ReadOptions;
}

function tableOf(result: PassResult, read: ReadColumns, { kept, options }: Finish): ReadTable {
  const { sniffed, reader, mark } = result;
  const { progress } = reader;
  if (progress.rowCount === 0) throw emptyError(sniffed.form.hasHeader);
  const { names, notes: nameNotes } = columnNames(sniffed, read);
  const columns = read.columns.map(({ column }, index) => ({ ...column, name: names[index]! }));
  const isSample = kept !== null && kept.length < progress.fileRowCount;
  const table: Table = {
    rowCount: progress.rowCount,
    columns,
    ...(isSample && { rowNumbers: kept }),
  };
  const { choices = {} } = options;
  const recipe = recipeOf(result, read, { names, choices });
  const report: ReadReport = {
    byteCount: result.byteCount,
    recipe,
    hadByteOrderMark: mark.size > 0,
    fileRowCount: progress.fileRowCount,
    raggedRowCount: progress.raggedRowCount,
    parts: [],
    notes: [
      ...sniffed.notes,
      ...nameNotes,
      ...readNotes({
        table,
        formats: read.columns.map(({ format }) => format),
        zeroPadded: names.filter((_, index) => read.columns[index]!.isZeroPadded),
        reader,
        recipe,
        isEncodingGiven: choices.encoding !== undefined,
        hadByteOrderMark: mark.size > 0,
        damagedCount: read.damagedCount,
      }),
    ],
  };
  return { table, report };
}

function columnNames(sniffed: Sniffed, { headers, columns }: ReadColumns) {
  const { form, hasRowNames, hasTrailingDelimiter } = sniffed;
  if (!form.hasHeader) {
    const { names } = uniqueColumnNames(columns.map(() => ""));
    return {
      names,
      notes: ["The first line looks like data, so the columns are named column_1, column_2 and so on."],
    };
  }
  const cells = [...headers];
  if (hasRowNames) cells.unshift("");
  const { names, notes } = uniqueColumnNames(columns.map((_, index) => cells[index] ?? ""));
  if (hasTrailingDelimiter)
    notes.push("Every row ends with a separator; the empty cell behind it is no column.");
  return { names, notes };
}

interface RecipeParts {
  readonly names: readonly string[];
  readonly choices: ReadChoices;
}

function recipeOf(result: PassResult, read: ReadColumns, { names, choices }: RecipeParts): ReadRecipe {
  const { form, preferred } = result.sniffed;
  const decimal = preferred;
  const thousands = choices.thousands ?? null;
  const columns = names.flatMap((name, index) => {
    const { format, column } = read.columns[index]!;
    const { name: _, ...given } = choices.columns?.find((other) => other.name === name) ?? { name };
    const differs = format.decimal !== decimal || format.thousands !== thousands || format.affix !== null;
    const own =
      column.kind === "number" && differs
        ? {
            decimal: format.decimal,
            thousands: format.thousands,
            ...(format.affix !== null && { affix: format.affix }),
          }
        : {};
    const reading = { name, ...own, ...given };
    return Object.keys(reading).length > 1 ? [reading] : [];
  });
  return {
    format: "delimited",
    packing: null,
    part: null,
    ...form,
    encoding: result.mark.encoding === "utf-8" ? read.encoding : result.mark.encoding,
    decimal,
    thousands,
    columns,
  };
}

function emptyError(hasHeader: boolean): LabError {
  return hasHeader
    ? new LabError(
        "read.empty",
        "The file has a header but no rows below it. Choose a file with data, or say that it has no header.",
      )
    : new LabError("read.empty", "The file is empty. Choose a file with a header line and rows below it.");
}
