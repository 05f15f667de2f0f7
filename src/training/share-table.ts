import type { Table, TableColumn } from "../core/table.ts";

/** The same table in memory that every thread can see, so that handing it over copies nothing. Cells are never written again. */
export function sharedTable(table: Table): Table {
  const columns = table.columns.map((column): TableColumn => {
    if (column.kind === "text") return { ...column, codes: copyInto(Int32Array, column.codes) };
    return { ...column, values: copyInto(Float64Array, column.values) };
  });
  return { ...table, columns };
}

function copyInto<T extends Int32Array | Float64Array>(
  Kind: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  cells: T,
): T {
  const shared = new Kind(new SharedArrayBuffer(cells.length * Kind.BYTES_PER_ELEMENT));
  shared.set(cells as never);
  return shared;
}

/** A copy of a table and the buffers to give away with it, for threads that cannot share memory. */
export function tableToTransfer(table: Table): { readonly table: Table; readonly buffers: ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  const columns = table.columns.map((column): TableColumn => {
    if (column.kind === "text") {
      const codes = new Int32Array(column.codes);
      buffers.push(codes.buffer);
      return { ...column, codes };
    }
    const values = new Float64Array(column.values);
    buffers.push(values.buffer);
    return { ...column, values };
  });
  return { table: { ...table, columns }, buffers };
}
