import type { TableColumn } from "../../core/table.ts";
import { targetNames } from "../../data/several-targets.ts";
import { withMarks } from "../../figures/number-text.ts";
import { stepRow } from "../../store/actions/step-marks.ts";
import { rowWords as words } from "../../words/row.ts";
import { Icon } from "../icon.tsx";
import { cellText } from "../import/cell-text.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { RowField } from "../row-field.tsx";

const DIGITS = 7;

/** Whole numbers as they are, others with as many digits as a reader looks at; the tooltip has all of them. */
function shortCell(column: TableColumn, row: number): string {
  const value = column.kind === "number" ? column.values[row] : Number.NaN;
  if (Number.isNaN(value) || Number.isInteger(value)) return cellText(column, row);
  return withMarks(String(Number(value.toPrecision(DIGITS)))).replace("-", "−");
}

/** The row as it stands in the table, every column that is used, and the way to its neighbours. */
export function RowCells({ row }: { readonly row: number }) {
  const lab = useLab();
  const data = useLabState((state) => state.data);
  const target = useLabState(({ setup, view }) => {
    const names = targetNames(setup.data);
    return names[Math.min(view.target, names.length - 1)];
  });
  const ignored = useLabState((state) => state.setup.data.ignored);
  const step = (name: "up" | "down", label: string, by: number, off: boolean) => (
    <button
      type="button"
      className="button quiet low square"
      aria-label={label}
      title={label}
      disabled={off}
      onClick={() => stepRow(lab, by)}
    >
      <Icon name={name} />
    </button>
  );
  if (data.status !== "ready") return null;
  const { columns, rowCount } = data.table;
  const used = columns.filter(({ name }) => name !== target && !ignored.includes(name));
  const label = columns.find(({ name }) => name === target);
  const shown = label === undefined ? used : [...used, label];
  return (
    <section className="card row-card row-cells-card" aria-label={words.row(row)}>
      <div className="row-cells-head">
        <RowField />
        <span className="grows" />
        {step("up", words.previous, -1, row <= 0)}
        {step("down", words.next, 1, row >= rowCount - 1)}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard */}
      <section className="row-cells-scroll" tabIndex={0} aria-label={words.cells}>
        <dl className="row-cells">
          {row < rowCount &&
            shown.map((column) => (
              <div key={column.name} className={column === label ? "row-cell row-target" : "row-cell"}>
                <dt title={column.name}>{column.name}</dt>
                <dd title={cellText(column, row)}>{shortCell(column, row)}</dd>
              </div>
            ))}
        </dl>
      </section>
    </section>
  );
}
