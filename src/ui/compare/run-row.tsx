import { memo } from "react";
import { glyphPaths } from "../../figures/glyph-paths.ts";
import { decimalText, plainText } from "../../figures/number-text.ts";
import { toggleRun } from "../../store/actions/edit-runs.ts";
import { comparisonOf } from "../../store/comparison/comparison.ts";
import type { RunDifference } from "../../store/comparison/differences.ts";
import { noteRun, starRun } from "../../store/comparison/mark-runs.ts";
import type { RunSummary } from "../../store/comparison/summaries.ts";
import type { TableColumn } from "../../store/comparison/table-columns.ts";
import { compareWords as words } from "../../words/compare.ts";
import { settingText } from "../change-text.ts";
import { Glyph } from "../glyph.tsx";
import { useLab } from "../lab-context.ts";

interface RunRowProps {
  readonly summary: RunSummary;
  readonly columns: readonly TableColumn[];
  readonly difference: RunDifference | undefined;
  readonly isBaseline: boolean;
  /** Half of the widest difference: what the small intervals' edge stands for. */
  readonly bars: number;
  /** Among many rows, of which only a part exists. */
  readonly index?: number;
  readonly measure?: (row: HTMLTableRowElement | null) => void;
}

export const RunRow = memo(function RunRow(props: RunRowProps) {
  const { summary, columns, difference, isBaseline, bars, index, measure } = props;
  const lab = useLab();
  const { run, hue, hollow, failed, results } = summary;
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index === undefined ? undefined : index + 2}>
      <td>
        <button
          type="button"
          className="runs-star"
          aria-label={words.star(run.name)}
          aria-pressed={run.isStarred === true}
          onClick={() => starRun(lab, run.id)}
        >
          <span aria-hidden="true">{run.isStarred ? "★" : "☆"}</span>
        </button>
      </td>
      <th scope="row" className="runs-left">
        <span className="runs-name">
          <button
            type="button"
            className="runs-star"
            aria-label={words.show(run.name)}
            aria-pressed={run.shown}
            title={words.show(run.name)}
            onClick={() => toggleRun(lab, run.id)}
          >
            <Glyph hue={hue} hollow={hollow || !run.shown} />
          </button>
          <span>{run.name}</span>
        </span>
        {!isBaseline && (
          <button
            type="button"
            className="text-button underlined small"
            aria-label={words.makeBaseline(run.name)}
            onClick={() => comparisonOf(lab).setState({ baseline: run.id })}
          >
            {words.baselineAct}
          </button>
        )}
        {failed > 0 && <span className="dim small"> {words.failedRepeats(failed, results.length)}</span>}
      </th>
      {columns.map((column) => (
        <Cells key={column.id} {...{ summary, column, difference, isBaseline, bars }} />
      ))}
      <td data-label={words.columns.note}>
        <input
          className="text-field runs-note"
          aria-label={words.noteOf(run.name)}
          defaultValue={run.note ?? ""}
          onBlur={(event) => noteRun(lab, run.id, event.target.value)}
        />
      </td>
    </tr>
  );
});

interface CellsProps extends Omit<RunRowProps, "columns" | "index" | "measure"> {
  readonly column: TableColumn;
}

function Cells({ summary, column, difference, isBaseline, bars }: CellsProps) {
  if (column.kind === "difference")
    return <DifferenceCells {...{ summary, column, difference, isBaseline, bars }} />;
  if (column.kind === "setting") {
    const value = column.valueOf(summary);
    return (
      <td className="runs-setting" data-label={column.label}>
        {value === undefined ? "–" : settingText(value)}
      </td>
    );
  }
  const spread = column.spreadOf?.(summary);
  const value = Number(column.valueOf(summary));
  const isStrong = column.kind === "value";
  const text =
    column.kind === "number" && !Number.isNaN(value) ? plainText(value) : decimalText(value, column.digits);
  return (
    <td data-label={column.label}>
      <span>
        {isStrong ? <b>{text}</b> : text}
        {spread !== undefined && spread.spread > 0 && (
          <span className="dim"> ± {decimalText(spread.spread, column.digits)}</span>
        )}
      </span>
    </td>
  );
}

const BAR_WIDTH = 84;

function DifferenceCells({ summary, column, difference, isBaseline, bars }: CellsProps) {
  const known = !isBaseline && difference !== undefined && !Number.isNaN(difference.mean);
  return (
    <>
      <td data-label={column.label}>
        {known ? (
          <span>
            {signed(difference.mean, column.digits)}
            {difference.interval !== null && (
              <span className="dim">
                {" "}
                ± {decimalText((difference.interval[1] - difference.interval[0]) / 2, column.digits)}
              </span>
            )}
          </span>
        ) : (
          "–"
        )}
      </td>
      <td className="runs-bar">
        <SmallInterval summary={summary} difference={known ? difference : null} bars={bars} />
      </td>
      <td className="runs-left" data-label={words.columns.verdict}>
        {isBaseline ? (
          <span className="verdict plain">{words.verdict({ is: "baseline" })}</span>
        ) : (
          difference !== undefined &&
          difference.interval !== null && (
            <span className={`verdict ${badgeOf(difference)}`}>{words.verdict(difference.verdict)}</span>
          )
        )}
      </td>
    </>
  );
}

/** Filled only where the interval decides. */
function badgeOf({ verdict }: RunDifference): string {
  if (verdict.is === "undecided") return "open";
  return verdict.is === "same" ? "plain" : "decided";
}

function signed(value: number, digits: number): string {
  return value > 0 ? `+${decimalText(value, digits)}` : decimalText(value, digits);
}

interface SmallIntervalProps {
  readonly summary: RunSummary;
  readonly difference: RunDifference | null;
  readonly bars: number;
}

function SmallInterval({ summary: { hue, hollow }, difference, bars }: SmallIntervalProps) {
  const middle = BAR_WIDTH / 2;
  const x = (value: number) => middle + (bars > 0 ? (value / bars) * (middle - 7) : 0);
  const interval = difference?.interval ?? null;
  return (
    <svg width={BAR_WIDTH} height={18} className={`hue-${hue}`} aria-hidden="true">
      <line className="noise-zero" x1={middle} x2={middle} y1={1} y2={17} />
      {interval !== null && (
        <line className="panel-line panel-mean" x1={x(interval[0])} x2={x(interval[1])} y1={9} y2={9} />
      )}
      <g transform={`translate(${x(difference?.mean ?? 0).toFixed(1)} 9)`}>
        <path className={hollow ? "glyph-mark hollow" : "glyph-mark"} d={glyphPaths[hue]} />
      </g>
    </svg>
  );
}
