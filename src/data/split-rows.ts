import { LabError } from "../core/errors.ts";
import type { Task } from "../core/task.ts";
import { drawSplit } from "./draw-split.ts";

export interface SplitShares {
  readonly validation: number;
  readonly test: number;
  readonly calibration?: number;
  /** Test rows are part `at` of `of` equal parts, counted from 0, in place of the share. */
  readonly fold?: { readonly at: number; readonly of: number };
}

export interface SplitRequest {
  /** Label or class index of each of `rows`. */
  readonly labels: Float64Array;
  /** Rows of the table; a row's draw depends on its number and the seed alone. */
  readonly rows: Uint32Array;
  readonly task: Task;
  /** Shares of `rows`; the rest trains. */
  readonly split: SplitShares;
  readonly seed: number;
}

export interface RowSplit {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
  /** Rows that nothing trains, stops or is tested on. */
  readonly calibration: Uint32Array;
}

/** Number of a set wherever rows are marked with one. */
export const SETS = { train: 0, validation: 1, test: 2, calibration: 3 } as const;

/**
 * A seeded split, stratified by class for classification. Each set has round(rows * share) rows as long as every
 * class keeps one row to train on. All sets ascend.
 */
export function splitRows(request: SplitRequest): RowSplit {
  checkShares(request.split);
  return setsOf(request.rows, drawSplit(request));
}

/** Throws spec.out-of-range where the shares leave nothing to train on. */
export function checkShares({ validation, test: share, calibration = 0, fold }: SplitShares): void {
  const test = fold === undefined ? share : 1 / fold.of;
  if (validation >= 0 && test >= 0 && calibration >= 0 && validation + test + calibration < 1) return;
  throw new LabError(
    "spec.out-of-range",
    `The shares for validation (${validation}), test (${test}) and calibration (${calibration}) must be at least 0 and together less than 1, so that rows are left to train on.`,
    { validation, test, calibration },
  );
}

/** `setOf`: number of the set of each row; another number = left out. */
export function setsOf(rows: Uint32Array, setOf: Uint8Array): RowSplit {
  const pick = (set: number) => rows.filter((_, place) => setOf[place] === set).sort();
  return {
    train: pick(SETS.train),
    validation: pick(SETS.validation),
    test: pick(SETS.test),
    calibration: pick(SETS.calibration),
  };
}
