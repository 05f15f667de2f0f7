import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { ParamValue } from "../../core/params.ts";
import type { SetName } from "../../experiment/recording.ts";
import { compareWords as words } from "../../words/compare.ts";
import type { RunEntry, Setup } from "../lab-state.ts";
import { settingLines, settingsThatDiffer } from "../settings-that-differ.ts";
import type { SortOrder } from "./comparison.ts";
import type { Differences } from "./differences.ts";
import type { MeanAndSpread, RunSummary } from "./summaries.ts";

/** A column of the runs table: how it is called, and what it says of a run for sorting, grouping and files. */
export interface TableColumn {
  readonly id: string;
  readonly label: string;
  readonly kind: "value" | "difference" | "metric" | "number" | "setting";
  readonly valueOf: (summary: RunSummary) => ParamValue | undefined;
  /** Numbers with a spread over seeds. */
  readonly spreadOf?: (summary: RunSummary) => MeanAndSpread;
  readonly digits: number;
}

export interface TableRequest {
  readonly summaries: readonly RunSummary[];
  readonly differences: Differences;
  readonly baseline: RunEntry;
  readonly metric: string;
  readonly set: SetName;
  readonly task: Setup["task"];
  readonly onlyDiffering: boolean;
}

/** All columns but the run's name, in the order of the table. */
export function tableColumns(request: TableRequest): TableColumn[] {
  const { summaries, differences, baseline, metric, set, task, onlyDiffering } = request;
  const names = words.columns;
  const spread = (
    id: string,
    label: string,
    of: (summary: RunSummary) => MeanAndSpread,
    more: Partial<Pick<TableColumn, "kind" | "digits">>,
  ): TableColumn => ({
    id,
    label,
    kind: "metric",
    valueOf: (summary) => of(summary).mean,
    spreadOf: of,
    digits: 4,
    ...more,
  });
  const metrics = [...new Set(summaries.flatMap(({ others }) => [...others.keys()]))];
  const runs = summaries.map(({ run }) => run);
  const places = new Map(summaries.map((summary, at) => [summary, at]));
  const lines = onlyDiffering ? settingsThatDiffer(runs, task) : settingLines(runs, task);
  return [
    spread("value", names.value(words.sets[set], metricEntry(metric).label), ({ value }) => value, {
      kind: "value",
      digits: metricEntry(metric).digits,
    }),
    {
      id: "difference",
      label: differences.unit === "metric" ? names.versus(baseline.name) : names.versusRows(baseline.name),
      kind: "difference",
      valueOf: ({ run }) => differences.byRun.get(run.id)?.mean,
      digits: metricEntry(metric).digits,
    },
    ...metrics.map((id) =>
      spread(`metric:${id}`, metricEntry(id).label, ({ others }) => others.get(id) ?? NOTHING, {
        digits: metricEntry(id).digits,
      }),
    ),
    number("per-round", names.perRound, ({ perRoundMs }) => perRoundMs, 1),
    spread("best", names.best, ({ bestRound }) => bestRound, { digits: 0 }),
    number("size", names.size, ({ size }) => size, 0),
    ...lines.map(({ label, values }) => ({
      id: `setting:${label}`,
      label,
      kind: "setting" as const,
      valueOf: (summary: RunSummary) => values[places.get(summary) ?? -1],
      digits: 4,
    })),
  ];
}

const NOTHING: MeanAndSpread = { mean: Number.NaN, spread: 0 };

function number(id: string, label: string, of: (summary: RunSummary) => number, digits: number): TableColumn {
  return { id, label, kind: "number", valueOf: of, digits };
}

/** Runs in the order of a column, undefined and NaN last; starred ones stay where they are. */
export function sorted(
  summaries: readonly RunSummary[],
  columns: readonly TableColumn[],
  sort: SortOrder | null,
): RunSummary[] {
  if (sort === null) return [...summaries];
  const column = columns.find(({ id }) => id === sort.column);
  const keyOf = (summary: RunSummary): ParamValue | undefined =>
    sort.column === "run"
      ? summary.run.name
      : sort.column === "star"
        ? summary.run.isStarred === true
        : column?.valueOf(summary);
  const sign = sort.isDescending ? -1 : 1;
  return summaries
    .map((summary, at) => ({ summary, at, key: keyOf(summary) }))
    .sort((left, right) => {
      const [unknownLeft, unknownRight] = [isUnknown(left.key), isUnknown(right.key)];
      if (unknownLeft || unknownRight)
        return Number(unknownLeft) - Number(unknownRight) || left.at - right.at;
      return sign * compare(left.key!, right.key!) || left.at - right.at;
    })
    .map(({ summary }) => summary);
}

function isUnknown(key: ParamValue | undefined): boolean {
  return key === undefined || key === null || Number.isNaN(key);
}

/** Numbers by size, all else by code unit. */
function compare(left: NonNullable<ParamValue>, right: NonNullable<ParamValue>): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  const [a, b] = [String(left), String(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Every word of the filter has to stand in the run's name, engine, note or one of its settings. */
export function filtered(
  summaries: readonly RunSummary[],
  columns: readonly TableColumn[],
  filter: string,
): RunSummary[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [...summaries];
  const settings = columns.filter(({ kind }) => kind === "setting");
  return summaries.filter((summary) => {
    const texts = settings.map((column) => `${column.label}=${String(column.valueOf(summary) ?? "")}`);
    const { run } = summary;
    const text = [run.name, run.spec.engine, run.note ?? "", ...texts].join("\n").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export interface RunGroup {
  /** Null = the table has no groups. */
  readonly name: string | null;
  readonly summaries: readonly RunSummary[];
}

/** Groups by the value of a setting, in the order in which values first appear. */
export function grouped(
  summaries: readonly RunSummary[],
  columns: readonly TableColumn[],
  groupBy: string | null,
): RunGroup[] {
  const column = columns.find(({ id }) => id === groupBy);
  if (column === undefined) return [{ name: null, summaries }];
  const groups = new Map<string, RunSummary[]>();
  for (const summary of summaries) {
    const name = `${column.label}: ${String(column.valueOf(summary) ?? "–")}`;
    groups.set(name, [...(groups.get(name) ?? []), summary]);
  }
  return [...groups].map(([name, members]) => ({ name, summaries: members }));
}
