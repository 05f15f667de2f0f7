import { useMemo, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { bandOf, type CompareFigure, compareFigure, type SeedBand } from "../../figures/compare-figure.ts";
import { decimalText, plainText } from "../../figures/number-text.ts";
import type { CompareAxis } from "../../store/comparison/comparison.ts";
import { curveOf, type RepeatResult } from "../../store/comparison/repeat-result.ts";
import type { RunSummary } from "../../store/comparison/summaries.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import { compareWords as words } from "../../words/compare.ts";
import { spreadLabels } from "../charts/spread-labels.ts";
import { glyphPaths } from "../glyph.tsx";
import { useLabState } from "../lab-context.ts";
import { BottomAxis, PlotClip, ValueAxis } from "../panels/panel-axes.tsx";
import { useSize } from "../panels/use-size.ts";
import { CurvesTable } from "./curves-table.tsx";
import { useComparison } from "./use-comparison.ts";

interface CompareCurvesProps {
  readonly summaries: readonly RunSummary[];
  readonly metric: string;
}

const NARROW = 560;
const LABEL_GAP = 15;

/** All runs over rounds, seconds or leaves, with the spread over seeds, and the clock's round on them. */
export function CompareCurves({ summaries, metric }: CompareCurvesProps) {
  const [measure, size] = useSize();
  const [showsTable, setShowsTable] = useState(false);
  const axis = useComparison((state) => state.axis);
  const { label, direction, digits } = metricEntry(metric);
  const bands = useMemo(() => bandsOf(summaries, metric, axis), [summaries, metric, axis]);
  const isNarrow = size !== null && size.width < NARROW;
  const figure = useMemo(
    () => (size === null ? null : compareFigure(bands, { size, isNarrow, direction })),
    [bands, size, isNarrow, direction],
  );
  const seeds = Math.max(1, ...bands.map((band) => band.seeds));
  const title = hasValidation(summaries) ? words.curves : words.trainCurves;
  return (
    <section className="card compare-card" aria-label={title(label, words.by[axis])}>
      <header className="compare-title">
        <h3>{title(label, words.by[axis])}</h3>
        <span className="dim">
          {words[direction]}
          {seeds > 1 && `. ${words.band(seeds)}`}
        </span>
        <span className="grows" />
        <button
          type="button"
          className="button quiet low"
          aria-pressed={showsTable}
          onClick={() => setShowsTable(!showsTable)}
        >
          {showsTable ? words.hideTable : words.showTable}
        </button>
      </header>
      {showsTable ? (
        <CurvesTable summaries={summaries} bands={bands} axis={axis} digits={digits} />
      ) : (
        <figure className="compare-plot" ref={measure}>
          <figcaption className="hidden-text">{spoken(summaries, bands, digits)}</figcaption>
          {figure !== null && size !== null && (
            <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
              <PlotClip id="compare-clip" area={figure.area} />
              <ValueAxis ticks={figure.yTicks} scale={figure.sy} area={figure.area} />
              <line
                className="panel-zero"
                x1={figure.area.left}
                x2={figure.area.left + figure.area.width}
                y1={figure.area.top + figure.area.height}
                y2={figure.area.top + figure.area.height}
              />
              <BottomAxis ticks={figure.xTicks} scale={figure.sx} area={figure.area} />
              <Curves figure={figure} summaries={summaries} />
              <BestMarks figure={figure} summaries={summaries} axis={axis} />
              {axis === "rounds" && <Now figure={figure} summaries={summaries} bands={bands} />}
              {!isNarrow && <EndLabels figure={figure} summaries={summaries} axis={axis} />}
            </svg>
          )}
        </figure>
      )}
    </section>
  );
}

function hasValidation(summaries: readonly RunSummary[]): boolean {
  return summaries.some(({ results }) => results.some((result) => (result?.rowCounts.validation ?? 0) > 0));
}

function placesOf({ elapsedMs, sizes }: RepeatResult, axis: CompareAxis): number[] {
  return axis === "seconds" ? Array.from(elapsedMs, (ms) => ms / 1000) : Array.from(sizes);
}

function bandsOf(summaries: readonly RunSummary[], metric: string, axis: CompareAxis): SeedBand[] {
  const set = hasValidation(summaries) ? "validation" : "train";
  return summaries.flatMap(({ run, results }) => {
    const known = results.filter((result) => result !== null && !result.isDigest) as RepeatResult[];
    if (!run.shown || known.length === 0) return [];
    return [
      bandOf({
        id: run.id,
        values: known.map((result) => curveOf(result, metric, set)),
        places: axis === "rounds" ? null : known.map((result) => placesOf(result, axis)),
      }),
    ];
  });
}

function spoken(summaries: readonly RunSummary[], bands: readonly SeedBand[], digits: number): string {
  return words.curvesSaid(
    bands.map(({ id, mean }) => {
      const summary = summaries.find(({ run }) => run.id === id);
      const best = Math.round(summary?.bestRound.mean ?? 0);
      const text = (value: number) => decimalText(value, digits);
      return words.curveSaid(
        summary?.run.name ?? id,
        text(mean[Math.min(best, mean.length - 1)]),
        `${best}`,
        text(mean[mean.length - 1]),
      );
    }),
  );
}

interface PartProps {
  readonly figure: CompareFigure;
  readonly summaries: readonly RunSummary[];
}

function summaryFor(summaries: readonly RunSummary[], id: string): RunSummary {
  return summaries.find(({ run }) => run.id === id)!;
}

const MARKERS = 8;

function Curves({ figure, summaries }: PartProps) {
  return (
    <g clipPath="url(#compare-clip)">
      {figure.curves.map(({ id, band }) => (
        <path key={id} className={`compare-band hue-${summaryFor(summaries, id).hue}`} d={band} />
      ))}
      {figure.curves.map(({ id, line }) => {
        const { hue, hollow } = summaryFor(summaries, id);
        return (
          <g key={id} className={`hue-${hue}`}>
            <path className="panel-line panel-mean" d={line} />
            {hollow &&
              everyNth(line, MARKERS).map(([x, y]) => (
                <rect
                  key={x}
                  className="compare-square"
                  x={Number(x) - 3.5}
                  y={Number(y) - 3.5}
                  width={7}
                  height={7}
                />
              ))}
          </g>
        );
      })}
    </g>
  );
}

/** Some points of a drawn line: a second run of an engine is told by its marks. */
function everyNth(line: string, count: number): string[][] {
  const points = line
    .slice(1)
    .split("L")
    .map((point) => point.split(" "));
  const step = Math.max(1, Math.floor(points.length / count));
  return points.length < 2 ? [] : points.filter((_, n) => n % step === Math.floor(step / 2));
}

/** On the axis: the round (time, size) at which each run is judged. */
function BestMarks({ figure, summaries, axis }: PartProps & { readonly axis: CompareAxis }) {
  const y = figure.area.top + figure.area.height;
  return figure.curves.map(({ id }) => {
    const { hue, hollow, bestRound, results } = summaryFor(summaries, id);
    const known = results.filter((result) => result !== null);
    const at =
      axis === "rounds"
        ? bestRound.mean
        : known.reduce((sum, result) => {
            const places = placesOf(result, axis);
            return sum + places[Math.min(places.length - 1, Math.round(bestRound.mean))];
          }, 0) / known.length;
    const x = Math.min(figure.area.left + figure.area.width, figure.sx(at));
    return (
      <g key={id} className={`hue-${hue}`} transform={`translate(${x.toFixed(1)} ${y})`}>
        <path
          className={hollow ? "glyph-mark hollow compare-best" : "glyph-mark compare-best"}
          d={glyphPaths[hue]}
        />
      </g>
    );
  });
}

/** The clock's round, with a dot on each curve. */
function Now({ figure, summaries, bands }: PartProps & { readonly bands: readonly SeedBand[] }) {
  const round = useLabState(roundOnScreen);
  const { area, sx, sy } = figure;
  const x = sx(round);
  if (x > area.left + area.width + 1) return null;
  const turnsLeft = x > area.left + area.width - 70;
  return (
    <g>
      <line className="compare-now" x1={x} x2={x} y1={area.top} y2={area.top + area.height} />
      <text
        className="compare-now-label"
        x={x + (turnsLeft ? -6 : 6)}
        y={area.top + 9}
        textAnchor={turnsLeft ? "end" : "start"}
      >
        {words.atRound(plainText(round))}
      </text>
      {bands.map(({ id, mean }) => {
        const value = mean[Math.min(round, mean.length - 1)];
        const y = sy(value);
        if (!Number.isFinite(value) || y < area.top || y > area.top + area.height) return null;
        return (
          <circle
            key={id}
            className={`compare-dot hue-${summaryFor(summaries, id).hue}`}
            cx={x}
            cy={y}
            r={4}
          />
        );
      })}
    </g>
  );
}

function EndLabels({ figure, summaries, axis }: PartProps & { readonly axis: CompareAxis }) {
  const { area, curves } = figure;
  const right = area.left + area.width;
  const inside = curves.filter(({ endY }) => Number.isFinite(endY));
  const ys = spreadLabels(
    inside.map(({ endY }) => Math.min(area.top + area.height, Math.max(area.top, endY))),
    LABEL_GAP,
    { top: area.top + 6, bottom: area.top + area.height - 14 },
  );
  return (
    <g>
      {inside.map(({ id, endX, endY }, n) => {
        const { run, hue } = summaryFor(summaries, id);
        return (
          <g key={id} className={`hue-${hue}`}>
            <path className="compare-lead" d={`M${Math.min(right, endX)} ${endY}L${right + 10} ${ys[n]}`} />
            <text className="compare-label" x={right + 13} y={ys[n]} dy=".35em">
              {run.name}
            </text>
          </g>
        );
      })}
      <text className="panel-tick" x={right + 13} y={area.top + area.height + 14}>
        {words.axis[axis]}
      </text>
    </g>
  );
}
