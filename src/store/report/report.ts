import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { targetNames } from "../../data/several-targets.ts";
import type { Experiment } from "../../experiment/spec.ts";
import { countText, decimalText } from "../../figures/number-text.ts";
import { compareWords } from "../../words/compare.ts";
import { reportWords as words } from "../../words/report.ts";
import { seedOf } from "../comparison/comparison.ts";
import { countedText, knownText } from "../comparison/repeats-text.ts";
import { hasValidation } from "../comparison/seed-bands.ts";
import { percentText, verdictSentence } from "../comparison/verdict-text.ts";
import type { Lab } from "../lab.ts";
import { fragmentOf } from "../share/links.ts";
import { element as el, type Markup, styleSheet } from "./markup.ts";
import { type ReportContent, reportContent } from "./report-content.ts";
import { curvesPicture, noisePicture } from "./report-figures.ts";
import { REPORT_STYLE } from "./report-style.ts";
import { confusionTable, finalsTable, receiptTable, runsTable, settingsTables } from "./report-tables.ts";

const DOCTYPE = ["<!doctype", "html>"].join(" ");

interface Occasion {
  /** Of the page, without a fragment. */
  readonly page: string;
  /** When the report is made, as it is to be read. */
  readonly when: string;
}

/** Nothing may be loaded or run: the report is text, tables and pictures, whoever named the runs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The comparison on screen as one page that stands for itself; null = no run was trained yet. */
export function reportHtml(lab: Lab, { page, when }: Occasion): string | null {
  const content = reportContent(lab);
  if (content === null) return null;
  const title = words.title(content.state.data.name);
  const sections = [
    section(words.data, facts(content)),
    section(words.result, resultLines(content)),
    ...pictures(content),
    section(words.runs, runsTable(content), el("p", { class: "foot" }, footnote(content))),
    section(
      words.finals,
      finalsTable(lab, content),
      el("p", { class: "foot" }, words.finalsHint(String(content.state.setup.seed))),
    ),
    ...(content.confusions.length === 0
      ? []
      : [
          section(
            words.confusion,
            el("div", { class: "row" }, content.confusions.map(confusionTable)),
            el("p", { class: "foot" }, words.confusionHint),
          ),
        ]),
    section(words.settings, ...settingsTables(content)),
    section(words.again, ...again(lab, content, page)),
    section(words.intervals, intervalLines(content)),
  ];
  const { name } = content.state.data;
  const runs = content.summaries.length;
  const body = el(
    "main",
    {},
    el(
      "header",
      {},
      el("h1", {}, title),
      el(
        "p",
        { class: "dim" },
        `${compareWords.title(name, runs, knownText(content.seeds, content.comparison))}. ${words.madeBy(when)}`,
      ),
    ),
    sections,
  );
  const { markup } = el(
    "html",
    { lang: "en" },
    el(
      "head",
      {},
      el("meta", { charset: "utf-8" }),
      el("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
      el("meta", { name: "viewport", content: "width=device-width" }),
      el("title", {}, title),
      styleSheet(REPORT_STYLE),
    ),
    el("body", {}, body),
  );
  return `${DOCTYPE}\n${markup}\n`;
}

function section(title: string, ...children: readonly (Markup | readonly Markup[])[]): Markup {
  return el("section", {}, el("h2", {}, title), children);
}

function half(title: string, hint: string, figure: readonly Markup[]): Markup {
  const [heading, small] = [el("h2", {}, title), el("p", { class: "foot" }, hint)];
  return el("section", { class: "half" }, heading, small, el("figure", {}, figure));
}

function facts({ state, comparison, judged, seeds, metric, set, experiment }: ReportContent): Markup {
  const { data, setup } = state;
  const entry = metricEntry(metric);
  const { train, validation, test } = judged.counts;
  const size =
    data.status === "ready"
      ? words.size(countText(data.table.rowCount), countText(data.table.columns.length))
      : "–";
  const lines: (readonly [string, string])[] = [
    [words.table, `${data.name}, ${size}`],
    [words.predicts, words.target(targetNames(setup.data).join(", "), words.tasks[setup.task])],
    [
      words.split,
      `${splitText(experiment)}: ${words.counts(countText(train), countText(validation), countText(test))}`,
    ],
    [words.seeds, seedText(setup, Math.ceil(seeds / (comparison.folds ?? 1)))],
    [words.judged, words.judgedBy(words.ofSet[set], entry.label, compareWords[entry.direction])],
  ];
  return el(
    "dl",
    {},
    lines.map(([term, text]) => el("div", {}, el("dt", {}, term), el("dd", {}, text))),
  );
}

function splitText({ split: { kind, column } }: Experiment): string {
  return kind === "random" ? words.splits.random : words.splits[kind](column ?? "");
}

function seedText(setup: ReportContent["state"]["setup"], seeds: number): string {
  if (seeds < 2) return String(setup.seed);
  return words.seedRange(String(setup.seed), String(seedOf(setup, seeds - 1)));
}

/** What is decided, in sentences. */
function resultLines(content: ReportContent): Markup {
  const { summaries, differences, baseline, metric } = content;
  if (summaries.length < 2) return el("p", {}, words.oneRun);
  const { digits } = metricEntry(metric);
  const lines = summaries.flatMap(({ run }) => {
    const difference = differences.byRun.get(run.id);
    if (run.id === baseline.id || difference === undefined || difference.interval === null) return [];
    const sentence = verdictSentence(difference, { name: run.name, baseline: baseline.name, digits });
    const { probabilities } = difference;
    if (probabilities === null) return [el("li", {}, sentence)];
    const { better, same, worse } = probabilities;
    const likely = compareWords.plausible(percentText(better), percentText(same), percentText(worse));
    return [el("li", {}, sentence, " ", el("span", { class: "dim" }, likely))];
  });
  return lines.length === 0 ? el("p", {}, words.oneSeed) : el("ul", {}, lines);
}

function pictures(content: ReportContent): Markup[] {
  const { summaries, differences, baseline, metric, set, comparison, seeds } = content;
  const { label, direction } = metricEntry(metric);
  const axis = compareWords.by[comparison.axis];
  const title = hasValidation(summaries)
    ? compareWords.curves(label, axis)
    : compareWords.trainCurves(label, axis);
  const hint = [
    compareWords[direction],
    ...(seeds > 1 ? [compareWords.band(countedText(seeds, comparison))] : []),
  ].join(". ");
  const isDecided = summaries.some(({ run }) => differences.byRun.get(run.id)?.interval != null);
  const noiseTitle = compareWords.noiseOf(compareWords.sets[set], label, baseline.name);
  const curves = half(title, hint, curvesPicture(content, title));
  if (!isDecided)
    return [el("section", {}, el("h2", {}, title), el("figure", {}, curvesPicture(content, title)))];
  return [curves, half(words.noise, `${noiseTitle}. ${words.noiseHint}`, noisePicture(content, noiseTitle))];
}

function footnote({ judged, metric, set }: ReportContent): string {
  return [
    judged.counts.validation === 0
      ? compareWords.noValidation
      : compareWords.footnote(metricEntry(metric).label),
    ...(set === "validation" ? [compareWords.optimistic] : []),
  ].join(" ");
}

function again(lab: Lab, content: ReportContent, page: string): Markup[] {
  const link = page + fragmentOf(lab);
  return [
    el("p", {}, el("a", { href: link }, words.openLink)),
    el("pre", {}, link),
    el("p", {}, words.inTerminal),
    el("pre", {}, commandText(content, link)),
    el("h3", {}, words.receipt),
    el("p", { class: "foot" }, words.receiptHint),
    receiptTable(content),
  ];
}

function commandText({ experiment, receipt }: ReportContent, link: string): string {
  const { source } = experiment.data;
  const file = source.kind === "file" ? source.name : source.kind === "url" ? source.url : null;
  return [
    ...["npm", "run", "--silent", "lab", "--"],
    receipt === null ? "run" : "reproduce",
    quoted(link),
    ...(file === null ? [] : ["--data", quoted(file.replace(/^.*\//, ""))]),
  ].join(" ");
}

/** One word for a shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function intervalLines({ differences, comparison }: ReportContent): Markup {
  const { spread, difference, same } = words.intervalsLines;
  const percent = comparison.sameShare * 100;
  const lines = [spread, difference, same(decimalText(percent, percent < 1 ? 1 : 0)), differences.remark];
  return el(
    "ul",
    {},
    lines.map((line) => el("li", {}, line)),
  );
}
