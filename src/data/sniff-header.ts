import type { SniffedRecord } from "./sniff-records.ts";

/** Whether the first record names the columns, judged by how it differs from what stands below it. */
export function looksLikeHeader(records: readonly SniffedRecord[]): boolean {
  const first = records[0]!;
  const body = records.slice(1);
  if (body.length === 0) return first.every((cell) => cell.kind === "text");
  let votes = 0;
  let reappears = false;
  first.forEach((cell, column) => {
    const below = body.map((record) => record[column]).filter((other) => other && other.kind !== "missing");
    const numbers = below.filter((other) => other?.kind === "number").length;
    if (below.length > 0 && numbers >= below.length * 0.9) votes += cell.kind === "number" ? -1 : 1;
    else if (cell.kind === "number") votes -= 1;
    else if (below.some((other) => other?.text === cell.text)) reappears = true;
  });
  if (votes !== 0) return votes > 0;
  return !reappears && first.every((cell) => cell.kind !== "number");
}

/**
 * Records above the header that are titles: one filled cell, while records below have several. At most a few, so that
 * a sparse table is not eaten.
 */
export function titleRecordCount(records: readonly SniffedRecord[], usual: number): number {
  let count = 0;
  while (count < Math.min(MOST_TITLES, records.length - 1)) {
    const filled = records[count]!.filter(({ kind }) => kind !== "missing");
    const isTitle = filled.length <= 1 && (filled[0]?.kind ?? "text") === "text";
    if (!isTitle || usual < 2) break;
    count++;
  }
  const below = records[count];
  const isTable = below !== undefined && below.filter(({ kind }) => kind !== "missing").length > 1;
  return isTable ? count : 0;
}

const MOST_TITLES = 10;
