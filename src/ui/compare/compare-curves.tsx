import { useMemo, useRef, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { type CompareFigure, compareFigure, type SeedBand } from "../../figures/compare-figure.ts";
import { glyphPaths } from "../../figures/glyph-paths.ts";
import { countText, decimalText } from "../../figures/number-text.ts";
import type { CompareAxis } from "../../store/comparison/comparison.ts";
import { countedText } from "../../store/comparison/repeats-text.ts";
import { bandsOf, hasValidation, placesOf } from "../../store/comparison/seed-bands.ts";
import type { RunSummary } from "../../store/comparison/summaries.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import { compareWords as words } from "../../words/compare.ts";
import { EndNames, PlainAxes, PlotMark } from "../charts/plain-plot.tsx";
import { PictureWays } from "../frame/picture-ways.tsx";
import { useBoth } from "../frame/use-both.ts";
import { useLabState } from "../lab-context.ts";
import { useSize } from "../panels/use-size.ts";
import { bandsTable, CurvesTable } from "./curves-table.tsx";
import { useComparison } from "./use-comparison.ts";

interface CompareCurvesProps {
  readonly summaries: readonly RunSummary[];
  readonly metric: string;
}

const NARROW = 560;

/** All runs over rounds, seconds or leaves, with the spread over seeds, and the clock's round on them. */
export function CompareCurves({ summaries, metric }: CompareCurvesProps) {
  const [measure, size] = useSize();
  const picture = useRef<HTMLElement>(null);
  const both = useBoth(measure, picture);
  const [showsTable, setShowsTable] = useState(false);
  const axis = useComparison((state) => state.axis);
  const folds = useComparison((state) => state.folds);
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
          {seeds > 1 && `. ${words.band(countedText(seeds, { folds }))}`}
        </span>
        <span className="grows" />
        <PictureWays
          name={title(label, words.by[axis])}
          picture={picture}
          table={() => bandsTable(summaries, bands, axis)}
          showsTable={showsTable}
          onShowTable={setShowsTable}
        />
      </header>
      {showsTable ? (
        <CurvesTable summaries={summaries} bands={bands} axis={axis} digits={digits} />
      ) : (
        <figure className="compare-plot" ref={both}>
          <figcaption className="hidden-text">{spoken(summaries, bands, digits)}</figcaption>
          {figure !== null && size !== null && (
            <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
              <PlainAxes figure={figure} clip="compare-clip" />
              <Curves figure={figure} summaries={summaries} />
              <BestMarks figure={figure} summaries={summaries} axis={axis} />
              {axis === "rounds" && <Now figure={figure} summaries={summaries} bands={bands} />}
              {!isNarrow && (
                <EndNames
                  area={figure.area}
                  ends={figure.curves.map((curve) => ({ ...curve, ...namedBy(summaries, curve.id) }))}
                  xName={words.axis[axis]}
                />
              )}
            </svg>
          )}
        </figure>
      )}
    </section>
  );
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

function namedBy(summaries: readonly RunSummary[], id: string) {
  const { run, hue } = summaryFor(summaries, id);
  return { label: run.name, hue: `hue-${hue}` };
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
  return (
    <g>
      <PlotMark area={area} x={x} label={words.atRound(countText(round))} />
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
