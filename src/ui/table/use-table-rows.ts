import { useEffect, useState } from "react";
import type { Outcome } from "../../core/errors.ts";
import type { Table } from "../../core/table.ts";
import type { ColumnProfile } from "../../data/column-profile.ts";
import type { RowFilter } from "../../data/row-order.ts";
import type { TableService } from "../../training/table-service.ts";
import { useLab } from "../lab-context.ts";

export interface RowOrder {
  readonly column: number;
  readonly direction: "ascending" | "descending";
}

/** Asks the worker; a table that it does not hold any more is given to it once. */
async function asked<T>(
  service: TableService,
  { tableId, table }: { readonly tableId: string; readonly table: Table },
  question: () => Promise<Outcome<T>>,
): Promise<T | null> {
  let answer = await question();
  if (!answer.ok && answer.error.code === "worker.unknown-id") {
    await service.hold(tableId, table);
    answer = await question();
  }
  return answer.ok ? answer.value : null;
}

/** The rows to show, in order; null = all in file order. Keeps what is shown until the worker has answered. */
export function useTableRows(
  source: { readonly tableId: string; readonly table: Table },
  order: RowOrder | null,
  filters: readonly RowFilter[],
): { readonly rows: Uint32Array | null; readonly isBusy: boolean } {
  const lab = useLab();
  const [rows, setRows] = useState<Uint32Array | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { table: service } = lab.services;
  const { tableId, table } = source;
  useEffect(() => {
    let isCurrent = true;
    const find = async () => {
      const at = { tableId, table };
      const sorted =
        order === null
          ? null
          : await asked(service, at, () => service.sort(tableId, order.column, order.direction));
      const passing =
        filters.length === 0 ? null : await asked(service, at, () => service.filter(tableId, filters));
      return sorted === null ? passing : passing === null ? sorted : kept(sorted, passing, table.rowCount);
    };
    setBusy(true);
    void find().then((found) => {
      if (!isCurrent) return;
      setRows(found);
      setBusy(false);
    });
    return () => {
      isCurrent = false;
    };
  }, [service, tableId, table, order, filters]);
  return { rows, isBusy };
}

/** Sorted rows that pass. */
function kept(sorted: Uint32Array, passing: Uint32Array, rowCount: number): Uint32Array {
  const passes = new Uint8Array(rowCount);
  for (const row of passing) passes[row] = 1;
  return sorted.filter((row) => passes[row] === 1);
}

/** The profiles of all columns, once the worker has counted. */
export function useProfiles(tableId: string, table: Table): readonly ColumnProfile[] | null {
  const lab = useLab();
  const [profiles, setProfiles] = useState<readonly ColumnProfile[] | null>(null);
  const { table: service } = lab.services;
  useEffect(() => {
    let isCurrent = true;
    void asked(service, { tableId, table }, () => service.profiles(tableId)).then((found) => {
      if (isCurrent) setProfiles(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [service, tableId, table]);
  return profiles;
}
