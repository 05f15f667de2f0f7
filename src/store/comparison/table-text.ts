import { csvCell } from "../../interchange/csv-text.ts";
import { compareWords as words } from "../../words/compare.ts";
import type { Differences } from "./differences.ts";
import type { RunSummary } from "./summaries.ts";
import type { TableColumn } from "./table-columns.ts";

type Cells = readonly string[];

const names = words.columns;

/** All columns as plain texts: numbers in full, spreads and intervals in columns of their own. */
function linesOf(
  columns: readonly TableColumn[],
  found: readonly RunSummary[],
  { byRun }: Differences,
): Cells[] {
  const heads = columns.flatMap(({ kind, label, spreadOf }) => {
    if (kind === "difference") return [label, names.low(label), names.high(label), names.verdict];
    return spreadOf === undefined ? [label] : [label, names.spread(label)];
  });
  const lines = found.map((summary) => [
    summary.run.name,
    summary.run.isStarred ? "yes" : "",
    ...columns.flatMap((column) => {
      if (column.kind === "difference") {
        const difference = byRun.get(summary.run.id);
        const [low, high] = difference?.interval ?? [];
        return [text(difference?.mean), text(low), text(high), difference?.verdict.is ?? ""];
      }
      const value = text(column.valueOf(summary));
      return column.spreadOf === undefined ? [value] : [value, text(column.spreadOf(summary).spread)];
    }),
    summary.run.note ?? "",
  ]);
  return [[names.run, names.star, ...heads, names.note], ...lines];
}

function text(value: unknown): string {
  if (value === undefined || value === null || Number.isNaN(value)) return "";
  return String(value);
}

export function csvText(
  columns: readonly TableColumn[],
  found: readonly RunSummary[],
  differences: Differences,
): string {
  return linesOf(columns, found, differences)
    .map((cells) => `${cells.map(csvCell).join(",")}\n`)
    .join("");
}

/** A table for a text: what is drawn as four figures is written so. */
export function markdownText(
  columns: readonly TableColumn[],
  found: readonly RunSummary[],
  differences: Differences,
): string {
  const [head, ...lines] = linesOf(columns, found, differences).map((cells) => cells.map(markdownCell));
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

function markdownCell(cell: string): string {
  const number = cell === "" ? Number.NaN : Number(cell);
  const short =
    Number.isInteger(number) || Number.isNaN(number) ? cell : String(Number(number.toPrecision(4)));
  return short.replaceAll(/[|\\<>[\]*_`]/g, "\\$&").replaceAll(/\s+/g, " ");
}
