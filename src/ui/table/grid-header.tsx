import type { TableColumn } from "../../core/table.ts";
import type { ColumnProfile } from "../../data/column-profile.ts";
import type { RowFilter } from "../../data/row-order.ts";
import { tableWords } from "../../words/table.ts";
import { Icon } from "../icon.tsx";
import { ColumnBars } from "../import/column-bars.tsx";
import { filterOf, filterText } from "./filter-text.ts";

interface GridHeaderProps {
  readonly column: TableColumn;
  readonly place: number;
  readonly left: number;
  readonly width: number;
  readonly profile: ColumnProfile | undefined;
  readonly order: "ascending" | "descending" | null;
  readonly filter: RowFilter | null;
  readonly onSort: (direction: "ascending" | "descending" | null) => void;
  readonly onFilter: (filter: RowFilter | null) => void;
}

const NEXT = { none: "ascending", ascending: "descending", descending: null } as const;

/** A column's name, how its values lie, its order and its filter. */
export function GridHeader(props: GridHeaderProps) {
  const { column, place, left, width, profile, order, filter, onSort, onFilter } = props;
  const isNumber = column.kind === "number";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of which only a part exists
    // biome-ignore lint/a11y/useFocusableInteractive: its button and field take the focus
    <div
      role="columnheader"
      className="grid-head"
      aria-sort={order ?? "none"}
      style={{ transform: `translateX(${left}px)`, width }}
    >
      <button
        type="button"
        className="column-name"
        title={column.name}
        onClick={() => onSort(NEXT[order ?? "none"])}
      >
        {order !== null && <Icon name={order === "ascending" ? "up" : "down"} />} {column.name}
      </button>
      <span className={`bars ${isNumber ? "number" : "category"}`}>
        <ColumnBars profile={profile} width={130} height={18} />
      </span>
      <input
        className="text-field"
        aria-label={tableWords.filter(column.name)}
        placeholder={isNumber ? tableWords.numberFilter : tableWords.textFilter}
        defaultValue={filter === null ? "" : filterText(filter)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onFilter(filterOf(event.currentTarget.value, place, isNumber));
        }}
        onBlur={(event) => onFilter(filterOf(event.currentTarget.value, place, isNumber))}
      />
    </div>
  );
}
