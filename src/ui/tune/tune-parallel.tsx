import { useMemo, useRef } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { glyphPaths } from "../../figures/glyph-paths.ts";
import { decimalText, tickTexts } from "../../figures/number-text.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import { AXIS_WIDTH, type ParallelFigure, parallelFigure } from "../../figures/parallel-figure.ts";
import { niceTicks, type Size } from "../../figures/scale.ts";
import { metricFrame, placeIn, ticksOf } from "../../figures/search-axis.ts";
import { type Trial, type TuneSession, tuningOf } from "../../store/tuning/tuning.ts";
import { compareWords } from "../../words/compare.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { PictureMenu } from "../frame/picture-menu.tsx";
import { useBoth } from "../frame/use-both.ts";
import { useLab } from "../lab-context.ts";
import { useSize } from "../panels/use-size.ts";
import { settingsText } from "./trial-text.ts";
import { useTuning } from "./use-tuning.ts";

interface TuneParallelProps {
  readonly session: TuneSession;
  readonly trials: readonly Trial[];
  /** Those with a value, best first. */
  readonly order: readonly Trial[];
}

const HEIGHT = 280;

/** Parallel coordinates: which settings go together with good results. */
export function TuneParallel({ session, trials, order }: TuneParallelProps) {
  const [measure, size] = useSize();
  const picture = useRef<HTMLElement>(null);
  const both = useBoth(measure, picture);
  const { metric, space } = session;
  const { label, digits, direction } = metricEntry(metric);
  const frame = metricFrame(
    order.map(({ value }) => value),
    direction === "lower",
  );
  const best = order[0];
  const least = (space.length + 1) * AXIS_WIDTH;
  return (
    <div className="tune-picture">
      <p className="dim small tune-caption">
        {words.lines} {frame.clipped > 0 && words.clipped(frame.clipped)}{" "}
        <PictureMenu name={words.picture} picture={picture} table={() => trialsPicture(session, order)} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <section className="tune-scroll tune-lines" tabIndex={0} aria-label={words.picture} ref={both}>
        <figure>
          {best !== undefined && (
            <figcaption className="hidden-text">
              {words.pictureSaid(
                trials.length,
                best.number,
                `${label} ${decimalText(best.value, digits)}`,
                settingsText(session, best),
              )}
            </figcaption>
          )}
          {size !== null && (
            <Lines
              session={session}
              order={order}
              frame={frame.range}
              size={{ width: Math.max(least, size.width), height: HEIGHT }}
            />
          )}
        </figure>
      </section>
    </div>
  );
}

/** What is drawn: each trial's settings and what came of them, best first. */
function trialsPicture({ space, metric }: TuneSession, order: readonly Trial[]): PanelTable {
  return {
    columns: [words.trial, ...space.map(({ label }) => label), metricEntry(metric).label],
    lines: order.map(({ number, spec, value }) => [
      number,
      ...space.map(({ id }) => String(spec.values[id] ?? "")),
      value,
    ]),
  };
}

interface LinesProps {
  readonly session: TuneSession;
  readonly order: readonly Trial[];
  readonly frame: ReturnType<typeof metricFrame>["range"];
  readonly size: Size;
}

const AXIS_TICKS = 4;

function Lines({ session, order, frame, size }: LinesProps) {
  const lab = useLab();
  const marked = useTuning((state) => state.marked);
  const { space, metric, spec } = session;
  const { hue } = engineById(spec.engine).meta;
  const figure: ParallelFigure = useMemo(() => {
    const ticks = niceTicks(frame, AXIS_TICKS);
    const texts = tickTexts(ticks);
    return parallelFigure(
      [
        ...space.map((dimension) => ({
          id: dimension.id,
          label: dimension.label,
          ticks: ticksOf(dimension, AXIS_TICKS),
        })),
        {
          id: "metric",
          label: metricEntry(metric).label,
          ticks: ticks.map((tick, n) => ({ at: placeIn(frame, tick), text: texts[n] })),
        },
      ],
      order.map(({ number, point, value }) => ({ id: number, places: [...point, placeIn(frame, value)] })),
      size,
    );
  }, [space, metric, order, frame, size]);
  const { area, axes, lines } = figure;
  const bottom = area.top + area.height;
  const best = order[0]?.number;
  const front = lines.filter(({ id }) => id === best || id === marked);
  return (
    <svg className="tune-svg" width={size.width} height={size.height} aria-hidden="true">
      {lines.map(({ id, path }, rank) => (
        <path key={id} className={rank * 2 < lines.length ? "tune-line good" : "tune-line"} d={path} />
      ))}
      {axes.map(({ id, x, label, anchor }) => (
        <g key={id}>
          <line className="tune-axis" x1={x} x2={x} y1={area.top} y2={bottom} />
          <text className="tune-axis-label" x={anchor === "end" ? x + 6 : x - 6} y={14} textAnchor={anchor}>
            {label}
          </text>
        </g>
      ))}
      {front.map(({ id, path }) => (
        <path key={id} className={id === best ? "tune-line best" : "tune-line marked"} d={path} />
      ))}
      {axes.map(({ id, x, ticks, anchor }) =>
        ticks.map(({ y, text }) => (
          <text
            key={`${id} ${text}`}
            className="panel-tick tune-tick"
            x={anchor === "end" ? x - 6 : x + 6}
            y={y}
            dy=".35em"
            textAnchor={anchor}
          >
            {text}
          </text>
        )),
      )}
      {lines
        .filter(({ id }) => id === best)
        .map(({ end }) => (
          <g key="best" transform={`translate(${end.x.toFixed(1)} ${end.y.toFixed(1)})`}>
            <path className="glyph-mark compare-best" d={glyphPaths[hue]} />
          </g>
        ))}
      {lines.map(({ id, path }) => (
        <path
          key={id}
          className="tune-reach"
          d={path}
          onPointerEnter={() => tuningOf(lab).setState({ marked: id })}
        />
      ))}
      <text className="panel-note" x={area.left + area.width} y={size.height - 1} textAnchor="end">
        {metricEntry(metric).direction === "lower" ? compareWords.lower : compareWords.higher}
      </text>
    </svg>
  );
}
