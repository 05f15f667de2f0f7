import { exp, log } from "../../core/deterministic-math.ts";
import { createRandomSource } from "../../core/random.ts";
import type { BoundObjective, ObjectiveInput } from "../objectives/objective.ts";
import type { GradientPairs } from "../raw-scores.ts";
import { queryLists } from "./query-lists.ts";

const fround = Math.fround;
const LN2 = log(2);
const LEAST_HESSIAN = 1e-16;

/**
 * By how much a metric of the query changes when the documents at two places change places, at least 0. The place of the
 * better grade comes first, whichever is higher up.
 */
export type SwapEffect = (better: number, worse: number) => number;

export interface LambdaInput {
  readonly grades: Float32Array;
  /** Asked for each query and round with its grades by place, best score first; null = no swap in this query matters. */
  readonly effectOf: (ranked: Float32Array, query: number) => SwapEffect | null;
}

/**
 * Gradients of LambdaRank (Burges 2010) as XGBoost 3 computes them: of each pair of documents with different grades the
 * better one is pushed up by (1 - sigmoid(s_b - s_w)) delta, the worse one down, hessian 2 sigmoid (1 - sigmoid) delta for
 * both. Sums in single precision in the order of pairs, as XGBoost's. They are the gradient of no loss: delta is taken as
 * given, though it depends on the scores.
 */
export function lambdaObjective(input: ObjectiveInput, { grades, effectOf }: LambdaInput): BoundObjective {
  const { values, weights, groups, seed = 0 } = input;
  const queries = queryLists(grades.length, groups, weights);
  const isTop = values.lambdarank_pair_method === "topk";
  const pairCount = (values.lambdarank_num_pair_per_sample as number | null) ?? (isTop ? 32 : 1);
  const normalises = values.lambdarank_normalization as boolean;
  const dividesByGap = values.lambdarank_score_normalization as boolean;
  const random = createRandomSource(seed, "pairs");

  function pushQuery(q: number, scores: Float32Array | Float64Array, round: number, out: GradientPairs) {
    const rows = queries.rows[q]!;
    const order = orderOf(rows, scores);
    const ranked = Float32Array.from(order, (row) => grades[row]!);
    const effect = effectOf(ranked, q);
    if (effect === null) return;
    const count = rows.length;
    const gradient = new Float32Array(count);
    const hessian = new Float32Array(count);
    const spreads = dividesByGap && scores[order[0]!] !== scores[order[count - 1]!];
    let pushed = 0;
    const push = (i: number, j: number) => {
      if (ranked[i] === ranked[j]) return;
      const better = ranked[i]! > ranked[j]! ? i : j;
      const worse = better === i ? j : i;
      const gap = fround(scores[order[better]!]!) - fround(scores[order[worse]!]!);
      let delta = effect(better, worse);
      if (spreads) delta /= Math.abs(gap) + 0.01;
      const sigmoid = 1 / (1 + exp(-gap));
      const lambda = fround((sigmoid - 1) * delta);
      const bend = fround(Math.max(sigmoid * (1 - sigmoid), LEAST_HESSIAN) * delta * 2);
      gradient[better]! += lambda;
      hessian[better]! += bend;
      gradient[worse]! -= lambda;
      hessian[worse]! += bend;
      pushed -= 2 * lambda;
    };
    if (isTop) {
      for (let i = 0; i < Math.min(count, pairCount); i++) for (let j = i + 1; j < count; j++) push(i, j);
    } else drawPairs(ranked, pairCount, (place, n) => random.uniform(round, order[place]!, n), push);
    const norm = normOf(pushed, isTop, pairCount, normalises);
    const weight = fround(queries.weights[q]!);
    for (let place = 0; place < count; place++) {
      out.gradient[order[place]!] = fround(gradient[place]! * norm) * weight;
      out.hessian[order[place]!] = fround(hessian[place]! * norm) * weight;
    }
  }

  return {
    kernel: null,
    initialScores: () => new Float64Array(1),
    loss: null,
    gradients(scores, { round }, out) {
      out.gradient.fill(0);
      out.hessian.fill(0);
      for (let q = 0; q < queries.rows.length; q++) pushQuery(q, scores, round, out);
    },
  };
}

/** Pairs of the places of the best are many, and few queries would rule over all: XGBoost's counterweight. */
function normOf(pushed: number, isTop: boolean, pairCount: number, normalises: boolean): number {
  if (!normalises || !(pushed > 0)) return 1;
  return isTop ? log(1 + pushed) / LN2 / pushed : 1 / pairCount;
}

function orderOf(rows: Uint32Array, scores: Float32Array | Float64Array): Uint32Array {
  return rows.slice().sort((left, right) => fround(scores[right]!) - fround(scores[left]!) || left - right);
}

/** Of each document some partners with another grade, each of those as likely. */
function drawPairs(
  grades: Float32Array,
  pairCount: number,
  draw: (place: number, n: number) => number,
  push: (i: number, j: number) => void,
): void {
  for (let place = 0; place < grades.length; place++) {
    const partners: number[] = [];
    for (let other = 0; other < grades.length; other++)
      if (grades[other] !== grades[place]) partners.push(other);
    if (partners.length === 0) continue;
    for (let n = 0; n < pairCount; n++) push(place, partners[Math.floor(draw(place, n) * partners.length)]!);
  }
}
