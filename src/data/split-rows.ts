import { LabError } from "../core/errors.ts";
import { createRandomSource } from "../core/random.ts";
import type { Task } from "../core/task.ts";

export interface SplitRequest {
  /** Label or class index of each of `rows`. */
  readonly labels: Float64Array;
  /** Rows of the table; a row's draw depends on its number and the seed alone. */
  readonly rows: Uint32Array;
  readonly task: Task;
  /** Shares of `rows`; the rest trains. */
  readonly split: { readonly validation: number; readonly test: number };
  readonly seed: number;
}

export interface RowSplit {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}

interface Stratum {
  /** Places in `rows`, in order of their draw. */
  readonly places: number[];
  test: number;
  validation: number;
}

/**
 * A seeded split, stratified by class for classification. Each set has round(rows * share) rows as long as every
 * class keeps one row to train on. All sets ascend.
 */
export function splitRows(request: SplitRequest): RowSplit {
  const { rows, split } = request;
  checkShares(split);
  const strata = drawStrata(request);
  shareOut(strata, split.test, "test");
  shareOut(strata, split.validation, "validation");
  keepTrainingRows(strata);
  const setOf = new Uint8Array(rows.length);
  for (const { places, test, validation } of strata) {
    places.forEach((place, rank) => {
      setOf[place] = rank < test ? 2 : rank < test + validation ? 1 : 0;
    });
  }
  const pick = (set: number) => rows.filter((_, place) => setOf[place] === set).sort();
  return { train: pick(0), validation: pick(1), test: pick(2) };
}

function checkShares({ validation, test }: SplitRequest["split"]): void {
  if (validation >= 0 && test >= 0 && validation + test < 1) return;
  throw new LabError(
    "spec.out-of-range",
    `The shares for validation (${validation}) and test (${test}) must be at least 0 and together less than 1, so that rows are left to train on.`,
    { validation, test },
  );
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
    return { places, test: 0, validation: 0 };
  });
}

/** Rounds cumulated counts, so that classes differ from their share by less than one row and the total is rounded once. */
function shareOut(strata: readonly Stratum[], share: number, set: "test" | "validation"): void {
  let cumulated = 0;
  let given = 0;
  for (const stratum of strata) {
    cumulated += stratum.places.length;
    stratum[set] = Math.round(cumulated * share) - given;
    given += stratum[set];
  }
}

const freeRows = ({ places, test, validation }: Stratum) => places.length - 1 - test - validation;

/** Moves rows that a class cannot spare to the class that can spare most. */
function keepTrainingRows(strata: readonly Stratum[]): void {
  for (const stratum of strata) {
    while (freeRows(stratum) < 0) {
      const set = stratum.test > stratum.validation ? "test" : "validation";
      stratum[set]--;
      let roomiest: Stratum | null = null;
      for (const other of strata) {
        if (freeRows(other) > 0 && (!roomiest || freeRows(other) > freeRows(roomiest))) roomiest = other;
      }
      if (roomiest) roomiest[set]++;
    }
  }
}
