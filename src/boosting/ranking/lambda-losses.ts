import type { BoundObjective, ObjectiveInput } from "../objectives/objective.ts";
import { lambdaObjective, type SwapEffect } from "./lambda-pairs.ts";
import { checkedGrades } from "./query-lists.ts";
import { exponentialGain, placeDiscount } from "./relevance-gain.ts";

/** XGBoost's bound: 2^31 is what its gains hold. */
const LARGEST_GRADE = 31;

/** RankNet (Burges et al. 2005): ln(1 + e^-(s_b - s_w)) for each pair of a better and a worse document, all pairs alike. */
export function bindPairwise(input: ObjectiveInput): BoundObjective {
  return lambdaObjective(input, { grades: checkedGrades(input), effectOf: () => () => 1 });
}

/** LambdaMART (Burges 2010): a pair pushes by the change of NDCG that its swap would make. */
export function bindNdcg(input: ObjectiveInput): BoundObjective {
  const isExponential = input.values.ndcg_exp_gain !== false;
  const grades = isExponential ? checkedGrades(input, LARGEST_GRADE) : checkedGrades(input);
  const gainOf = isExponential ? exponentialGain : (grade: number) => grade;
  const ideals = new Map<number, number>();
  return lambdaObjective(input, {
    grades,
    effectOf(ranked, query) {
      const gains = Float64Array.from(ranked, gainOf);
      const ideal = ideals.get(query) ?? idealOf(gains);
      ideals.set(query, ideal);
      if (ideal === 0) return null;
      return (better, worse) =>
        Math.abs((gains[better]! - gains[worse]!) * (placeDiscount(better) - placeDiscount(worse))) / ideal;
    },
  });
}

function idealOf(gains: Float64Array): number {
  const sorted = gains.slice().sort();
  let sum = 0;
  sorted.reverse().forEach((gain, place) => {
    sum += gain * placeDiscount(place);
  });
  return sum;
}

/** LambdaMART on average precision: a pair pushes by the change that its swap would make. Grades above 0 are relevant. */
export function bindMap(input: ObjectiveInput): BoundObjective {
  return lambdaObjective(input, {
    grades: checkedGrades(input).map((grade) => (grade > 0 ? 1 : 0)),
    effectOf: averagePrecisionSwap,
  });
}

/**
 * AP = 1/R sum over relevant places k of n_k / k, with n_k relevant ones up to k. A swap of places p < q of which one is
 * relevant moves the term of p to q and changes those between by 1/k each.
 */
export function averagePrecisionSwap(ranked: Float32Array): SwapEffect | null {
  const count = ranked.length;
  /** Relevant ones up to a place, and the sum of 1/place over them. */
  const found = new Float64Array(count);
  const inverse = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    found[at] = (found[at - 1] ?? 0) + ranked[at]!;
    inverse[at] = (inverse[at - 1] ?? 0) + ranked[at]! / (at + 1);
  }
  const relevant = found[count - 1]!;
  if (relevant === 0) return null;
  return (better, worse) => {
    const p = Math.min(better, worse);
    const q = Math.max(better, worse);
    const between = inverse[q - 1]! - inverse[p]!;
    const atP = found[p]! + (better === p ? 0 : 1);
    return Math.abs(atP / (p + 1) - found[q]! / (q + 1) + between) / relevant;
  };
}
