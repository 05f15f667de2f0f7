import { createSha256, type Sha256 } from "../core/sha256.ts";
import type { Table } from "../core/table.ts";
import { utf8Bytes } from "../core/utf8.ts";

const FORM = "boosting-lab-table-1";
const BLOCK_VALUES = 4096;

/**
 * SHA-256 of a table's content: names, kinds and values, little endian, one pattern for NaN. Texts are numbered by
 * first appearance, so two tables agree exactly when their cells do.
 */
export function fingerprintTable(table: Table): string {
  const hash = createSha256();
  addText(hash, FORM);
  addIntegers(hash, [table.rowCount, table.columns.length]);
  for (const column of table.columns) {
    addText(hash, column.name);
    addText(hash, column.kind);
    if (column.kind === "number") {
      addDoubles(hash, column.values);
    } else {
      addIntegers(hash, [column.dictionary.length]);
      for (const text of column.dictionary) addText(hash, text);
      addIntegers(hash, column.codes);
    }
  }
  return hash.hex();
}

function addText(hash: Sha256, text: string): void {
  const bytes = utf8Bytes(text);
  addIntegers(hash, [bytes.length]);
  hash.update(bytes);
}

function addIntegers(hash: Sha256, values: ArrayLike<number>): void {
  const view = new DataView(new ArrayBuffer(4 * Math.min(BLOCK_VALUES, values.length)));
  for (let start = 0; start < values.length; start += BLOCK_VALUES) {
    const count = Math.min(BLOCK_VALUES, values.length - start);
    for (let i = 0; i < count; i++) view.setInt32(4 * i, values[start + i]!, true);
    hash.update(new Uint8Array(view.buffer, 0, 4 * count));
  }
}

function addDoubles(hash: Sha256, values: Float64Array): void {
  const view = new DataView(new ArrayBuffer(8 * Math.min(BLOCK_VALUES, values.length)));
  for (let start = 0; start < values.length; start += BLOCK_VALUES) {
    const count = Math.min(BLOCK_VALUES, values.length - start);
    for (let i = 0; i < count; i++) {
      const value = values[start + i]!;
      if (Number.isNaN(value)) {
        view.setUint32(8 * i, 0, true);
        view.setUint32(8 * i + 4, 0x7ff80000, true);
      } else view.setFloat64(8 * i, value, true);
    }
    hash.update(new Uint8Array(view.buffer, 0, 8 * count));
  }
}
