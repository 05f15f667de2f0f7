import { LabError } from "../core/errors.ts";
import { createRandomSource } from "../core/random.ts";
import { drawSplit } from "./draw-split.ts";
import {
  checkShares,
  type RowSplit,
  SETS,
  type SplitRequest,
  type SplitShares,
  setsOf,
} from "./split-rows.ts";

/**
 * A random split of the first rows of all groups, stratified as ever; the other rows follow theirs.
 * @param groups one number a row of `rows`, as duplicates have.
 */
export function splitTogether(request: SplitRequest, groups: Int32Array): RowSplit {
  checkShares(request.split);
  const { rows, labels } = request;
  const firstPlace = new Map<number, number>();
  groups.forEach((group, place) => {
    if (!firstPlace.has(group)) firstPlace.set(group, place);
  });
  const places = Uint32Array.from(firstPlace.values());
  const setOfFirst = drawSplit({
    ...request,
    rows: places.map((place) => rows[place]!),
    labels: Float64Array.from(places, (place) => labels[place]!),
  });
  const setOfGroup = new Map(Array.from(firstPlace.keys(), (group, at) => [group, setOfFirst[at]!]));
  return setsOf(
    rows,
    Uint8Array.from(groups, (group) => setOfGroup.get(group)!),
  );
}

/**
 * Whole groups go to one set: in the order of a seeded draw, each to the set that lacks most of its share.
 * @param groups one number a row of `rows`; rows of one number stay together.
 */
export function splitByGroup({ rows, split, seed }: SplitRequest, groups: Int32Array): RowSplit {
  checkShares(split);
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const random = createRandomSource(seed, "split");
  const order = Array.from(sizes.keys(), (group, at) => ({ group, at, draw: random.uniform(at, 1) }));
  order.sort((left, right) => left.draw - right.draw || left.at - right.at);
  const left = wantedRows(rows.length, split);
  const setOfGroup = new Map<number, number>();
  for (const { group } of order) {
    let best = 0;
    for (let set = 1; set < left.length; set++) if (left[set]! > left[best]!) best = set;
    setOfGroup.set(group, best);
    left[best]! -= sizes.get(group)!;
  }
  return setsOf(
    rows,
    Uint8Array.from(groups, (group) => setOfGroup.get(group)!),
  );
}

/**
 * The oldest rows train, then come calibration and validation, the newest test. Rows of one time stay in one set.
 * @param time one number a row of `rows`; NaN = unknown, counts as oldest.
 */
export function splitByTime({ rows, split }: SplitRequest, time: Float64Array): RowSplit {
  checkShares(split);
  const key = (place: number) => (Number.isNaN(time[place]!) ? Number.NEGATIVE_INFINITY : time[place]!);
  const places = Array.from(rows, (_, place) => place);
  places.sort((left, right) => compare(key(left), key(right)) || left - right);
  const wanted = wantedRows(rows.length, split);
  const setOf = new Uint8Array(rows.length);
  let from = 0;
  for (const set of [SETS.train, SETS.calibration, SETS.validation]) {
    let to = Math.min(rows.length, from + wanted[set]!);
    while (to > from && to < rows.length && key(places[to]!) === key(places[to - 1]!)) to++;
    for (let at = from; at < to; at++) setOf[places[at]!] = set;
    from = to;
  }
  for (let at = from; at < rows.length; at++) setOf[places[at]!] = SETS.test;
  return setsOf(rows, setOf);
}

function compare(left: number, right: number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

const SET_NAMES: { readonly [word: string]: number } = {
  train: SETS.train,
  training: SETS.train,
  valid: SETS.validation,
  validation: SETS.validation,
  val: SETS.validation,
  dev: SETS.validation,
  test: SETS.test,
  testing: SETS.test,
  holdout: SETS.test,
  calibration: SETS.calibration,
  calib: SETS.calibration,
};

/** Whether a text of such a column names the calibration rows. */
export function namesCalibration(text: string): boolean {
  return SET_NAMES[text.trim().toLowerCase()] === SETS.calibration;
}

/** The texts of a column name the set of each row; null = left out of all. Throws data.split-invalid for other words. */
export function splitByName({ rows }: SplitRequest, names: readonly (string | null)[]): RowSplit {
  const NONE = 255;
  const setOf = Uint8Array.from(names, (name) => {
    if (name === null) return NONE;
    const set = SET_NAMES[name.trim().toLowerCase()];
    if (set !== undefined) return set;
    throw new LabError(
      "data.split-invalid",
      `"${name}" is no name of a set. The column that splits may hold train, validation, test and calibration; choose another column or another split.`,
      { value: name },
    );
  });
  return setsOf(rows, setOf);
}

/** Rows of each set, by number. */
function wantedRows(rowCount: number, { validation, test, calibration = 0 }: SplitShares): number[] {
  const held = [validation, test, calibration].map((share) => Math.round(rowCount * share));
  return [Math.max(0, rowCount - held[0]! - held[1]! - held[2]!), ...held];
}
