import { blockSum } from "../../core/block-sum.ts";
import { pow } from "../../core/deterministic-math.ts";
import type { OnlineMethod, OnlineRadius, OnlineStart } from "./online-radius.ts";

/** Scores that weigh less than this do not move a quantile. */
const LEAST_WEIGHT = 1e-6;

/**
 * NExCP, conformal prediction with weights that fade (Barber, Candes, Ramdas and Tibshirani, "Conformal prediction beyond
 * exchangeability", 2023, section 3): the quantile of past scores that weigh rho^age, the row to come counting as infinite
 * with a weight of 1. rho = c + 3 (1 - c) / 4, which is .975 at 90 %.
 */
export const nexcp: OnlineMethod = { id: "nexcp", begin };

function begin({ level, warmUp }: OnlineStart): OnlineRadius {
  const fade = level + (3 * (1 - level)) / 4;
  const ages = weightsOf(fade);
  /** Newest first. */
  const recent: number[] = [];
  let radius = Number.POSITIVE_INFINITY;

  function observe(score: number): void {
    recent.unshift(score);
    if (recent.length > ages.length) recent.pop();
    radius = weightedQuantile(recent, ages, level);
  }

  for (const score of warmUp) observe(score);
  return {
    get radius() {
      return radius;
    },
    observe,
  };
}

/** rho, rho^2, ... down to what no longer counts. */
function weightsOf(fade: number): number[] {
  const weights: number[] = [];
  for (let age = 1; weights.length === 0 || weights.at(-1)! > LEAST_WEIGHT; age++)
    weights.push(pow(fade, age));
  return weights;
}

function weightedQuantile(scores: readonly number[], ages: readonly number[], level: number): number {
  const order = scores.map((score, age) => ({ score, age }));
  order.sort((left, right) => left.score - right.score || left.age - right.age);
  const wanted = level * (1 + blockSum(scores.length, (age) => ages[age]!));
  let reached = 0;
  for (const { score, age } of order) {
    reached += ages[age]!;
    if (reached >= wanted) return score;
  }
  return Number.POSITIVE_INFINITY;
}
