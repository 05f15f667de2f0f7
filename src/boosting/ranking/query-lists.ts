import { LabError } from "../../core/errors.ts";
import type { ObjectiveInput } from "../objectives/objective.ts";

/** Rows by query, as objectives and metrics of rankings look at them. */
export interface QueryLists {
  /** Rows of each query in ascending order; queries in the order of their first rows. */
  readonly rows: readonly Uint32Array[];
  /** What each query counts, 1 in the mean: the mean weight of its rows. All 1 without weights. */
  readonly weights: Float64Array;
}

/** @param groups a number a row, equal within a query; absent = all rows are one query. */
export function queryLists(
  rowCount: number,
  groups: Uint32Array | undefined,
  weights: Float32Array | undefined,
): QueryLists {
  const places = new Map<number, number>();
  const lists: number[][] = [];
  for (let row = 0; row < rowCount; row++) {
    const group = groups?.[row] ?? 0;
    const place = places.get(group);
    if (place === undefined) {
      places.set(group, lists.length);
      lists.push([row]);
    } else lists[place]!.push(row);
  }
  const rows = lists.map((list) => Uint32Array.from(list));
  const ofQuery = Float64Array.from(rows, (list) => {
    if (weights === undefined) return 1;
    let sum = 0;
    for (const row of list) sum += weights[row]!;
    return sum / list.length;
  });
  return { rows, weights: ofQuery };
}

/** The grades of an objective's rows in single precision; throws data.target-invalid for one that is negative or no number. */
export function checkedGrades({ target }: ObjectiveInput, most = Number.POSITIVE_INFINITY): Float32Array {
  const grades = Float32Array.from(target.values);
  for (const grade of grades) {
    if (grade >= 0 && grade <= most && grade < Number.POSITIVE_INFINITY) continue;
    throw new LabError(
      "data.target-invalid",
      !(grade > most)
        ? `A ranking needs grades of at least 0, and one is ${grade}. Correct it, or choose another target.`
        : `Gains of 2^grade - 1 need grades from 0 to ${most}, and one is ${grade}. Set ndcg_exp_gain to false, or choose another target.`,
      { label: grade },
    );
  }
  return grades;
}
