import { useMemo, useRef, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { comparisonOf } from "../../store/comparison/comparison.ts";
import type { Differences } from "../../store/comparison/differences.ts";
import type { judgedRows, RunSummary } from "../../store/comparison/summaries.ts";
import {
  filtered,
  grouped,
  sorted,
  type TableColumn,
  tableColumns,
} from "../../store/comparison/table-columns.ts";
import { csvText, markdownText } from "../../store/comparison/table-text.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { tuningOf } from "../../store/tuning/tuning.ts";
import { compareWords as words } from "../../words/compare.ts";
import { tuneWords } from "../../words/tune.ts";
import { fileStem, saveFile } from "../export/save-file.ts";
import { SaveReport } from "../export/save-report.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { useTuning } from "../tune/use-tuning.ts";
import { RowsInSight } from "./rows-in-sight.tsx";
import { AllRows, rowCountOf } from "./table-rows.tsx";
import { useComparison } from "./use-comparison.ts";

interface RunsTableProps {
  readonly summaries: readonly RunSummary[];
  readonly differences: Differences;
  readonly baseline: RunEntry;
  readonly metric: string;
  readonly judged: ReturnType<typeof judgedRows>;
}

/** With more runs than this only those in sight are drawn. */
const MOST_DRAWN = 100;

/** Every run with its metrics, verdict and settings; sorted, filtered and grouped as asked for. */
export function RunsTable({ summaries, differences, baseline, metric, judged }: RunsTableProps) {
  const task = useLabState((state) => state.setup.task);
  const onlyDiffering = useComparison((state) => state.onlyDiffering);
  const filter = useComparison((state) => state.filter);
  const sort = useComparison((state) => state.sort);
  const groupBy = useComparison((state) => state.groupBy);
  const set = judged?.set ?? "test";
  const columns = useMemo(
    () => tableColumns({ summaries, differences, baseline, metric, set, task, onlyDiffering }),
    [summaries, differences, baseline, metric, set, task, onlyDiffering],
  );
  const found = useMemo(
    () => filtered(sorted(summaries, columns, sort), columns, filter),
    [summaries, columns, sort, filter],
  );
  const groups = useMemo(() => grouped(found, columns, groupBy), [found, columns, groupBy]);
  const bars = useMemo(() => barScale(differences), [differences]);
  const scroll = useRef<HTMLElement>(null);
  const isMany = summaries.length > MOST_DRAWN;
  const rows = { groups, columns, differences, baselineId: baseline.id, bars };
  return (
    <section className="card compare-card runs-card" aria-label={words.runs}>
      <TableActs columns={columns} found={found} differences={differences} />
      <section
        className={isMany ? "runs-scroll many" : "runs-scroll"}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
        tabIndex={0}
        aria-label={words.runs}
        ref={scroll}
        onKeyDown={scrollToEnds}
      >
        {/* Of many rows only those in sight exist, so the table says how many there are. */}
        <table className="runs-table" aria-rowcount={isMany ? rowCountOf(groups) + 1 : undefined}>
          <thead>
            <tr aria-rowindex={isMany ? 1 : undefined}>
              <Heading id="star" label={words.columns.star} isHidden />
              <Heading id="run" label={words.columns.run} />
              {columns.map((column) => (
                <ColumnHeadings key={column.id} column={column} />
              ))}
              <th scope="col">{words.columns.note}</th>
            </tr>
          </thead>
          {isMany ? <RowsInSight {...rows} scroll={scroll} /> : <AllRows {...rows} />}
        </table>
        {found.length === 0 && <p className="dim runs-none">{words.nothingFound}</p>}
      </section>
      <p className="dim small runs-foot">
        {judged !== null && judged.counts.validation === 0
          ? words.noValidation
          : words.footnote(metricEntry(metric).label)}{" "}
        {set === "validation" && words.optimistic} {differences.remark}
      </p>
    </section>
  );
}

/** In the table these keys are its own, not the clock's. */
function scrollToEnds(event: React.KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget: box, key } = event;
  if (target !== box || (key !== "Home" && key !== "End")) return;
  event.preventDefault();
  event.stopPropagation();
  box.scrollTop = key === "Home" ? 0 : box.scrollHeight;
}

/** Half of the widest difference: the scale that the small intervals of all rows share. */
function barScale({ byRun }: Differences): number {
  const ends = [...byRun.values()].flatMap(({ mean, interval }) => [mean, ...(interval ?? [])]);
  return Math.max(0, ...ends.filter(Number.isFinite).map(Math.abs));
}

/** The difference has its interval and its verdict beside it. */
function ColumnHeadings({ column }: { readonly column: TableColumn }) {
  if (column.kind !== "difference")
    return <Heading id={column.id} label={column.label} isSetting={column.kind === "setting"} />;
  return (
    <>
      <Heading id={column.id} label={column.label} />
      <th scope="col">
        <span className="hidden-text">{words.columns.interval}</span>
      </th>
      <th scope="col" className="runs-left">
        {words.columns.verdict}
      </th>
    </>
  );
}

interface HeadingProps {
  readonly id: string;
  readonly label: string;
  readonly isHidden?: boolean;
  readonly isSetting?: boolean;
}

function Heading({ id, label, isHidden = false, isSetting = false }: HeadingProps) {
  const lab = useLab();
  const sort = useComparison((state) => state.sort);
  const isSorted = sort?.column === id;
  const direction = !isSorted ? "none" : sort.isDescending ? "descending" : "ascending";
  // Third press: back to the order of the lab.
  const next = !isSorted
    ? { column: id, isDescending: id === "star" }
    : sort.isDescending === (id === "star")
      ? { column: id, isDescending: !sort.isDescending }
      : null;
  return (
    <th
      scope="col"
      aria-sort={direction}
      className={isSetting ? "runs-setting" : id === "run" ? "runs-left" : undefined}
    >
      <button
        type="button"
        className="runs-sort"
        title={words.sortBy(label)}
        onClick={() => comparisonOf(lab).setState({ sort: next })}
      >
        {isHidden ? <span aria-hidden="true">☆</span> : label}
        {isHidden && <span className="hidden-text">{label}</span>}
        {isSorted && <Icon name={sort.isDescending ? "down" : "up"} />}
      </button>
    </th>
  );
}

interface TableActsProps {
  readonly columns: readonly TableColumn[];
  readonly found: readonly RunSummary[];
  readonly differences: Differences;
}

const SAID_MS = 2500;

function TableActs({ columns, found, differences }: TableActsProps) {
  const lab = useLab();
  const comparison = comparisonOf(lab);
  const name = useLabState(({ data }) => data.name);
  const onlyDiffering = useComparison((state) => state.onlyDiffering);
  const filter = useComparison((state) => state.filter);
  const groupBy = useComparison((state) => state.groupBy);
  const isTuning = useTuning((state) => state.isOpen);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(markdownText(columns, found, differences));
    setCopied(true);
    setTimeout(() => setCopied(false), SAID_MS);
  };
  return (
    <header className="compare-title runs-acts">
      <h3>{words.runs}</h3>
      <input
        className="text-field runs-filter"
        type="search"
        aria-label={words.filter}
        placeholder={words.filter}
        value={filter}
        onChange={(event) => comparison.setState({ filter: event.target.value })}
      />
      <label className="compare-choice">
        {words.groupBy}{" "}
        <select
          className="select"
          value={groupBy ?? ""}
          onChange={(event) => comparison.setState({ groupBy: event.target.value || null })}
        >
          <option value="">{words.noGroups}</option>
          {columns
            .filter(({ kind }) => kind === "setting")
            .map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
        </select>
      </label>
      <span className="grows" />
      <button
        type="button"
        className="button low"
        aria-expanded={isTuning}
        onClick={() => tuningOf(lab).setState({ isOpen: !isTuning })}
      >
        {tuneWords.open}
      </button>
      <label className="compare-choice">
        <input
          type="checkbox"
          checked={onlyDiffering}
          onChange={(event) => comparison.setState({ onlyDiffering: event.target.checked })}
        />{" "}
        {words.onlyDiffering}
      </label>
      <button type="button" className="button low" onClick={() => void copy()}>
        <span aria-live="polite">{copied ? words.copied : words.copyMarkdown}</span>
      </button>
      <button
        type="button"
        className="button low"
        onClick={() =>
          saveFile(`${fileStem(name)}-runs.csv`, [csvText(columns, found, differences)], "text/csv")
        }
      >
        {words.saveCsv}
      </button>
      <SaveReport quiet />
    </header>
  );
}
