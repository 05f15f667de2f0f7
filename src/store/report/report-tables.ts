import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { ParamValue } from "../../core/params.ts";
import { setNames } from "../../experiment/recording.ts";
import { countText, decimalText, plainText, withMarks } from "../../figures/number-text.ts";
import { compareWords } from "../../words/compare.ts";
import { reportWords as words } from "../../words/report.ts";
import { runWords } from "../../words/runs.ts";
import type { RunSummary } from "../comparison/summaries.ts";
import { type TableColumn, tableColumns } from "../comparison/table-columns.ts";
import { differenceText } from "../comparison/verdict-text.ts";
import type { Lab } from "../lab.ts";
import { metricAt } from "../metric-series.ts";
import { type SettingLine, settingLines, settingsThatDiffer } from "../settings-that-differ.ts";
import { element as el, type Markup } from "./markup.ts";
import type { ReportContent, RunConfusion } from "./report-content.ts";
import { glyph } from "./report-figures.ts";

function scrolled(table: Markup, label: string): Markup {
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": label }, table);
}

const head = (texts: readonly string[]) =>
  el(
    "thead",
    {},
    el(
      "tr",
      {},
      texts.map((text) => heading(text)),
    ),
  );
const heading = (text: string, kind: string | null = null) => el("th", { scope: "col", class: kind }, text);
const cell = (text: string, kind: string | null = null) => el("td", { class: kind }, text);

function nameOf(summary: RunSummary): Markup {
  const { run } = summary;
  return el("th", { scope: "row" }, glyph(summary), run.isStarred ? `${run.name} ★` : run.name);
}

/** The table of the screen without its settings, which have one of their own. */
export function runsTable(content: ReportContent): Markup {
  const { summaries, differences, baseline, metric, set, state } = content;
  const { task } = state.setup;
  const columns = tableColumns({ summaries, differences, baseline, metric, set, task, onlyDiffering: true });
  const shown = columns.filter(({ kind }) => kind !== "setting");
  const hasNotes = summaries.some(({ run }) => (run.note ?? "") !== "");
  const headings = shown.flatMap(({ kind, label }) =>
    kind === "difference"
      ? [heading(label), heading(compareWords.columns.verdict, "words")]
      : [heading(label)],
  );
  const notes = hasNotes ? [heading(compareWords.columns.note, "words")] : [];
  const lines = summaries.map((summary) =>
    el(
      "tr",
      {},
      nameOf(summary),
      shown.flatMap((column) =>
        column.kind === "difference"
          ? differenceCells(content, summary, column)
          : [cell(valueText(summary, column))],
      ),
      hasNotes ? el("td", { class: ["words", "note"].join(" ") }, summary.run.note ?? "") : null,
    ),
  );
  const first = el("thead", {}, el("tr", {}, heading(compareWords.columns.run), headings, notes));
  return scrolled(el("table", {}, first, el("tbody", {}, lines)), words.runs);
}

function valueText(summary: RunSummary, column: TableColumn): string {
  const { kind, spreadOf, digits } = column;
  const value = Number(column.valueOf(summary));
  if (kind === "number") return Number.isNaN(value) ? "–" : plainText(value);
  const spread = spreadOf?.(summary).spread ?? 0;
  const text = decimalText(value, digits);
  return spread > 0 ? compareWords.plusMinus(text, decimalText(spread, digits)) : text;
}

function differenceCells(content: ReportContent, { run }: RunSummary, { digits }: TableColumn): Markup[] {
  const difference = content.differences.byRun.get(run.id);
  if (run.id === content.baseline.id)
    return [cell("–"), badge(compareWords.verdict({ is: "baseline" }), null)];
  if (difference === undefined || Number.isNaN(difference.mean)) return [cell("–"), cell("")];
  const text = cell(differenceText(difference, digits));
  if (difference.interval === null) return [text, cell("")];
  const { verdict } = difference;
  const kind = verdict.is === "undecided" ? "open" : verdict.is === "same" ? null : "decided";
  return [text, badge(compareWords.verdict(verdict), kind)];
}

function badge(text: string, kind: string | null): Markup {
  const classes = ["badge", ...(kind === null ? [] : [kind])].join(" ");
  return el("td", { class: "words" }, el("span", { class: classes }, text));
}

/** What each run's own training ended with. */
export function finalsTable(lab: Lab, { summaries }: ReportContent): Markup {
  const trained = summaries.filter(({ run }) => run.start !== null && run.end !== null);
  const metrics = [...new Set(trained.flatMap(({ run }) => run.start?.metrics ?? []))];
  const sets = setNames.filter((set) => trained.some(({ run }) => (run.start?.rowCounts[set] ?? 0) > 0));
  const columns = metrics.flatMap((metric) => sets.map((set) => ({ metric, set })));
  const lines = trained.map((summary) => {
    const { id, start, end } = summary.run;
    if (start === null || end === null) return el("tr", {});
    const kept = lab.recordings.of(id)[end.keptRounds];
    return el(
      "tr",
      {},
      nameOf(summary),
      cell(end.bestRound === null ? "–" : countText(end.bestRound)),
      cell(countText(end.keptRounds)),
      cell(countText(end.rounds)),
      columns.map(({ metric, set }) =>
        cell(decimalText(metricAt(start, kept, metric, set), metricEntry(metric).digits)),
      ),
    );
  });
  const labels = columns.map(({ metric, set }) =>
    compareWords.columns.value(words.ofSet[set], metricEntry(metric).label),
  );
  const texts = [compareWords.columns.run, words.best, words.kept, words.trained, ...labels];
  return scrolled(el("table", {}, head(texts), el("tbody", {}, lines)), words.finals);
}

export function confusionTable({ run, counts, classes, set }: RunConfusion): Markup {
  const caption = words.confusionOf(
    run.name,
    countText(counts.right),
    countText(counts.total),
    words.ofSet[set],
  );
  const lines = classes.map((name, row) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, name),
      classes.map((_, column) =>
        cell(countText(counts.counts[row * counts.size + column]), row === column ? "right" : null),
      ),
    ),
  );
  const table = el(
    "table",
    { class: "confusion" },
    el("caption", {}, caption),
    head([words.truth, ...classes]),
    el("tbody", {}, lines),
  );
  return scrolled(table, caption);
}

export function settingsTables({ state, summaries }: ReportContent): Markup[] {
  const { runs, setup } = state;
  const differing = settingsThatDiffer(runs, setup.task);
  const all = settingLines(runs, setup.task);
  const names = [words.setting, ...summaries.map(({ run }) => run.name)];
  return [
    differing.length === 0
      ? el("p", {}, runWords.same)
      : scrolled(settingsTable(names, differing), words.settings),
    el(
      "details",
      {},
      el("summary", {}, words.allSettings),
      scrolled(settingsTable(names, all), words.allSettings),
    ),
  ];
}

function settingsTable(names: readonly string[], lines: readonly SettingLine[]): Markup {
  const rows = lines.map(({ label, values }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, label),
      values.map((value) => cell(settingText(value))),
    ),
  );
  return el("table", {}, head(names), el("tbody", {}, rows));
}

function settingText(value: ParamValue | undefined): string {
  if (value === undefined) return "–";
  if (value === null) return runWords.automatic;
  if (typeof value === "boolean") return value ? runWords.on : runWords.off;
  return typeof value === "number" ? withMarks(String(value)).replace("-", "−") : value;
}

export function receiptTable({ receipt, state }: ReportContent): Markup {
  if (receipt === null) return el("p", {}, words.noReceipt);
  const lines: (readonly [string, string])[] = [
    [words.parts.data, receipt.data],
    [words.parts.experiment, receipt.experiment],
    ...receipt.runs.flatMap((run, at) => {
      if (run === null) return [];
      const name = state.runs[at].name;
      return (["model", "metrics"] as const).map(
        (part) => [words.ofRun(name, words.parts[part]), run[part]] as const,
      );
    }),
  ];
  const rows = lines.map(([part, hash]) =>
    el("tr", {}, el("th", { scope: "row" }, part), el("td", {}, el("code", {}, hash))),
  );
  return scrolled(
    el("table", { class: "hashes" }, head([words.part, words.hash]), el("tbody", {}, rows)),
    words.receipt,
  );
}
