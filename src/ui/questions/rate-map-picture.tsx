import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { SetName } from "../../experiment/recording.ts";
import { countText, decimalText, withMarks } from "../../figures/number-text.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import { goodness, type RateMap, type RateMapFigure, rateMapFigure } from "../../figures/rate-map.ts";
import { sequentialColour } from "../../figures/sequential-colour.ts";
import { questionWords } from "../../words/questions.ts";
import { PictureWays } from "../frame/picture-ways.tsx";
import { useBoth } from "../frame/use-both.ts";
import { useSize } from "../panels/use-size.ts";

const words = questionWords.rates;

interface RateMapPictureProps {
  readonly map: RateMap;
  /** Place of the run's own rate; -1 = it is not trained. */
  readonly own: number;
  readonly metric: string;
  readonly set: SetName;
  readonly said: string;
}

interface Cell {
  readonly row: number;
  readonly column: number;
}

const STEPS = new Map<string, Cell>([
  ["ArrowLeft", { row: 0, column: -1 }],
  ["ArrowRight", { row: 0, column: 1 }],
  ["ArrowUp", { row: 1, column: 0 }],
  ["ArrowDown", { row: -1, column: 0 }],
]);

/** Light is good: rates from the bottom up, rounds from left to right. A cell is read by pointer or arrows. */
export function RateMapPicture(props: RateMapPictureProps) {
  const { map, metric, set, said } = props;
  const [measure, size] = useSize();
  const picture = useRef<HTMLElement>(null);
  const both = useBoth(measure, picture);
  const [showsTable, setShowsTable] = useState(false);
  const [read, setRead] = useState<Cell | null>(null);
  const figure = useMemo(() => (size === null ? null : rateMapFigure(map, size)), [map, size]);
  const best = bestCell(map);
  const step = (event: KeyboardEvent) => {
    const by = STEPS.get(event.key);
    if (by === undefined || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const from = read ?? best;
    setRead({
      row: Math.min(map.rates.length - 1, Math.max(0, from.row + by.row)),
      column: Math.min(map.columns.length - 1, Math.max(0, from.column + by.column)),
    });
  };
  const point = (event: MouseEvent<HTMLButtonElement>) => {
    const frame = event.currentTarget.getBoundingClientRect();
    setRead(figure?.cellAt(event.clientX - frame.left, event.clientY - frame.top) ?? null);
  };
  return (
    <div className="question-chart">
      <p className="question-answer">{said}</p>
      <div className="rate-head">
        <Legend map={map} metric={metric} set={set} />
        <PictureWays
          name={questionWords.questions.rates}
          picture={picture}
          table={() => ratesTable(map)}
          showsTable={showsTable}
          onShowTable={setShowsTable}
        />
      </div>
      {showsTable ? (
        <RatesTable map={map} metric={metric} />
      ) : (
        <figure className="question-plot" ref={both}>
          <figcaption className="hidden-text">{said}</figcaption>
          {figure !== null && size !== null && (
            <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
              <Cells map={map} figure={figure} />
              <Marks {...props} figure={figure} read={read} />
            </svg>
          )}
          <button
            type="button"
            className="panel-walk"
            aria-label={words.walk}
            onMouseMove={point}
            onMouseLeave={() => setRead(null)}
            onClick={(event) => event.detail > 0 && point(event)}
            onKeyDown={step}
            onBlur={() => setRead(null)}
          />
        </figure>
      )}
      {!showsTable && (
        <p className="dim small rate-read" aria-live="polite">
          {read === null ? words.readHint : cellText(map, read, metric)}
        </p>
      )}
    </div>
  );
}

/** Every cell of the map: for files. */
function ratesTable({ rates, columns, cells }: RateMap): PanelTable {
  return {
    columns: [words.rateAxis, words.axis, questionWords.value],
    lines: rates.flatMap((rate, row) => columns.map(({ to }, at) => [rate, to, cells[row][at]])),
  };
}

function bestCell({ best, columns }: RateMap): Cell {
  return best === null
    ? { row: 0, column: 0 }
    : { row: best.row, column: columns.findIndex(({ to }) => to >= best.round) };
}

function cellText(map: RateMap, { row, column }: Cell, metric: string): string {
  const { from, to } = map.columns[column];
  const rounds = from === to ? countText(to) : words.rounds(countText(from), countText(to));
  const { label, digits } = metricEntry(metric);
  return words.cell(
    withMarks(`${map.rates[row]}`),
    rounds,
    label,
    decimalText(map.cells[row][column], digits),
  );
}

function Cells({ map, figure }: { readonly map: RateMap; readonly figure: RateMapFigure }) {
  return (
    <g shapeRendering="crispEdges">
      {figure.cells.map(({ row, column, x, y, width, height }) => {
        const share = goodness(map, map.cells[row][column]);
        return (
          <rect
            key={`${row} ${column}`}
            className={Number.isNaN(share) ? "rate-none" : undefined}
            fill={Number.isNaN(share) ? undefined : sequentialColour(share)}
            x={x}
            y={y}
            width={width}
            height={height}
          />
        );
      })}
    </g>
  );
}

interface MarksProps extends RateMapPictureProps {
  readonly figure: RateMapFigure;
  readonly read: Cell | null;
}

function Marks({ map, own, figure, read }: MarksProps) {
  const { area, cells, outline, ticks } = figure;
  const place = ({ row, column }: Cell) => cells[row * map.columns.length + column];
  const best = place(bestCell(map));
  const bottom = area.top + area.height;
  return (
    <g>
      <path className="rate-near" d={outline} />
      {map.rates.map((rate, row) => {
        const { y, height } = place({ row, column: 0 });
        return (
          <text
            key={rate}
            className={row === own ? "panel-tick rate-own" : "panel-tick"}
            x={area.left - 8}
            y={y + height / 2}
            dy=".35em"
            textAnchor="end"
          >
            {row === own ? words.own(withMarks(`${rate}`)) : withMarks(`${rate}`)}
          </text>
        );
      })}
      {ticks.map(({ round, x }) => (
        <text key={round} className="panel-tick" x={x} y={bottom + 14} textAnchor="middle">
          {countText(round)}
        </text>
      ))}
      <text className="panel-note" x={area.left + area.width} y={bottom + 30} textAnchor="end">
        {words.axis}
      </text>
      <text className="panel-note" x={4} y={bottom + 30}>
        {words.rateAxis}
      </text>
      <circle className="rate-halo" cx={best.x + best.width / 2} cy={best.y + best.height / 2} r={7} />
      <circle className="rate-best" cx={best.x + best.width / 2} cy={best.y + best.height / 2} r={7} />
      {read !== null && <rect className="rate-cell" {...boxOf(place(read))} />}
    </g>
  );
}

function boxOf({ x, y, width, height }: RateMapFigure["cells"][number]) {
  return { x, y, width, height };
}

const LEGEND = { width: 168, height: 10, steps: 28 } as const;

/** The colours with their numbers. */
function Legend({ map, metric, set }: Pick<RateMapPictureProps, "map" | "metric" | "set">) {
  const { label, digits, direction } = metricEntry(metric);
  const { width, height, steps } = LEGEND;
  return (
    <span className="rate-legend">
      <span>{words.legend(words.sets[set], label)}</span>
      <span className="rate-scale">
        <span>{words.cut(decimalText(map.cut, digits), direction === "lower")}</span>
        <svg width={width} height={height} aria-hidden="true" shapeRendering="crispEdges">
          {Array.from({ length: steps }, (_, step) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: steps of a scale never move
              key={step}
              fill={sequentialColour(step / (steps - 1))}
              x={(step * width) / steps}
              width={width / steps}
              height={height}
            />
          ))}
        </svg>
        <span>{decimalText(map.best?.value ?? Number.NaN, digits)}</span>
      </span>
      <span className="dim">{words.marks}</span>
    </span>
  );
}

const MOST_ROWS = 16;

function RatesTable({ map, metric }: Pick<RateMapPictureProps, "map" | "metric">) {
  const { digits } = metricEntry(metric);
  const step = Math.max(1, Math.ceil(map.columns.length / MOST_ROWS));
  const columns = map.columns
    .map((column, at) => ({ ...column, at }))
    .filter(({ at }) => (map.columns.length - 1 - at) % step === 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section className="compare-table-frame" tabIndex={0} aria-label={questionWords.numbers}>
      <table className="compare-numbers">
        <thead>
          <tr>
            <th scope="col">{words.axis}</th>
            {map.rates.map((rate) => (
              <th key={rate} scope="col">
                {words.rate(withMarks(`${rate}`))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {columns.map(({ from, to, at }) => (
            <tr key={to}>
              <th scope="row">
                {from === to ? countText(to) : words.rounds(countText(from), countText(to))}
              </th>
              {map.rates.map((rate, row) => (
                <td key={rate}>{decimalText(map.cells[row][at], digits)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
