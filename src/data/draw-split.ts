import { createRandomSource } from "../core/random.ts";
import type { SplitRequest } from "./split-rows.ts";

interface Stratum {
  /** Places in `rows`, in order of their draw. */
  places: number[];
  test: number;
  validation: number;
  calibration: number;
}

const HELD_OUT = ["test", "validation", "calibration"] as const;
type HeldOut = (typeof HELD_OUT)[number];
const NUMBERS: { readonly [set in HeldOut]: number } = { validation: 1, test: 2, calibration: 3 };

/** The set of each row of a random split, by number (0 trains). */
export function drawSplit(request: SplitRequest): Uint8Array {
  const { rows, split } = request;
  const strata = drawStrata(request);
  const { fold } = split;
  if (fold === undefined) shareOut(strata, split.test, "test");
  else takeFold(strata, fold);
  for (const set of ["validation", "calibration"] as const) shareOut(strata, split[set] ?? 0, set);
  keepTrainingRows(strata);
  const setOf = new Uint8Array(rows.length);
  for (const stratum of strata) {
    let from = 0;
    for (const set of HELD_OUT) {
      for (let rank = from; rank < from + stratum[set]; rank++) setOf[stratum.places[rank]!] = NUMBERS[set];
      from += stratum[set];
    }
  }
  return setOf;
}

function drawStrata({ labels, rows, task, seed }: SplitRequest): Stratum[] {
  const random = createRandomSource(seed, "split");
  const draws = Float64Array.from(rows, (row) => random.uniform(row));
  const isStratified = task === "binary" || task === "multiclass";
  const byClass = new Map<number, number[]>();
  for (let place = 0; place < rows.length; place++) {
    const label = isStratified ? labels[place]! : 0;
    const places = byClass.get(label);
    if (places) places.push(place);
    else byClass.set(label, [place]);
  }
  const classes = [...byClass.keys()].sort((left, right) => left - right);
  return classes.map((label) => {
    const places = byClass.get(label)!;
    places.sort((left, right) => draws[left]! - draws[right]! || rows[left]! - rows[right]! || left - right);
    return { places, test: 0, validation: 0, calibration: 0 };
  });
}

/**
 * Every row is in one fold: rows are dealt out in the order of their draws, class after class, so that folds differ by one
 * row at most, in all and in each class. The fold's rows come first in each stratum.
 */
function takeFold(
  strata: readonly Stratum[],
  { at, of }: { readonly at: number; readonly of: number },
): void {
  let dealt = 0;
  for (const stratum of strata) {
    const inFold: number[] = [];
    const others: number[] = [];
    for (const place of stratum.places) (dealt++ % of === at ? inFold : others).push(place);
    stratum.places = inFold.concat(others);
    stratum.test = inFold.length;
  }
}

/** Rounds cumulated counts, so that classes differ from their share by less than one row and the total is rounded once. */
function shareOut(strata: readonly Stratum[], share: number, set: HeldOut): void {
  let cumulated = 0;
  let given = 0;
  for (const stratum of strata) {
    cumulated += stratum.places.length;
    stratum[set] = Math.round(cumulated * share) - given;
    given += stratum[set];
  }
}

const freeRows = ({ places, test, validation, calibration }: Stratum) =>
  places.length - 1 - test - validation - calibration;

/** Moves rows that a class cannot spare to the class that can spare most. */
function keepTrainingRows(strata: readonly Stratum[]): void {
  for (const stratum of strata) {
    while (freeRows(stratum) < 0) {
      const set = largestOf(stratum);
      stratum[set]--;
      let roomiest: Stratum | null = null;
      for (const other of strata) {
        if (freeRows(other) > 0 && (!roomiest || freeRows(other) > freeRows(roomiest))) roomiest = other;
      }
      if (roomiest) roomiest[set]++;
    }
  }
}

/** Validation before test where both hold out as many. */
function largestOf(stratum: Stratum): HeldOut {
  const larger = stratum.test > stratum.validation ? "test" : "validation";
  return stratum.calibration > stratum[larger] ? "calibration" : larger;
}
