import type { TableColumn } from "../../core/table.ts";
import { tableWords } from "../../words/table.ts";
import { cellText, NO_VALUE } from "../import/cell-text.ts";

interface GridCellProps {
  readonly id: string;
  readonly column: TableColumn;
  readonly row: number;
  readonly left: number;
  readonly width: number;
  readonly isCursor: boolean;
  readonly onChoose: () => void;
}

/** One cell. A missing one is a dash; one that is no number shows its text and says so. */
export function GridCell({ id, column, row, left, width, isCursor, onChoose }: GridCellProps) {
  const failing = failingText(column, row);
  const text = failing ?? cellText(column, row);
  const kind = failing !== null ? "failing" : text === NO_VALUE ? "missing" : column.kind;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of which only a part exists
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div
      id={id}
      role="gridcell"
      className={`grid-cell ${kind}${isCursor ? " cursor" : ""}`}
      aria-selected={isCursor}
      style={{ transform: `translateX(${left}px)`, width }}
      title={
        failing !== null ? tableWords.notANumber(failing) : kind === "missing" ? tableWords.noValue : text
      }
      onClick={onChoose}
    >
      {text}
    </div>
  );
}

/** What stands in a cell of a number column that is no number; null = it is one, or empty. */
function failingText(column: TableColumn, row: number): string | null {
  if (column.kind === "text" || column.failingCount === 0 || !Number.isNaN(column.values[row]!)) return null;
  if (!holds(column.failingRows, row)) return null;
  return column.failing.find((cell) => cell.row === row)?.text ?? tableWords.noNumber;
}

/** Binary search in ascending rows. */
function holds(rows: Uint32Array | undefined, row: number): boolean {
  if (rows === undefined) return false;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return rows[low] === row;
}
