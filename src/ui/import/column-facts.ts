import type { Table, TableColumn } from "../../core/table.ts";
import { countText } from "../../figures/number-text.ts";

export interface ColumnFacts {
  readonly missing: number;
  readonly examples: string;
}

const EXAMPLES = 3;

/** What a reader wants to see of a column before using it. */
export function columnFacts(column: TableColumn): ColumnFacts {
  if (column.kind === "text") {
    let missing = 0;
    for (const code of column.codes) if (code < 0) missing++;
    return { missing, examples: column.dictionary.slice(0, EXAMPLES).join(", ") };
  }
  let missing = 0;
  const seen: number[] = [];
  for (const value of column.values) {
    if (Number.isNaN(value)) missing++;
    else if (seen.length < EXAMPLES && !seen.includes(value)) seen.push(value);
  }
  return { missing, examples: seen.map((value) => String(value).replace("-", "−")).join("   ") };
}

/** "0 %", "3.1 %", "<0.1 %". */
export function shareText(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0 %";
  const percent = (part / whole) * 100;
  return percent < 0.1 ? "<0.1 %" : `${percent.toFixed(1)} %`;
}

/** One sentence for each number column with cells that are no numbers. */
export function failingText(table: Table): string[] {
  return table.columns.flatMap((column) => {
    if (column.kind !== "number" || column.failingCount === 0) return [];
    const [first] = column.failing;
    const cells = column.failingCount === 1 ? "1 cell is" : `${countText(column.failingCount)} cells are`;
    const where = first === undefined ? "" : ` The first is "${first.text}" in row ${first.row}.`;
    return [`${column.name}: ${cells} no number and count as missing.${where}`];
  });
}
