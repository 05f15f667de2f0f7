import { blockSum } from "../../core/block-sum.ts";
import { exp, log } from "../../core/deterministic-math.ts";
import type { OnlineMethod, OnlineRadius, OnlineStart } from "./online-radius.ts";
import { pastScores } from "./past-scores.ts";

const STEPS: readonly number[] = Array.from({ length: 8 }, (_, k) => 0.001 * (1 << k));
/** Rows over which the experts are to be about as good as the best of them. */
const HORIZON = 100;
/** Share of the weight that is spread over all experts in every row, so that none is ever lost. */
const SHARED = 1 / (2 * HORIZON);

interface Expert {
  readonly step: number;
  miss: number;
  weight: number;
}

/**
 * FACI (Gibbs and Candes, "Conformal inference for online prediction with arbitrary distribution shifts", 2022,
 * algorithm 1): ACI at eight step sizes, weighed by exponential weights with a fixed share. The learning rate is that of
 * Bhatnagar et al. (2023), sqrt(3) times the one of the paper.
 */
export const faci: OnlineMethod = { id: "faci", begin };

function begin({ level, warmUp }: OnlineStart): OnlineRadius {
  const target = 1 - level;
  const past = pastScores(Number.POSITIVE_INFINITY);
  const rate = learningRate(target);
  const experts: Expert[] = STEPS.map((step) => ({ step, miss: target, weight: 1 / STEPS.length }));
  let radius = Number.POSITIVE_INFINITY;

  function observe(score: number): void {
    // the largest miss rate whose interval would have held the row
    if (past.count > 1 / target) see(past.shareAtLeast(score));
    past.add(score);
    radius = past.quantile(1 - blockSum(experts.length, (k) => experts[k]!.weight * experts[k]!.miss));
  }

  function see(held: number): void {
    for (const expert of experts) {
      expert.weight *= exp(-rate * missLoss(held, expert.miss, target));
    }
    const total = blockSum(experts.length, (k) => experts[k]!.weight);
    for (const expert of experts) {
      expert.weight = ((1 - SHARED) * expert.weight) / total + SHARED / experts.length;
      const missed = expert.miss > held ? 1 : 0;
      expert.miss = Math.min(1, Math.max(0, expert.miss + expert.step * (target - missed)));
    }
  }

  for (const score of warmUp) observe(score);
  return {
    get radius() {
      return radius;
    },
    observe,
  };
}

/** Pinball loss of a miss rate against the one that would just have held. */
function missLoss(held: number, miss: number, target: number): number {
  return target * (held - miss) - Math.min(0, held - miss);
}

function learningRate(a: number): number {
  const b = 1 - a;
  const spread = (b * b * a * a * a + a * a * b * b * b) / 3;
  return Math.sqrt(3 / HORIZON) * Math.sqrt((log(HORIZON * STEPS.length) + 2) / spread);
}
