import { blockSum } from "../../core/block-sum.ts";
import type { MetricFormula } from "../metrics/metric.ts";
import { pointsOf } from "../metrics/predicted.ts";
import { queryLists } from "./query-lists.ts";
import { exponentialGain, placeDiscount } from "./relevance-gain.ts";

/** A query's own value, of its grades in the order of their scores, best first. */
type ListValue = (ranked: Float64Array) => number;

/**
 * Mean over queries, which weigh the mean of their rows' weights. Documents of one score stand in the order of rows, as
 * XGBoost has them. NaN without rows, or without weight.
 */
function meanOverQueries(id: string, listValue: ListValue): MetricFormula {
  return (predictions, target, weights, _upper, groups) => {
    const scores = pointsOf(predictions, id);
    const { rows, weights: ofQuery } = queryLists(target.length, groups, weights);
    const total = blockSum(rows.length, (q) => ofQuery[q]!);
    const sum = blockSum(rows.length, (q) => {
      if (ofQuery[q] === 0) return 0;
      const order = rows[q]!.slice().sort((left, right) => scores[right]! - scores[left]! || left - right);
      return ofQuery[q]! * listValue(Float64Array.from(order, (row) => target[row]!));
    });
    return sum / total;
  };
}

function discountedGain(ranked: Float64Array, places: number): number {
  let sum = 0;
  for (let place = 0; place < Math.min(places, ranked.length); place++) {
    sum += exponentialGain(ranked[place]!) * placeDiscount(place);
  }
  return sum;
}

/**
 * Normalised discounted cumulative gain of the first places (Järvelin and Kekäläinen 2002) with gains 2^grade - 1; a query
 * without a grade above 0 counts 1, as in XGBoost.
 */
export function ndcgAt(id: string, places = Number.POSITIVE_INFINITY): MetricFormula {
  return meanOverQueries(id, (ranked) => {
    const ideal = discountedGain(ranked.slice().sort().reverse(), places);
    return ideal === 0 ? 1 : discountedGain(ranked, places) / ideal;
  });
}

/**
 * Mean over a query's relevant documents (grades above 0) of the share of relevant ones down to each; a query without any
 * counts 1, as in XGBoost.
 */
export const meanAveragePrecision = meanOverQueries("map", (ranked) => {
  let relevant = 0;
  let sum = 0;
  ranked.forEach((grade, place) => {
    if (grade > 0) sum += ++relevant / (place + 1);
  });
  return relevant === 0 ? 1 : sum / relevant;
});

/** 1 over the place of a query's first relevant document (a grade above 0); 0 where it has none. */
export const meanReciprocalRank = meanOverQueries("mrr", (ranked) => {
  const first = ranked.findIndex((grade) => grade > 0);
  return first < 0 ? 0 : 1 / (first + 1);
});
