import { useMemo, useRef } from "react";
import { modelOf } from "../../analysis/tuning/bayesian-search.ts";
import type { Dimension } from "../../analysis/tuning/search-space.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import type { Range } from "../../figures/scale.ts";
import { metricFrame, ticksOf } from "../../figures/search-axis.ts";
import { type SliceBelief, type SlicePoint, sliceFigure } from "../../figures/slice-figure.ts";
import { lossOf } from "../../store/tuning/trial-order.ts";
import { type Trial, type TuneSession, tuningOf } from "../../store/tuning/tuning.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { PictureMenu } from "../frame/picture-menu.tsx";
import { useBoth } from "../frame/use-both.ts";
import { useLab } from "../lab-context.ts";
import { PlotClip, ValueAxis } from "../panels/panel-axes.tsx";
import { useSize } from "../panels/use-size.ts";
import { useTuning } from "./use-tuning.ts";

interface TuneSlicesProps {
  readonly session: TuneSession;
  readonly trials: readonly Trial[];
  readonly best: Trial | null;
}

/** Where along a parameter the model is asked. */
const ASKED = 33;
const SLICE_HEIGHT = 150;

/** The metric by each parameter alone: which of them matter at all. */
export function TuneSlices({ session, trials, best }: TuneSlicesProps) {
  const { space, metric, method } = session;
  const known = useMemo(() => trials.filter(({ value }) => Number.isFinite(value)), [trials]);
  const model = useMemo(
    () =>
      method !== "bayesian"
        ? null
        : modelOf(
            space,
            known.map(({ point, value }) => ({ point, loss: lossOf(value, metric) })),
          ),
    [method, space, metric, known],
  );
  const frame = useMemo(() => sliceRange(known, metric), [known, metric]);
  const beliefAlong = (d: number): SliceBelief[] => {
    // Between options there is nothing to draw a line through.
    if (model === null || best === null || space[d].kind === "options") return [];
    return Array.from({ length: ASKED }, (_, n) => {
      const at = n / (ASKED - 1);
      const point = best.point.map((place, side) => (side === d ? at : place));
      const { mean, deviation } = model(point);
      return { at, mean: lossOf(mean, metric), deviation };
    });
  };
  return (
    <section aria-label={words.slices} className="tune-picture">
      <h4>{words.slicesBy(metricEntry(metric).label)}</h4>
      <div className="tune-slices">
        {space.map((dimension, d) => (
          <Slice
            key={dimension.id}
            dimension={dimension}
            metric={metric}
            points={known.map(({ number, point, value }) => ({ id: number, at: point[d], value }))}
            belief={beliefAlong(d)}
            range={frame}
            best={best?.number ?? null}
          />
        ))}
      </div>
      <p className="dim small tune-caption">
        {words.slicesFoot} {model !== null && words.slicesModel}
      </p>
    </section>
  );
}

/** A model may hope for more than was found: its line has room on the better side. */
const HOPE = 0.25;

function sliceRange(known: readonly Trial[], metric: string): Range {
  const isLower = metricEntry(metric).direction === "lower";
  const { min, max } = metricFrame(
    known.map(({ value }) => value),
    isLower,
  ).range;
  const room = HOPE * (max - min);
  return isLower ? { min: min - room, max } : { min, max: max + room };
}

/** Trials as they are drawn: where along the axis, from 0 to 1, and what came of them. */
function sliceTable(dimension: Dimension, metric: string, points: readonly SlicePoint[]): PanelTable {
  return {
    columns: [words.trial, dimension.label, metricEntry(metric).label],
    lines: points.map(({ id, at, value }) => [id, at, value]),
  };
}

interface SliceProps {
  readonly dimension: Dimension;
  readonly metric: string;
  readonly points: readonly SlicePoint[];
  readonly belief: readonly SliceBelief[];
  readonly range: Range;
  readonly best: number | null;
}

function Slice({ dimension, metric, points, belief, range, best }: SliceProps) {
  const lab = useLab();
  const marked = useTuning((state) => state.marked);
  const [measure, size] = useSize();
  const picture = useRef<HTMLElement>(null);
  const both = useBoth(measure, picture);
  const figure =
    size === null
      ? null
      : sliceFigure(points, belief, {
          ticks: ticksOf(dimension, 3),
          range,
          size: { width: size.width, height: SLICE_HEIGHT },
        });
  const last = Math.max(1, points.length - 1);
  return (
    <figure ref={both} className="tune-slice">
      <figcaption>
        <span aria-hidden="true">{dimension.label}</span>
        <PictureMenu
          name={`${dimension.label}, ${metricEntry(metric).label}`}
          picture={picture}
          table={() => sliceTable(dimension, metric, points)}
        />
        <span className="hidden-text">{words.slicesSaid(dimension.label, metricEntry(metric).label)}</span>
      </figcaption>
      {figure !== null && size !== null && (
        <svg className="tune-svg" width={size.width} height={SLICE_HEIGHT} aria-hidden="true">
          <ValueAxis ticks={figure.yTicks} scale={figure.sy} area={figure.area} />
          <PlotClip id={`slice-${dimension.id}`} area={figure.area} />
          <g clipPath={`url(#slice-${dimension.id})`}>
            <path className="tune-band" d={figure.band} />
            <path className="tune-mean" d={figure.line} />
          </g>
          {figure.points.map(({ id, x, y }, n) => (
            <circle
              key={id}
              className={id === best ? "tune-dot best" : id === marked ? "tune-dot marked" : "tune-dot"}
              cx={x}
              cy={y}
              r={id === best || id === marked ? 4.5 : 3.5}
              opacity={id === best || id === marked ? 1 : 0.25 + (0.6 * n) / last}
              onPointerEnter={() => tuningOf(lab).setState({ marked: id })}
            />
          ))}
          {figure.xTicks.map(({ x, text, anchor }) => (
            <text key={text} className="panel-tick" x={x} y={SLICE_HEIGHT - 6} textAnchor={anchor}>
              {text}
            </text>
          ))}
        </svg>
      )}
    </figure>
  );
}
