import { type PlotArea, plotArea, type Size } from "./scale.ts";

/** A training with one rate: its metric after each round, from round 0 on. */
export interface RateCurve {
  readonly rate: number;
  readonly values: readonly number[];
}

export interface RateBest {
  /** Place in the curves. */
  readonly row: number;
  readonly round: number;
  readonly value: number;
}

export interface RateMap {
  readonly rates: readonly number[];
  /** First and last round of each column, ascending: later ones hold more rounds. */
  readonly columns: readonly { readonly from: number; readonly to: number }[];
  /** The best value of a column's rounds, by rate and column; NaN = none. */
  readonly cells: readonly (readonly number[])[];
  readonly best: RateBest | null;
  /** The value of the darkest colour; what is worse has it too. */
  readonly cut: number;
  /** By rate: the first round that is within `NEAR` of the best of all; null = none. */
  readonly firstNear: readonly (number | null)[];
}

/** Values this close to the best count as about as good. */
const NEAR = 0.01;
const MOST_COLUMNS = 48;
/** This share of the cells has a colour of its own. */
const SHARE_COLOURED = 0.75;

/** Rounds from 1 on in columns that grow with the round. */
function columnsOf(rounds: number): RateMap["columns"] {
  const count = Math.min(rounds, MOST_COLUMNS);
  const ends = Array.from({ length: count }, (_, n) =>
    Math.max(n + 1, Math.round(rounds ** ((n + 1) / count))),
  );
  return ends.map((to, n) => ({ from: n === 0 ? 1 : ends[n - 1] + 1, to }));
}

export function rateMap(curves: readonly RateCurve[], direction: "lower" | "higher"): RateMap {
  const sign = direction === "lower" ? 1 : -1;
  const rounds = Math.max(0, ...curves.map(({ values }) => values.length - 1));
  const columns = columnsOf(rounds);
  const least = (values: readonly number[]) => {
    const finite = values.filter(Number.isFinite);
    return finite.length === 0 ? Number.NaN : sign * Math.min(...finite.map((value) => sign * value));
  };
  const cells = curves.map(({ values }) => columns.map(({ from, to }) => least(values.slice(from, to + 1))));
  const best = bestOf(curves, sign);
  const sorted = cells
    .flat()
    .filter(Number.isFinite)
    .sort((left, right) => sign * (left - right));
  return {
    rates: curves.map(({ rate }) => rate),
    columns,
    cells,
    best,
    cut: sorted[Math.floor((sorted.length - 1) * SHARE_COLOURED)] ?? Number.NaN,
    firstNear: curves.map(({ values }) => {
      const round = values.findIndex((value, at) => at > 0 && isNear(value, best));
      return round < 0 ? null : round;
    }),
  };
}

function bestOf(curves: readonly RateCurve[], sign: 1 | -1): RateBest | null {
  let best: RateBest | null = null;
  curves.forEach(({ values }, row) => {
    values.forEach((value, round) => {
      if (round === 0 || !Number.isFinite(value)) return;
      if (best === null || sign * value < sign * best.value) best = { row, round, value };
    });
  });
  return best;
}

export function isNear(value: number, best: RateBest | null): boolean {
  return best !== null && Math.abs(value - best.value) <= NEAR * Math.abs(best.value);
}

/** 1 = the best of all, 0 = as bad as the darkest colour. */
export function goodness({ best, cut }: Pick<RateMap, "best" | "cut">, value: number): number {
  if (best === null || !Number.isFinite(value)) return Number.NaN;
  if (best.value === cut) return 1;
  return Math.min(1, Math.max(0, (value - cut) / (best.value - cut)));
}

/**
 * How many times the rounds half the rate needs, from the rates that come near the best: the slope of the first near
 * round over the rate, both as logarithms. Null where fewer than three come near.
 */
export function roundsForHalfTheRate({
  rates,
  firstNear,
}: Pick<RateMap, "rates" | "firstNear">): number | null {
  const points = rates.flatMap((rate, n) => {
    const round = firstNear[n];
    return round === null ? [] : [{ x: Math.log(rate), y: Math.log(round) }];
  });
  if (points.length < 3) return null;
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const slope = mean((point) => (point.x - x) * (point.y - y)) / mean((point) => (point.x - x) ** 2);
  return 2 ** -slope;
}

export interface RateMapFigure {
  readonly area: PlotArea;
  readonly cells: readonly {
    readonly row: number;
    readonly column: number;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
  /** Around the cells that are about as good as the best. */
  readonly outline: string;
  /** Rounds with a number under the axis, and where. */
  readonly ticks: readonly { readonly round: number; readonly x: number }[];
  /** The cell at a place; null outside. */
  readonly cellAt: (x: number, y: number) => { readonly row: number; readonly column: number } | null;
}

/** Where the first round begins on the axis of logarithms. */
const FIRST_EDGE = 0.7;
const MARGINS = { top: 8, right: 12, bottom: 34, left: 62 } as const;

/** Rates from the bottom up, rounds from left to right. */
export function rateMapFigure(map: RateMap, size: Size): RateMapFigure {
  const area = plotArea(size, MARGINS);
  const rows = map.rates.length;
  const first = Math.log(FIRST_EDGE);
  const reach = Math.log((map.columns.at(-1)?.to ?? 1) + 0.5) - first;
  const left = (column: number) => {
    const edge = column === 0 ? first : Math.log(map.columns[column - 1].to + 0.5);
    return area.left + ((edge - first) / reach) * area.width;
  };
  const top = (row: number) => area.top + ((rows - 1 - row) / rows) * area.height;
  const height = area.height / rows;
  const near = map.cells.map((values) => values.map((value) => isNear(value, map.best)));
  let outline = "";
  near.forEach((values, row) => {
    values.forEach((isInside, column) => {
      if (!isInside) return;
      const [x0, x1, y0, y1] = [left(column), left(column + 1), top(row), top(row) + height].map((place) =>
        place.toFixed(1),
      );
      if (near[row][column - 1] !== true) outline += `M${x0} ${y0}V${y1}`;
      if (near[row][column + 1] !== true) outline += `M${x1} ${y0}V${y1}`;
      if (near[row + 1]?.[column] !== true) outline += `M${x0} ${y0}H${x1}`;
      if (near[row - 1]?.[column] !== true) outline += `M${x0} ${y1}H${x1}`;
    });
  });
  return {
    area,
    cells: map.cells.flatMap((values, row) =>
      values.map((_, column) => ({
        row,
        column,
        x: left(column),
        y: top(row),
        width: left(column + 1) - left(column),
        height,
      })),
    ),
    outline,
    ticks: ticksOf(map, left),
    cellAt(x, y) {
      const column = map.columns.findIndex((_, at) => x >= left(at) && x < left(at + 1));
      const row = rows - 1 - Math.floor(((y - area.top) / area.height) * rows);
      return column < 0 || row < 0 || row >= rows ? null : { row, column };
    },
  };
}

const TICK_ROUNDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000] as const;
const TICK_GAP = 34;

function ticksOf(map: RateMap, left: (column: number) => number): RateMapFigure["ticks"] {
  const last = map.columns.at(-1)?.to ?? 0;
  const places: { round: number; x: number }[] = [];
  const wanted = [...TICK_ROUNDS.filter((round) => round < last), last];
  // From the last round down, so that it is the one that stays.
  for (const round of wanted.reverse()) {
    const column = map.columns.findIndex(({ to }) => to >= round);
    if (column < 0) continue;
    const x = (left(column) + left(column + 1)) / 2;
    if (places.every((place) => Math.abs(place.x - x) >= TICK_GAP)) places.unshift({ round, x });
  }
  return places;
}
