import { memo, useMemo } from "react";
import {
  actualLabelY,
  type BiographyFrame,
  boundsFigure,
  type StripFigure,
  stripFigure,
  valueAt,
} from "../../figures/biography-figure.ts";
import { digitsFor, signedText } from "../../figures/number-text.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import { rowWords as words } from "../../words/row.ts";
import { ColumnMessage } from "../columns/column-message.tsx";
import { Glyph } from "../glyph.tsx";
import { useLabState } from "../lab-context.ts";
import { ValueAxis } from "../panels/panel-axes.tsx";
import { AddedNumber } from "./added-number.tsx";
import { InsideLine } from "./inside-line.tsx";
import type { RowStory, ToldRun } from "./row-story.ts";
import { actualText, symbolOf } from "./row-text.ts";
import { termsOf } from "./run-terms.ts";

/** Height of a strip's head, and of the line below it that tells what is inside the round. */
export const HEAD = 26;
export const INSIDE = 22;

interface StripProps {
  readonly told: ToldRun;
  readonly story: RowStory;
  readonly frame: BiographyFrame;
  /** Of the picture alone. */
  readonly height: number;
  /** One strip names the actual value for all. */
  readonly namesActual: boolean;
  readonly isInside: boolean;
}

/** One run: the path of its prediction, and what each round added to it. */
export const BiographyStrip = memo(function BiographyStrip(props: StripProps) {
  const { told, story, frame, height, namesActual, isInside } = props;
  const { run, hue, hollow, biography } = told;
  const figure = useMemo(() => stripFigure(biography, frame, height), [biography, frame, height]);
  const terms = useMemo(() => termsOf(told), [told]);
  const digits = digitsFor(Math.max(figure.most, -figure.least));
  const heading = `row-strip-${run.id}`;
  const symbol = symbolOf(told);
  return (
    <section className={`row-strip hue-${hue}`} aria-labelledby={heading}>
      <div className="row-strip-head">
        <Glyph hue={hue} hollow={hollow} />
        <h4 id={heading} title={run.name}>
          {run.name}
        </h4>
        {symbol !== null && <span className="small dim wide-only">{words.bands(symbol)}</span>}
        <span className="grows" />
        <AddedNumber told={told} terms={terms} digits={digits} />
      </div>
      {isInside && <InsideLine terms={terms} last={biography.prediction.length - 1} />}
      {frame.width > 0 && (
        <svg className="row-picture" width={frame.width} height={height} aria-hidden="true">
          <Played id={`${heading}-played`} told={told} frame={frame} height={height} />
          <Marks figure={figure} frame={frame} clip={`${heading}-played`} digits={digits} />
          {namesActual && !Number.isNaN(frame.actual) && (
            <text
              className="row-actual-name panel-plate"
              x={frame.right - 6}
              y={actualLabelY(figure, frame, biography.prediction.at(-1) ?? Number.NaN)}
              textAnchor="end"
            >
              {words.actualIs(actualText(story))}
            </text>
          )}
          <Now told={told} frame={frame} figure={figure} />
        </svg>
      )}
      {run.status === "failed" && <ColumnMessage run={run} />}
    </section>
  );
});

interface PlayedProps {
  readonly id: string;
  readonly told: ToldRun;
  readonly frame: BiographyFrame;
  readonly height: number;
}

/** What the clock has passed: all that changes of a strip's lines when it moves. */
function Played({ id, frame, height }: PlayedProps) {
  const x = frame.x(useLabState(roundOnScreen));
  const half = Math.min(5, (frame.x(1) - frame.x(0)) * 0.4);
  return (
    <clipPath id={id}>
      <rect x={0} y={0} width={Math.max(0, x + half)} height={height} />
    </clipPath>
  );
}

interface MarksProps {
  readonly figure: StripFigure;
  readonly frame: BiographyFrame;
  readonly clip: string;
  readonly digits: number;
}

const Marks = memo(function Marks({ figure, frame, clip, digits }: MarksProps) {
  const { path, bars, y, addedScale, most, least } = figure;
  const zero = addedScale(0);
  const edge = `${clip}-edge`;
  const bounds = boundsFigure(figure, frame);
  const known = bounds?.lines ?? (Number.isNaN(frame.actual) ? [] : [y(frame.actual)]);
  return (
    <>
      <clipPath id={edge}>
        <rect x={path.left} y={path.top - 3} width={path.width + 3} height={path.height + 6} />
      </clipPath>
      <ValueAxis ticks={figure.ticks} scale={y} area={path} />
      <g clipPath={`url(#${edge})`}>
        {figure.bands.map((band, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the widest comes first and they never move
          <path key={n} className="panel-band" d={band} />
        ))}
        {bounds !== null && <rect className="row-bounds" x={path.left} width={path.width} {...bounds.band} />}
        {known.map((at) => (
          <line key={at} className="panel-actual" x1={path.left} x2={frame.right} y1={at} y2={at} />
        ))}
        {bounds?.arrow && (
          <>
            <path className="row-later" d={bounds.arrow.path} />
            <circle className="row-later" cx={bounds.arrow.x} cy={bounds.arrow.ring} r={4} />
          </>
        )}
        <path className="row-line ghost" d={figure.line} />
        <g clipPath={`url(#${clip})`}>
          <path className="panel-halo" d={figure.line} />
          <path className="row-line" d={figure.line} />
        </g>
      </g>
      <path className="row-bars ghost" d={figure.added} />
      <g clipPath={`url(#${clip})`}>
        <path className="row-bars" d={figure.added} />
      </g>
      <line className="panel-zero" x1={bars.left} x2={frame.right} y1={zero} y2={zero} />
      <text className="panel-tick" x={bars.left - 6} y={zero} dy=".35em" textAnchor="end">
        0
      </text>
      <BarTick value={most} figure={figure} digits={digits} />
      <BarTick value={least} figure={figure} digits={digits} />
    </>
  );
});

const TICK = 12;

/** The most that a round added, or took away, where it does not touch the zero. */
function BarTick({
  value,
  figure,
  digits,
}: {
  readonly value: number;
  readonly figure: StripFigure;
  readonly digits: number;
}) {
  const { bars, addedScale } = figure;
  const y = addedScale(value);
  if (Math.abs(y - addedScale(0)) < TICK) return null;
  return (
    <text className="panel-tick" x={bars.left - 6} y={y + (value > 0 ? 3 : -1)} dy=".35em" textAnchor="end">
      {signedText(value, Math.max(0, digits - 1))}
    </text>
  );
}

interface NowProps {
  readonly told: ToldRun;
  readonly frame: BiographyFrame;
  readonly figure: StripFigure;
}

/** The prediction at the shown round, or the last one before it. */
function Now({ told: { biography }, frame, figure }: NowProps) {
  const round = Math.min(useLabState(roundOnScreen), biography.prediction.length - 1);
  const value = valueAt(biography.prediction, round);
  if (!Number.isFinite(value)) return null;
  return <circle className="clock-dot" cx={frame.x(round)} cy={figure.y(value)} r={4.5} />;
}
