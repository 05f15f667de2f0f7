import { type ReactNode, useId, useMemo, useRef, useState } from "react";
import { type Line, type LineFigure, lineFigure } from "../../figures/line-figure.ts";
import { plainText } from "../../figures/number-text.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import type { RunView } from "../../store/run-view.ts";
import { questionWords as words } from "../../words/questions.ts";
import { EndNames, PlainAxes, PlotMark } from "../charts/plain-plot.tsx";
import { PictureWays } from "../frame/picture-ways.tsx";
import { useBoth } from "../frame/use-both.ts";
import { useSize } from "../panels/use-size.ts";

export interface ChartLine extends Line {
  readonly label: string;
  /** Null = ink: the line is of no engine. */
  readonly hue: RunView["hue"] | null;
  readonly look: "strong" | "plain" | "dashed" | "dotted";
}

interface LineChartProps {
  /** What a saved picture is called. */
  readonly name: string;
  readonly lines: readonly ChartLine[];
  /** What the picture says, for those who cannot see it. */
  readonly said: string;
  readonly xName: string;
  /** Values of x that are marked with a vertical line and a word. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
  readonly shareInside?: number;
  /** Places that are named on an axis of factors; absent = an even axis. */
  readonly factors?: readonly number[];
  /** More to draw in the same frame. */
  readonly over?: (figure: LineFigure) => ReactNode;
}

const RIGHT = 120;
const NARROW = 480;
const MOST_LINES = 60;

/** A plain plot of a few curves with their names at the ends; the same as a table on demand. */
export function LineChart({
  name,
  lines,
  said,
  xName,
  marks = [],
  shareInside = 1,
  factors,
  over,
}: LineChartProps) {
  const [measure, size] = useSize();
  const picture = useRef<HTMLElement>(null);
  const both = useBoth(measure, picture);
  const [showsTable, setShowsTable] = useState(false);
  const clip = useId();
  const isNarrow = size !== null && size.width < NARROW;
  const figure = useMemo(
    () =>
      size === null
        ? null
        : lineFigure(lines, {
            size,
            right: isNarrow ? 14 : RIGHT,
            shareInside,
            ...(factors !== undefined && { factors }),
          }),
    [lines, size, isNarrow, shareInside, factors],
  );
  return (
    <div className="question-chart">
      <PictureWays
        name={name}
        picture={picture}
        table={() => linesTable(lines, xName)}
        showsTable={showsTable}
        onShowTable={setShowsTable}
      />
      {showsTable ? (
        <LinesTable lines={lines} xName={xName} />
      ) : (
        <figure className="question-plot" ref={both}>
          <figcaption className="hidden-text">{said}</figcaption>
          {figure !== null && size !== null && (
            <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
              <PlainAxes figure={figure} clip={clip} />
              <g clipPath={`url(#${clip})`}>
                {figure.lines.map(({ id, band }, n) => (
                  <path key={id} className={`compare-band ${hueOf(lines[n])}`} d={band} />
                ))}
                {figure.lines.map(({ id, path }, n) => (
                  <path key={id} className={`question-line ${lines[n].look} ${hueOf(lines[n])}`} d={path} />
                ))}
              </g>
              {marks.map(({ x, label }) => (
                <PlotMark key={label} area={figure.area} x={figure.sx(x)} label={label} />
              ))}
              {over?.(figure)}
              {!isNarrow && (
                <EndNames
                  area={figure.area}
                  ends={figure.lines.map((line, n) => ({
                    ...line,
                    label: lines[n].label,
                    hue: hueOf(lines[n]),
                  }))}
                  xName={xName}
                />
              )}
            </svg>
          )}
        </figure>
      )}
      {isNarrow && !showsTable && <Key lines={lines} xName={xName} />}
    </div>
  );
}

/** Every point of every line: for files. */
function linesTable(lines: readonly ChartLine[], xName: string): PanelTable {
  return {
    columns: [words.line, xName, words.value],
    lines: lines.flatMap(({ label, x, y }) => x.map((at, n) => [label, at, y[n]])),
  };
}

/** Where there is no room beside the lines, their names stand below. */
function Key({ lines, xName }: Pick<LineChartProps, "lines" | "xName">) {
  return (
    <p className="question-key" aria-hidden="true">
      {lines.map((line) => (
        <span key={line.id} className={hueOf(line)}>
          <svg width={22} height={8} aria-hidden="true">
            <path className={`question-line ${line.look}`} d="M0 4H22" />
          </svg>{" "}
          {line.label}
        </span>
      ))}
      <span>{words.along(xName)}</span>
    </p>
  );
}

const hueOf = ({ hue }: ChartLine) => (hue === null ? "" : `hue-${hue}`);

function LinesTable({ lines, xName }: Pick<LineChartProps, "lines" | "xName">) {
  const all = [...new Set(lines.flatMap(({ x }) => x))].sort((left, right) => left - right);
  const step = Math.max(1, Math.ceil(all.length / MOST_LINES));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="compare-table-frame" tabIndex={0} aria-label={words.numbers}>
      <table className="compare-numbers">
        <thead>
          <tr>
            <th scope="col">{xName}</th>
            {lines.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all
            .filter((_, n) => n % step === 0 || n === all.length - 1)
            .map((at) => (
              <tr key={at}>
                <th scope="row">{plainText(at)}</th>
                {lines.map((line) => (
                  <td key={line.id}>{cellText(line, at)}</td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}

function cellText({ x, y, spread }: ChartLine, at: number): string {
  const place = x.indexOf(at);
  const text = plainText(y[place] ?? Number.NaN);
  return spread === undefined || place < 0 ? text : words.plusMinus(text, plainText(spread[place]));
}
