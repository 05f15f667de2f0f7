import { exponentialGain, placeDiscount } from "../boosting/ranking/relevance-gain.ts";
import type { FollowedRows, RecordedRound } from "../experiment/recording.ts";

/** A query whose documents are drawn. */
export interface DrawnQuery {
  readonly name: string;
  /** Followed rows. */
  readonly rows: readonly number[];
}

/** The queries of these followed rows, in the order of their first rows. */
export function queriesOf({ queries }: FollowedRows, rows: ArrayLike<number>): DrawnQuery[] {
  const found = new Map<number, number[]>();
  for (let n = 0; n < rows.length; n++) {
    const query = queries?.of[rows[n]] ?? 0;
    const list = found.get(query);
    if (list) list.push(rows[n]);
    else found.set(query, [rows[n]]);
  }
  return Array.from(found, ([query, list]) => ({ name: queries?.names[query] ?? "", rows: list }));
}

/** Best first; documents of one score stand in the order of rows, as in the metrics. */
export function orderOf(rows: readonly number[], scores: ArrayLike<number>): number[] {
  return [...rows].sort((left, right) => scores[right] - scores[left] || left - right);
}

/** Of one query, gains 2^grade - 1; 1 where no grade is above 0. */
export function ndcgOf(
  rows: readonly number[],
  scores: ArrayLike<number>,
  grades: ArrayLike<number>,
): number {
  const gain = (ordered: readonly number[]) =>
    ordered.reduce((sum, row, place) => sum + exponentialGain(grades[row]) * placeDiscount(place), 0);
  const ideal = gain(orderOf(rows, grades));
  return ideal === 0 ? 1 : gain(orderOf(rows, scores)) / ideal;
}

/** Rounds at which places are drawn: all up to one, or evenly some of them. */
export function drawnRounds(round: number, most: number): number[] {
  const count = Math.min(round + 1, most);
  if (count <= 1) return [round];
  return Array.from({ length: count }, (_, n) => Math.round((n * round) / (count - 1)));
}

/** The place (from 0) of each document after each of some rounds: documents x rounds. */
export function placesByRound(
  rows: readonly number[],
  rounds: readonly RecordedRound[],
  drawn: readonly number[],
): number[][] {
  const places = rows.map(() => new Array<number>(drawn.length).fill(0));
  const at = new Map(rows.map((row, n) => [row, n]));
  drawn.forEach((round, n) => {
    orderOf(rows, rounds[round].scores).forEach((row, place) => {
      places[at.get(row)!][n] = place;
    });
  });
  return places;
}
