import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { compareFigure } from "../../figures/compare-figure.ts";
import { glyphPaths } from "../../figures/glyph-paths.ts";
import { noiseFigure } from "../../figures/noise-figure.ts";
import { decimalText, shortened, tickTexts } from "../../figures/number-text.ts";
import type { PlotArea, Scale, Size } from "../../figures/scale.ts";
import { spreadLabels } from "../../figures/spread-labels.ts";
import { compareWords } from "../../words/compare.ts";
import { bandsOf } from "../comparison/seed-bands.ts";
import { isLowerBetter, type RunSummary } from "../comparison/summaries.ts";
import { element as el, type Markup } from "./markup.ts";
import type { ReportContent } from "./report-content.ts";

/** Each picture is drawn twice, so that its words keep their size on a phone; the style sheet shows one. */
const LAYOUTS = [
  { name: "wide", width: 500 },
  { name: "tight", width: 330 },
] as const;

const LABEL_GAP = 15;
const NAME_WIDTH = 96;

export function curvesPicture(content: ReportContent, said: string): Markup[] {
  return LAYOUTS.map(({ name, width }) => curves(content, { name, said, size: { width, height: 300 } }));
}

export function noisePicture(content: ReportContent, said: string): Markup[] {
  return LAYOUTS.map(({ name, width }) => {
    const height = Math.max(name === "wide" ? 300 : 0, 70 + 52 * Math.max(2, content.summaries.length - 1));
    return noise(content, { name, said, size: { width, height } });
  });
}

interface Drawing {
  readonly name: string;
  readonly said: string;
  readonly size: Size;
}

function picture({ name, said, size }: Drawing, ...children: readonly Markup[]): Markup {
  const viewBox = `0 0 ${size.width} ${size.height}`;
  return el("svg", { class: name, viewBox, role: "img", "aria-label": said }, children);
}

function mark({ hue, hollow }: Pick<RunSummary, "hue" | "hollow">, x: number, y: number): Markup {
  return el("path", {
    class: hollow ? ["mark", "hollow"].join(" ") : "mark",
    d: glyphPaths[hue],
    transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
  });
}

/** The engine's mark beside a name. */
export function glyph(summary: Pick<RunSummary, "hue" | "hollow">): Markup {
  const box = { class: summary.hue, width: 12, height: 12, viewBox: "-6 -6 12 12", "aria-hidden": "true" };
  return el("svg", box, mark(summary, 0, 0));
}

function line(kind: string, from: readonly [number, number], to: readonly [number, number]): Markup {
  const [x1, y1, x2, y2] = [...from, ...to].map((value) => value.toFixed(1));
  return el("line", { class: kind, x1, y1, x2, y2 });
}

function label(text: string, at: { x: number; y: number; anchor?: "end" | "middle"; kind?: string }): Markup {
  const { x, y, anchor = null, kind = null } = at;
  return el("text", { class: kind, x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor }, text);
}

function bottomAxis(
  ticks: readonly number[],
  scale: Scale,
  { left, top, width, height }: PlotArea,
): Markup[] {
  const texts = tickTexts(ticks);
  const y = top + height;
  return [
    line("axis", [left, y], [left + width, y]),
    ...ticks.map((tick, n) => label(texts[n], { x: scale(tick), y: y + 16, anchor: "middle" })),
  ];
}

function curves(content: ReportContent, drawing: Drawing): Markup {
  const { summaries, metric, comparison } = content;
  const isNarrow = drawing.name === "tight";
  const { direction } = metricEntry(metric);
  const figure = compareFigure(bandsOf(summaries, metric, comparison.axis), {
    size: drawing.size,
    isNarrow,
    direction,
  });
  const { area, sx, sy } = figure;
  const [right, bottom] = [area.left + area.width, area.top + area.height];
  const valueTexts = tickTexts(figure.yTicks);
  const ofRun = (id: string) => summaries.find(({ run }) => run.id === id)!;
  const ends = figure.curves.filter(({ endY }) => Number.isFinite(endY));
  const ys = spreadLabels(
    ends.map(({ endY }) => Math.min(bottom, Math.max(area.top, endY))),
    LABEL_GAP,
    { top: area.top + 6, bottom: bottom - 14 },
  );
  const clip = `inside-${drawing.name}`;
  const frame = { x: area.left - 2, y: area.top - 3, width: area.width + 4, height: area.height + 6 };
  return picture(
    drawing,
    el("clipPath", { id: clip }, el("rect", frame)),
    ...figure.yTicks.map((tick) => line("grid", [area.left, sy(tick)], [right, sy(tick)])),
    ...figure.yTicks.map((tick, n) =>
      label(valueTexts[n], { x: area.left - 6, y: Math.max(8, sy(tick)) + 4, anchor: "end" }),
    ),
    ...bottomAxis(figure.xTicks, sx, area),
    label(compareWords.axis[comparison.axis], { x: right, y: bottom + 29, anchor: "end" }),
    el(
      "g",
      { "clip-path": `url(#${clip})` },
      figure.curves.map(({ id, band }) => el("path", { class: ["band", ofRun(id).hue].join(" "), d: band })),
      figure.curves.map(({ id, line: d }) => {
        const { hue, hollow } = ofRun(id);
        return el("path", { class: ["line", hue, ...(hollow ? ["second"] : [])].join(" "), d });
      }),
    ),
    ...(comparison.axis === "rounds"
      ? figure.curves.map(({ id }) => {
          const summary = ofRun(id);
          const x = Math.min(right, sx(summary.bestRound.mean));
          return el("g", { class: summary.hue }, mark(summary, x, bottom));
        })
      : []),
    ...(isNarrow
      ? []
      : ends.map(({ id, endX, endY }, n) => {
          const { run, hue } = ofRun(id);
          const lead = `M${Math.min(right, endX).toFixed(1)},${endY.toFixed(1)}L${right + 10},${ys[n].toFixed(1)}`;
          const name = shortened(run.name, NAME_WIDTH, 12);
          return el(
            "g",
            { class: hue },
            el("path", { class: "lead", d: lead }),
            label(name, { x: right + 13, y: ys[n] + 4, kind: "name" }),
          );
        })),
  );
}

function noise(content: ReportContent, drawing: Drawing): Markup {
  const { summaries, differences, baseline, metric, comparison } = content;
  const others = summaries.flatMap((summary) => {
    const difference = differences.byRun.get(summary.run.id);
    return summary.run.id === baseline.id || difference === undefined ? [] : [{ ...summary, difference }];
  });
  const lines = others.map(({ run, difference }) => ({ id: run.id, ...difference }));
  const { area, sx, ticks, same, rows } = noiseFigure(lines, differences.sameHalf, drawing.size);
  const bottom = area.top + area.height;
  const band = { x: same[0], y: area.top, width: Math.max(1, same[1] - same[0]), height: area.height };
  const percent = comparison.sameShare * 100;
  const isLower = isLowerBetter(metric);
  const isNarrow = drawing.name === "tight";
  return picture(
    drawing,
    el("rect", { class: "same", ...band }),
    line("axis", [sx(0), area.top], [sx(0), bottom]),
    label(compareWords.same(decimalText(percent, percent < 1 ? 1 : 0)), {
      x: sx(0),
      y: area.top - 8,
      anchor: "middle",
    }),
    ...rows.map(({ y, dots, mean, bar }, n) =>
      el(
        "g",
        { class: others[n].hue },
        label(shortened(others[n].run.name, NAME_WIDTH, 12), {
          x: area.left - 8,
          y,
          anchor: "end",
          kind: "name",
        }),
        dots.map((dot) => el("circle", { class: "dot", cx: dot.x.toFixed(1), cy: dot.y.toFixed(1), r: 3.5 })),
        bar === null ? null : line("line", [bar[0], y], [bar[1], y]),
        mark(others[n], mean, y),
      ),
    ),
    ...bottomAxis(ticks, sx, area),
    label(
      isNarrow
        ? isLower
          ? compareWords.betterShort
          : compareWords.worseShort
        : isLower
          ? compareWords.betterLeft(shortened(baseline.name, 180, 11))
          : compareWords.worseLeft(shortened(baseline.name, 180, 11)),
      { x: area.left, y: bottom + 34 },
    ),
    label(isLower ? compareWords.worse : compareWords.better, {
      x: area.left + area.width,
      y: bottom + 34,
      anchor: "end",
    }),
  );
}
