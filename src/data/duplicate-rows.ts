import type { Table, TableColumn } from "../core/table.ts";

/** A group number for each row: equal in all of these columns = the same number, by first appearance. */
export function duplicateGroups(table: Table, names: readonly string[]): Int32Array {
  const columns = table.columns.filter(({ name }) => names.includes(name));
  const hashes = rowHashes(table, columns);
  const groups = new Int32Array(table.rowCount);
  /** The rows that began a group, by hash. */
  const begun = new Map<number, number[]>();
  let count = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const rows = begun.get(hashes[row]!);
    const twin = rows?.find((other) => columns.every((column) => areEqual(column, row, other)));
    if (twin !== undefined) {
      groups[row] = groups[twin]!;
      continue;
    }
    groups[row] = count++;
    if (rows) rows.push(row);
    else begun.set(hashes[row]!, [row]);
  }
  return groups;
}

const words = new Uint32Array(2);
const double = new Float64Array(words.buffer);
const NO_VALUE = 0x7ff80000;

function rowHashes(table: Table, columns: readonly TableColumn[]): Int32Array {
  const hashes = new Int32Array(table.rowCount).fill(0x811c9dc5 | 0);
  for (const column of columns) {
    for (let row = 0; row < table.rowCount; row++) {
      let hash = hashes[row]!;
      if (column.kind === "text") hash = Math.imul(hash ^ column.codes[row]!, 0x01000193);
      else if (Number.isNaN(column.values[row]!)) hash = Math.imul(hash ^ NO_VALUE, 0x01000193);
      else {
        double[0] = column.values[row]!;
        hash = Math.imul(hash ^ words[0]!, 0x01000193);
        hash = Math.imul(hash ^ words[1]! ^ (hash >>> 15), 0x01000193);
      }
      hashes[row] = hash ^ (hash >>> 13);
    }
  }
  return hashes;
}

/** Missing equals missing. */
function areEqual(column: TableColumn, row: number, other: number): boolean {
  if (column.kind === "text") return column.codes[row] === column.codes[other];
  const [left, right] = [column.values[row]!, column.values[other]!];
  return left === right || (Number.isNaN(left) && Number.isNaN(right));
}
