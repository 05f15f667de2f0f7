import type { RowFilter } from "../../data/row-order.ts";

/** What a filter field holds: "missing", "failing", "10..20", "..5", ">=3", or a text that cells contain. Null = all rows. */
export function filterOf(typed: string, column: number, isNumber: boolean): RowFilter | null {
  const text = typed.trim();
  if (text === "") return null;
  if (/^missing$/i.test(text)) return { column, kind: "missing" };
  if (/^failing$/i.test(text)) return { column, kind: "failing" };
  const range = isNumber ? rangeOf(text) : null;
  return range === null ? { column, kind: "contains", text } : { column, kind: "range", ...range };
}

function rangeOf(text: string): { readonly min: number; readonly max: number } | null {
  const plain = text.replaceAll("−", "-");
  const range = /^(-?[\d.]*)\s*\.\.\s*(-?[\d.]*)$/.exec(plain);
  if (range !== null) return bounds(range[1]!, range[2]!);
  const bound = /^(>=?|<=?|=)\s*(-?[\d.]+)$/.exec(plain);
  if (bound !== null) {
    const sign = bound[1]!;
    return bounds(sign.startsWith("<") ? "" : bound[2]!, sign.startsWith(">") ? "" : bound[2]!);
  }
  return /^-?\d+(\.\d+)?$/.test(plain) ? bounds(plain, plain) : null;
}

function bounds(low: string, high: string) {
  const min = low === "" ? Number.NEGATIVE_INFINITY : Number(low);
  const max = high === "" ? Number.POSITIVE_INFINITY : Number(high);
  return Number.isNaN(min) || Number.isNaN(max) ? null : { min, max };
}

export function filterText(filter: RowFilter): string {
  if (filter.kind === "contains") return filter.text;
  if (filter.kind !== "range") return filter.kind;
  if (filter.min === filter.max) return String(filter.min);
  return `${Number.isFinite(filter.min) ? filter.min : ""}..${Number.isFinite(filter.max) ? filter.max : ""}`;
}
