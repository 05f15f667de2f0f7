import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { RunSummary } from "../../store/comparison/summaries.ts";
import type { RunGroup } from "../../store/comparison/table-columns.ts";
import { RunRow } from "./run-row.tsx";
import { cellCount, type TableRowsProps } from "./table-rows.tsx";

const ROW_HEIGHT = 52;
const AROUND = 6;

type Line = { readonly group: string } | { readonly summary: RunSummary };

function linesOf(groups: readonly RunGroup[]): Line[] {
  return groups.flatMap(({ name, summaries }): Line[] => [
    ...(name === null ? [] : [{ group: name }]),
    ...summaries.map((summary) => ({ summary })),
  ]);
}

const keyOf = (line: Line | undefined, index: number) =>
  line === undefined ? index : "group" in line ? line.group : line.summary.run.id;

/** Of many rows those in sight, and the one that has the focus; what lies between is empty room of the same height. */
export function RowsInSight({
  groups,
  columns,
  differences,
  baselineId,
  bars,
  scroll,
}: TableRowsProps & { readonly scroll: RefObject<HTMLElement | null> }) {
  const lines = useMemo(() => linesOf(groups), [groups]);
  const [focused, setFocused] = useState<string | number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(lines[index], index),
    overscan: AROUND,
    rangeExtractor: (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      const at = focused === null ? -1 : lines.findIndex((line, index) => keyOf(line, index) === focused);
      return at < 0 || inSight.includes(at) ? inSight : [...inSight, at].sort((left, right) => left - right);
    },
  });
  useHeldWidths(body, columns);
  const items = virtualizer.getVirtualItems();
  const gap = (from: number, to: number) =>
    to - from < 1 ? null : (
      // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
      <tr className="runs-gap" aria-hidden="true">
        <td colSpan={cellCount(columns)} style={{ height: to - from }} />
      </tr>
    );
  return (
    <tbody
      ref={body}
      onFocus={(event) => {
        const at = Number(event.target.closest("tr")?.dataset.index);
        setFocused(keyOf(lines[at], at));
      }}
      onBlur={() => setFocused(null)}
    >
      {items.map(({ index, key, start }, n) => {
        const line = lines[index]!;
        const place = { "aria-rowindex": index + 2, "data-index": index, ref: virtualizer.measureElement };
        return (
          <Fragment key={key}>
            {gap(items[n - 1]?.end ?? 0, start)}
            {"group" in line ? (
              <tr className="runs-group" {...place}>
                <th colSpan={cellCount(columns)} scope="rowgroup">
                  {line.group}
                </th>
              </tr>
            ) : (
              <RunRow
                summary={line.summary}
                columns={columns}
                difference={differences.byRun.get(line.summary.run.id)}
                isBaseline={line.summary.run.id === baselineId}
                bars={bars}
                index={index}
                measure={virtualizer.measureElement}
              />
            )}
          </Fragment>
        );
      })}
      {gap(items.at(-1)?.end ?? 0, virtualizer.getTotalSize())}
    </tbody>
  );
}

/** Columns keep the widths that they began with: rows that come into sight must not move them. */
function useHeldWidths(body: RefObject<HTMLTableSectionElement | null>, columns: readonly unknown[]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other columns have other widths
  useLayoutEffect(() => {
    const cells = [...(body.current?.closest("table")?.tHead?.rows[0]?.cells ?? [])];
    for (const cell of cells) cell.style.minWidth = "";
    const widths = cells.map((cell) => cell.offsetWidth);
    for (const [at, cell] of cells.entries()) cell.style.minWidth = `${widths[at]}px`;
    return () => {
      for (const cell of cells) cell.style.minWidth = "";
    };
  }, [body, columns]);
}
