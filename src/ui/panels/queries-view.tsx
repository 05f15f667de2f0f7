import { useMemo } from "react";
import { countText, decimalText } from "../../figures/number-text.ts";
import {
  type DrawnQuery,
  drawnRounds,
  ndcgOf,
  orderOf,
  placesByRound,
  queriesOf,
} from "../../figures/query-figure.ts";
import {
  horizontalScale,
  linearScale,
  type PlotArea,
  plotArea,
  type Size,
  verticalScale,
} from "../../figures/scale.ts";
import type { RunView } from "../../store/run-view.ts";
import { chosenViewWords } from "../../words/chosen-views.ts";
import { PanelFigure } from "./panel-figure.tsx";
import { selectedIndex, useShownRows } from "./run-scores.ts";
import { SelectedRing } from "./selected-ring.tsx";
import "./queries-view.css";

const words = chosenViewWords.queries;
const MOST_ROUNDS = 90;
const MOST_DOCUMENTS = 40;
const STRIP = 130;
const VALIDATION = 1;

/** How the documents of one query change places round by round, and how well every query is ordered now. */
export function QueriesView({ view, size }: { readonly view: RunView; readonly size: Size }) {
  const { start, rounds, round } = view;
  const { followed } = start;
  const rows = useShownRows(view);
  const selected = selectedIndex(view);
  const queries = useMemo(() => queriesOf(followed, rows.all), [followed, rows]);
  const shown = useMemo(() => shownQuery(queries, selected, followed.set), [queries, selected, followed]);
  const scores = rounds[round]?.scores ?? null;
  const areas = useMemo(() => areasOf(size), [size]);
  const drawn = useMemo(() => {
    if (scores === null || shown === undefined) return null;
    const at = drawnRounds(round, MOST_ROUNDS);
    const order = orderOf(shown.rows, scores).slice(0, MOST_DOCUMENTS);
    return { at, order, places: placesByRound(shown.rows, rounds, at) };
  }, [scores, shown, rounds, round]);
  const values = useMemo(
    () => (scores === null ? [] : queries.map((query) => ndcgOf(query.rows, scores, followed.target))),
    [queries, scores, followed],
  );
  // fixed by the start, so that dots rise and the axis stays
  const startValues = useMemo(
    () =>
      rounds[0] === undefined
        ? [0]
        : queries.map((query) => ndcgOf(query.rows, rounds[0]!.scores, followed.target)),
    [queries, rounds, followed],
  );
  if (scores === null || shown === undefined || drawn === null) return null;
  const { bump, strip } = areas;
  const count = drawn.order.length;
  const sx = horizontalScale({ min: 0, max: Math.max(1, round) }, bump);
  const sy = linearScale({ min: 0, max: Math.max(1, count - 1) }, bump.top, bump.top + bump.height);
  const floor = Math.min(0.9, Math.floor(Math.min(...startValues) * 10) / 10);
  const stripY = verticalScale({ min: floor, max: 1 }, strip);
  const gradeOf = gradeShade(followed.target);
  const points = pointsOf(
    { queries, values, shown, order: drawn.order, size: followed.set.length },
    (place) => ({
      x: sx(Math.max(1, round)) + 6,
      y: sy(place),
    }),
    (n) => ({ x: strip.left + 12 + jitter(n) * (strip.width - 24), y: stripY(Math.max(floor, values[n]!)) }),
  );
  const own = values[queries.indexOf(shown)] ?? Number.NaN;
  const ndcg = decimalText(own, 3);
  const documents = drawn.order
    .map((row, place) => words.place(place + 1, gradeText(followed.target[row])))
    .join("; ");
  return (
    <PanelFigure
      view={view}
      caption={words.caption(shown.name, round, ndcg, documents)}
      points={points}
      rows={rows.all}
    >
      <svg className="panel-svg" width={size.width} height={size.height} aria-hidden="true">
        <text className="panel-note panel-strong" x={bump.left} y={12}>
          {words.title(shown.name, ndcg)}
        </text>
        {count < shown.rows.length && (
          <text className="panel-note" x={bump.left + bump.width} y={12} textAnchor="end">
            {words.shown(countText(count), countText(shown.rows.length))}
          </text>
        )}
        <text className="panel-tick" x={bump.left - 6} y={sy(0)} dy=".35em" textAnchor="end">
          {words.first}
        </text>
        {count > 2 && (
          <text className="panel-tick" x={bump.left - 6} y={sy(count - 1)} dy=".35em" textAnchor="end">
            {count}
          </text>
        )}
        {[...drawn.order].reverse().map((row) => (
          <Document
            key={row}
            path={pathOf(drawn.places[shown.rows.indexOf(row)]!, drawn.at, sx, sy, count)}
            x={points.x[row]!}
            y={points.y[row]!}
            shade={gradeOf(followed.target[row])}
            grade={gradeText(followed.target[row])}
            isSelected={row === selected}
          />
        ))}
        <Strip area={strip} sy={stripY} floor={floor} />
        {queries.map((query, n) => (
          <circle
            key={query.name}
            className={query === shown ? "query-dot query-own" : "query-dot"}
            cx={strip.left + 12 + jitter(n) * (strip.width - 24)}
            cy={stripY(Math.max(floor, values[n]!))}
            r={query === shown ? 4 : 2.5}
          />
        ))}
        {selected >= 0 && !Number.isNaN(points.x[selected]) && (
          <SelectedRing x={points.x[selected]!} y={points.y[selected]!} />
        )}
      </svg>
    </PanelFigure>
  );
}

interface DocumentProps {
  readonly path: string;
  readonly x: number;
  readonly y: number;
  /** 0 = the least grade, 1 = the best. */
  readonly shade: number;
  readonly grade: string;
  readonly isSelected: boolean;
}

function Document({ path, x, y, shade, grade, isSelected }: DocumentProps) {
  return (
    <g className={isSelected ? "query-document query-selected" : "query-document"}>
      <path
        className="query-line"
        d={path}
        strokeOpacity={0.18 + 0.82 * shade}
        strokeWidth={1 + 1.5 * shade}
      />
      <circle className="query-end" cx={x} cy={y} r={3.5} fillOpacity={0.18 + 0.82 * shade} />
      <text className="panel-tick" x={x + 9} y={y} dy=".35em">
        {grade}
      </text>
    </g>
  );
}

interface StripProps {
  readonly area: PlotArea;
  readonly sy: (value: number) => number;
  /** The value at the bottom. */
  readonly floor: number;
}

function Strip({ area, sy, floor }: StripProps) {
  return (
    <>
      <text className="panel-note panel-strong" x={area.left} y={12}>
        {words.all}
      </text>
      {[floor, (floor + 1) / 2, 1].map((tick) => (
        <g key={tick}>
          <line
            className="panel-grid"
            x1={area.left}
            x2={area.left + area.width}
            y1={sy(tick)}
            y2={sy(tick)}
          />
          <text className="panel-tick" x={area.left - 4} y={sy(tick)} dy=".35em" textAnchor="end">
            {gradeText(tick)}
          </text>
        </g>
      ))}
    </>
  );
}

/** The selected row's, else the first one of the validation rows, else the first. */
function shownQuery(
  queries: readonly DrawnQuery[],
  selected: number,
  set: Uint8Array,
): DrawnQuery | undefined {
  return (
    queries.find(({ rows }) => rows.includes(selected)) ??
    queries.find(({ rows }) => set[rows[0]!] === VALIDATION) ??
    queries[0]
  );
}

function areasOf(size: Size): { readonly bump: PlotArea; readonly strip: PlotArea } {
  const width = Math.max(60, size.width - STRIP);
  const bump = plotArea({ width, height: size.height }, { top: 24, right: 46, bottom: 10, left: 30 });
  const strip = plotArea({ width: STRIP, height: size.height }, { top: 24, right: 6, bottom: 10, left: 30 });
  return { bump, strip: { ...strip, left: width + 30 } };
}

/** Grades are short: 3, or 1.25. */
function gradeText(grade: number): string {
  return Number.isInteger(grade) ? String(grade) : decimalText(grade, 2);
}

/** Share of the way from the least grade to the best. */
function gradeShade(grades: Float64Array): (grade: number) => number {
  let most = 0;
  for (const grade of grades) if (grade > most) most = grade;
  return (grade) => (most > 0 ? Math.max(0, grade) / most : 0);
}

/** Spreads dots sideways, the same way each time. */
function jitter(n: number): number {
  return (n * 0.618033988749895) % 1;
}

interface Drawn {
  readonly queries: readonly DrawnQuery[];
  readonly values: readonly number[];
  readonly shown: DrawnQuery;
  readonly order: readonly number[];
  /** Number of followed rows. */
  readonly size: number;
}

type Place = (n: number) => { readonly x: number; readonly y: number };

/** Where rows can be pointed at: documents at the end of their lines, other queries at their dots by their first row. */
function pointsOf({ queries, shown, order, size }: Drawn, documentAt: Place, dotAt: Place) {
  const x = new Float64Array(size).fill(Number.NaN);
  const y = new Float64Array(size).fill(Number.NaN);
  order.forEach((row, place) => {
    ({ x: x[row], y: y[row] } = documentAt(place) as { x: number; y: number });
  });
  queries.forEach((query, n) => {
    if (query === shown) return;
    const row = query.rows[0]!;
    ({ x: x[row], y: y[row] } = dotAt(n) as { x: number; y: number });
  });
  return { x, y };
}

function pathOf(
  places: readonly number[],
  rounds: readonly number[],
  sx: (round: number) => number,
  sy: (place: number) => number,
  count: number,
): string {
  // places below the last one drawn stay at the edge
  return places
    .map(
      (place, n) =>
        `${n === 0 ? "M" : "L"}${sx(rounds[n]!).toFixed(1)} ${sy(Math.min(place, count - 1)).toFixed(1)}`,
    )
    .join("");
}
