import type { Table, TableColumn } from "../core/table.ts";
import type { DateOrder, TypedColumn } from "./column-type.ts";
import { parseDate } from "./date-values.ts";

const BOOLEAN_PAIRS = [
  "yes no",
  "y n",
  "true false",
  "t f",
  "on off",
  "ja nein",
  "oui non",
  "si no",
  "sí no",
  "sim não",
];
const DATE_SHARE = 0.9;
/** Distinct texts that are tried as dates before all are. */
const FIRST_TRIED = 50;
const FREE_TEXT_SHARE = 0.5;
const FREE_TEXT_DISTINCT = 100;
const ID_DISTINCT = 20;
const FEW_NUMBERS = 20;
const ID_NAME =
  /(^|[_\s-])(id|ids|uuid|guid|index|key|rownames?|row_?num(ber)?|nr|no)$|^(unnamed: ?0|column_1|row)$/i;

/** What each column means, judged by its cells, and why. */
export function typeColumns(table: Table): TypedColumn[] {
  return table.columns.map((column) =>
    column.kind === "text" ? typeOfText(column) : typeOfNumbers(column, table.rowCount),
  );
}

type TextColumn = Extract<TableColumn, { kind: "text" }>;
type NumberColumn = Extract<TableColumn, { kind: "number" }>;

function typed(name: string, type: TypedColumn["type"], why: string): TypedColumn {
  return { name, type, why, date: null };
}

function typeOfText(column: TextColumn): TypedColumn {
  const { name, codes, dictionary } = column;
  let known = 0;
  for (const code of codes) if (code >= 0) known++;
  const distinct = dictionary.length;
  if (known === 0) return typed(name, "category", "It has no value in any row.");
  if (isBooleanPair(dictionary)) {
    return typed(name, "boolean", `It is always "${dictionary[0]}" or "${dictionary[1]}".`);
  }
  const date = dateOrder(column);
  if (date !== null) {
    return {
      name,
      type: "date",
      why: date.why,
      date: { column: name, order: date.order, parts: ["ordinal"] },
    };
  }
  if (distinct > FREE_TEXT_DISTINCT && distinct > known * FREE_TEXT_SHARE) {
    const type = hasWords(dictionary) ? "text" : "id";
    if (distinct === known)
      return typed(name, type, "Its text is different in every row, as in an id or free text.");
    return typed(
      name,
      type,
      `It holds ${distinct} different texts in ${known} rows, as in an id or free text.`,
    );
  }
  if (distinct === known && distinct > ID_DISTINCT && ID_NAME.test(name)) {
    return typed(name, "id", "Its text is different in every row, and its name is that of an id.");
  }
  return typed(
    name,
    "category",
    distinct === 1 ? "It has one value." : `It has ${distinct} different values.`,
  );
}

function isBooleanPair(dictionary: readonly string[]): boolean {
  if (dictionary.length !== 2) return false;
  const [first, second] = dictionary.map((text) => text.toLowerCase());
  return BOOLEAN_PAIRS.includes(`${first} ${second}`) || BOOLEAN_PAIRS.includes(`${second} ${first}`);
}

/** Free text has blanks between words; ids have not. */
function hasWords(dictionary: readonly string[]): boolean {
  const tried = dictionary.slice(0, 200);
  const withBlanks = tried.filter((text) => /\S\s+\S/.test(text)).length;
  return withBlanks * 2 > tried.length;
}

function typeOfNumbers({ name, values }: NumberColumn, rowCount: number): TypedColumn {
  const facts = numberFacts(values);
  const { known, distinct, isWhole } = facts;
  if (known === 0) return typed(name, "number", "It has no value in any row.");
  if (facts.isBoolean) return typed(name, "boolean", "It is always 0 or 1.");
  if (facts.areCompactDates && known > 1) {
    const date = { column: name, order: "iso", parts: ["ordinal"] } as const;
    return { name, type: "date", why: "Its numbers are dates written as year, month and day.", date };
  }
  const isUnique =
    isWhole && distinct === null && known === rowCount && known > ID_DISTINCT && allDiffer(values);
  if (isUnique && (facts.isConsecutive || ID_NAME.test(name))) {
    return typed(
      name,
      "id",
      facts.isConsecutive
        ? "It counts the rows."
        : "Its whole number is different in every row, and its name is that of an id.",
    );
  }
  if (isWhole && distinct !== null && distinct <= FEW_NUMBERS && distinct <= known * 0.05) {
    return typed(name, "number", `It has only ${distinct} different whole numbers: is it a category?`);
  }
  return typed(name, "number", isWhole ? "Its cells are whole numbers." : "Its cells are numbers.");
}

interface NumberFacts {
  readonly known: number;
  /** null = more than are counted. */
  readonly distinct: number | null;
  readonly isWhole: boolean;
  readonly isBoolean: boolean;
  readonly isConsecutive: boolean;
  readonly areCompactDates: boolean;
}

function numberFacts(values: Float64Array): NumberFacts {
  const seen = new Set<number>();
  let known = 0;
  let isWhole = true;
  let isConsecutive = true;
  let areCompactDates = true;
  let before = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known++;
    if (seen.size <= FEW_NUMBERS) seen.add(value);
    if (value !== Math.floor(value)) isWhole = false;
    if (known > 1 && value !== before + 1) isConsecutive = false;
    if (areCompactDates && !isCompactDate(value)) areCompactDates = false;
    before = value;
  }
  const distinct = seen.size <= FEW_NUMBERS ? seen.size : null;
  const isBoolean = seen.size === 2 && seen.has(0) && seen.has(1);
  return { known, distinct, isWhole, isBoolean, isConsecutive, areCompactDates };
}

function isCompactDate(value: number): boolean {
  return value >= 19_000_101 && value <= 21_001_231 && !Number.isNaN(parseDate(String(value), "iso"));
}

function allDiffer(values: Float64Array): boolean {
  const sorted = Float64Array.from(values).sort();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return false;
  return true;
}

/** The order in which nearly all texts are dates; null = they are none. */
function dateOrder({ dictionary }: TextColumn): { readonly order: DateOrder; readonly why: string } | null {
  const first = dictionary.slice(0, FIRST_TRIED);
  const orders: readonly DateOrder[] = ["iso", "dmy", "mdy"];
  const fitting = orders
    .filter((order) => shareOfDates(first, order) >= DATE_SHARE)
    .map((order) => ({ order, share: shareOfDates(dictionary, order) }))
    .filter(({ share }) => share >= DATE_SHARE);
  const best = fitting.reduce((most, { share }) => Math.max(most, share), 0);
  const left = fitting.filter(({ share }) => share === best).map(({ order }) => order);
  if (left.length === 0) return null;
  if (left.includes("iso")) return { order: "iso", why: "Its texts are dates." };
  if (left.length === 1) {
    return { order: left[0]!, why: `Its texts are dates, ${left[0] === "dmy" ? "day" : "month"} first.` };
  }
  const order = dictionary[0]!.includes("/") ? "mdy" : "dmy";
  return {
    order,
    why: `Its texts are dates; no day is above 12, so ${order === "dmy" ? "day" : "month"} first is a guess.`,
  };
}

function shareOfDates(texts: readonly string[], order: DateOrder): number {
  let dates = 0;
  for (const text of texts) if (!Number.isNaN(parseDate(text, order))) dates++;
  return dates / texts.length;
}
