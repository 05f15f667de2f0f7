import type { XgboostCase } from "./xgboost-case.ts";

/**
 * How closely a case must be met. "same": trees with thresholds, leaf values, margins, all metrics. "partition": the
 * exact method, whose thresholds are its own: same rows part, training metrics. Null = a kind that is not built yet:
 * listed, never counted as passed.
 */
export type Coverage =
  | { readonly level: "same" | "partition" }
  | { readonly level: null; readonly reason: string };

const OBJECTIVES = new Set([
  "reg:squarederror",
  "binary:logistic",
  "multi:softprob",
  "rank:pairwise",
  "rank:ndcg",
  "rank:map",
]);

/** Parameters of kinds not built yet. */
const NOT_BUILT: { readonly [name: string]: string } = {
  monotone_constraints: "monotone constraints",
  interaction_constraints: "interaction constraints",
};

export function coverageOf(reference: XgboostCase): Coverage {
  const { params } = reference;
  const objective = String(params.objective);
  if (!OBJECTIVES.has(objective)) return { level: null, reason: `objective ${objective}` };
  if (objective.startsWith("rank:") && params.lambdarank_pair_method !== "topk") {
    return { level: null, reason: "pairs that the library draws with its own random numbers" };
  }
  for (const [name, reason] of Object.entries(NOT_BUILT)) {
    if (name in params) return { level: null, reason };
  }
  if (reference.uses.base_margin !== null) return { level: null, reason: "base margin" };
  if (params.booster === "dart") {
    return { level: null, reason: "training of dart: the library draws its own random numbers" };
  }
  if (params.tree_method === "exact") {
    if (params.gamma !== undefined)
      return { level: null, reason: "gamma of the exact method prunes bottom-up" };
    return { level: "partition" };
  }
  return { level: "same" };
}
