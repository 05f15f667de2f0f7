import { useMemo } from "react";
import { countText, decimalText, digitsFor } from "../../figures/number-text.ts";
import { updateView } from "../../store/actions/update.ts";
import { chartWords as words } from "../../words/chart.ts";
import { Dialog } from "../controls/dialog.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { chartName, chartRound, chartTable } from "./chart-table.ts";

const MOST_LINES = 500;

/** A chart as a table, for those who read numbers or hear them. */
export function ChartDialog() {
  const lab = useLab();
  const chart = useLabState((state) => state.view.chart);
  const table = useMemo(() => (chart === null ? null : chartTable(lab, chart)), [lab, chart]);
  if (chart === null || table === null) return null;
  const round = chartRound(lab, chart);
  const title = words.tableTitle(chartName(lab, chart), words.parts[chart.part], round);
  const shown = table.lines.slice(0, MOST_LINES);
  const texts = columnTexts(table.lines);
  return (
    <Dialog title={title} wide onClose={() => updateView(lab, { dialog: null })}>
      {table.lines.length > MOST_LINES && (
        <p className="small dim chart-saves">
          {words.rowsShown(countText(MOST_LINES), countText(table.lines.length))}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <section className="chart-scroll" tabIndex={0} aria-label={title}>
        <table className="chart-table">
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names and never move
              <tr key={n}>
                {line.map((cell, column) => (
                  <td key={table.columns[column]} className={typeof cell === "string" ? "text" : ""}>
                    {typeof cell === "string" ? cell : texts[column]?.(cell)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}

type NumberText = (value: number) => string;

/** Numbers of a column share their digits: none where all are whole. */
function columnTexts(lines: readonly (readonly (string | number)[])[]): NumberText[] {
  return (lines[0] ?? []).map((_, column): NumberText => {
    const numbers = lines.flatMap((line) => {
      const cell = line[column];
      return typeof cell === "number" && Number.isFinite(cell) ? [cell] : [];
    });
    if (numbers.every(Number.isInteger)) return (value) => (Number.isNaN(value) ? "–" : String(value));
    const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const digits = Math.min(6, digitsFor(largest) + 2);
    return (value) => decimalText(value, digits);
  });
}
