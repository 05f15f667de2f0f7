import { closeSync, openSync, readSync, writeFileSync } from "node:fs";

/**
 * Raw numbers that every engine reads alike: little-endian float32, column after column, the target last, NaN = missing.
 * @typedef {{ path: string, rows: number, features: number }} MatrixFile
 */

/** @param {string} path @param {Float32Array[]} columns @returns {MatrixFile} */
export function writeMatrix(path, columns) {
  const rows = columns[0].length;
  const all = new Float32Array(rows * columns.length);
  columns.forEach((column, i) => {
    all.set(column, i * rows);
  });
  writeFileSync(path, new Uint8Array(all.buffer));
  return { path, rows, features: columns.length - 1 };
}

/** One column at a time, so that nothing but the columns is left in memory. @param {MatrixFile} file */
export function readColumns({ path, rows, features }) {
  const descriptor = openSync(path, "r");
  const buffer = new Float32Array(rows);
  try {
    return Array.from({ length: features + 1 }, (_, i) => {
      readSync(descriptor, new Uint8Array(buffer.buffer), 0, rows * 4, i * rows * 4);
      return Float64Array.from(buffer);
    });
  } finally {
    closeSync(descriptor);
  }
}
