import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import type { Table } from "../../core/table.ts";
import type { RowFilter } from "../../data/row-order.ts";
import { countText } from "../../figures/number-text.ts";
import { updateView } from "../../store/actions/update.ts";
import { tableWords } from "../../words/table.ts";
import { useLab } from "../lab-context.ts";
import { GridCell } from "./grid-cell.tsx";
import { GridHeader } from "./grid-header.tsx";
import { type RowOrder, useProfiles, useTableRows } from "./use-table-rows.ts";

export interface TableGridProps {
  readonly table: Table;
  readonly tableId: string;
  readonly isDraft: boolean;
}

const ROW_HEIGHT = 26;
const HEADER_HEIGHT = 96;
const COLUMN_WIDTH = 150;
const NUMBER_WIDTH = 84;
/** Browsers draw nothing taller; with more rows a step of the scroll bar is more than a row. */
const MOST_HEIGHT = 8_000_000;

interface Place {
  readonly at: number;
  readonly column: number;
}

/** A table of any size: only what is seen is drawn. Sorting and filtering are the worker's. */
export function TableGrid({ table, tableId, isDraft }: TableGridProps) {
  const lab = useLab();
  const [order, setOrder] = useState<RowOrder | null>(null);
  const [filters, setFilters] = useState<readonly RowFilter[]>([]);
  const [cursor, setCursor] = useState<Place>({ at: 0, column: 0 });
  const source = useMemo(() => ({ table, tableId }), [table, tableId]);
  const { rows, isBusy } = useTableRows(source, order, filters);
  const profiles = useProfiles(tableId, table);
  const scroll = useRef<HTMLDivElement>(null);
  const count = rows?.length ?? table.rowCount;
  const rowHeight = Math.min(ROW_HEIGHT, MOST_HEIGHT / Math.max(1, count));
  const down = useVirtualizer({
    count: Math.min(count, Math.floor(MOST_HEIGHT / ROW_HEIGHT)),
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
    scrollMargin: HEADER_HEIGHT,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: table.columns.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => COLUMN_WIDTH,
    overscan: 2,
    scrollMargin: NUMBER_WIDTH,
  });
  /** With more rows than fit, the place of the scroll bar stands for a row, and the next ones follow it. */
  const first = down.getVirtualItems()[0]?.index ?? 0;
  const isStretched = rowHeight < ROW_HEIGHT;
  const rowAt = (index: number) => {
    if (!isStretched) return index;
    const share = first / Math.max(1, down.options.count - 1);
    return Math.min(count - 1, Math.floor(share * (count - 1)) + (index - first));
  };
  const move = (next: Place) => {
    const at = Math.max(0, Math.min(count - 1, next.at));
    const column = Math.max(0, Math.min(table.columns.length - 1, next.column));
    setCursor({ at, column });
    down.scrollToIndex(isStretched ? Math.floor((at / count) * down.options.count) : at);
    across.scrollToIndex(column);
  };
  const press = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / ROW_HEIGHT) - 4);
    const { at, column } = cursor;
    const places: { readonly [key: string]: Place } = {
      ArrowDown: { at: at + 1, column },
      ArrowUp: { at: at - 1, column },
      ArrowRight: { at, column: column + 1 },
      ArrowLeft: { at, column: column - 1 },
      PageDown: { at: at + page, column },
      PageUp: { at: at - page, column },
      Home: event.ctrlKey ? { at: 0, column: 0 } : { at, column: 0 },
      End: event.ctrlKey
        ? { at: count - 1, column: table.columns.length - 1 }
        : { at, column: table.columns.length - 1 },
    };
    const next = places[event.key];
    if (next === undefined || event.target !== event.currentTarget) return;
    event.preventDefault();
    move(next);
  };
  const columns = across.getVirtualItems();
  return (
    <div className="table-view">
      <p className="small dim" role="status">
        {isBusy ? tableWords.looking : tableWords.rowsOf(countText(count), countText(table.rowCount))}
        {filters.length > 0 && (
          <button type="button" className="text-button underlined" onClick={() => setFilters([])}>
            {tableWords.showAll}
          </button>
        )}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a table of which only a part exists */}
      <div
        ref={scroll}
        className="grid-scroll"
        role="grid"
        aria-label={tableWords.cells}
        aria-rowcount={count + 1}
        aria-colcount={table.columns.length + 1}
        aria-activedescendant={`cell-${cursor.at}-${cursor.column}`}
        tabIndex={0}
        data-first-focus
        onKeyDown={press}
      >
        <div
          className="grid-space"
          style={{
            height: down.getTotalSize() + HEADER_HEIGHT,
            width: across.getTotalSize() + NUMBER_WIDTH,
          }}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: its buttons take the focus */}
          <div className="grid-header" role="row" aria-rowindex={1} style={{ height: HEADER_HEIGHT }}>
            {/* biome-ignore lint/a11y/useSemanticElements: see above */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: it has nothing to press */}
            <div className="grid-corner" role="columnheader" style={{ width: NUMBER_WIDTH }}>
              {tableWords.row}
            </div>
            {columns.map(({ index, start }) => (
              <GridHeader
                key={index}
                column={table.columns[index]!}
                place={index}
                left={start}
                width={COLUMN_WIDTH}
                profile={profiles?.[index]}
                order={order?.column === index ? order.direction : null}
                filter={filters.find((filter) => filter.column === index) ?? null}
                onSort={(direction) => setOrder(direction === null ? null : { column: index, direction })}
                onFilter={(filter) => {
                  const others = filters.filter((other) => other.column !== index);
                  setFilters(filter === null ? others : [...others, filter]);
                }}
              />
            ))}
          </div>
          {down.getVirtualItems().map(({ index, start }) => {
            const at = rowAt(index);
            if (at >= count) return null;
            const row = rows?.[at] ?? at;
            return (
              // biome-ignore lint/a11y/useSemanticElements: see above
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
              <div
                key={index}
                className="grid-row"
                role="row"
                aria-rowindex={at + 2}
                style={{ transform: `translateY(${start}px)`, height: ROW_HEIGHT }}
              >
                {/* biome-ignore lint/a11y/useSemanticElements: see above */}
                {/* biome-ignore lint/a11y/useFocusableInteractive: see above */}
                <div className="grid-number" role="rowheader" style={{ width: NUMBER_WIDTH }}>
                  {table.rowNumbers?.[row] ?? row}
                </div>
                {columns.map((column) => (
                  <GridCell
                    key={column.index}
                    id={`cell-${at}-${column.index}`}
                    column={table.columns[column.index]!}
                    row={row}
                    left={column.start}
                    width={COLUMN_WIDTH}
                    isCursor={cursor.at === at && cursor.column === column.index}
                    onChoose={() => {
                      setCursor({ at, column: column.index });
                      if (!isDraft) updateView(lab, { selectedRow: row });
                    }}
                  />
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
