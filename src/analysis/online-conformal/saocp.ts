import { blockSum } from "../../core/block-sum.ts";
import {
  type OnlineMethod,
  type OnlineRadius,
  type OnlineStart,
  pinballLoss,
  scaleOf,
} from "./online-radius.ts";
import { gradientRadius } from "./sf-ogd.ts";

/** Lifetimes are multiples of this many rows. */
const LEAST_LIFE = 8;

/** A learner that lives for a while, and the coins it won against the whole. */
interface Expert {
  readonly learner: OnlineRadius;
  readonly prior: number;
  readonly life: number;
  /** Rows it has seen. */
  age: number;
  /** Sum of its gains, and of its gains times what was bet on them. */
  gains: number;
  won: number;
}

/**
 * SAOCP, strongly adaptive online conformal prediction (Bhatnagar et al. 2023, algorithm 1): every row starts an SF-OGD
 * that lives for 8 x the largest power of 2 that divides its number, so about 8 log2(t) of them live; coin betting (Jun et
 * al., "Improved strongly adaptive online learning using coin betting", 2017) weighs them. Short lives follow changes
 * that one learner of all rows is too old for.
 */
export const saocp: OnlineMethod = { id: "saocp", begin };

function begin({ level, warmUp }: OnlineStart): OnlineRadius {
  const scale = scaleOf(warmUp);
  const largestLoss = scale * Math.max(level, 1 - level);
  let time = 0;
  let experts: Expert[] = [];
  let radius = 0;

  /** The next row's learner is born where all the others stand together. */
  function beginRow(): void {
    time++;
    experts = experts.filter(({ age, life }) => age < life);
    const start = meanRadius(experts);
    const learner = gradientRadius({ scale, level, start });
    experts.push({ learner, prior: priorOf(time), life: lifeOf(time), age: 0, gains: 0, won: 0 });
    radius = meanRadius(experts);
  }

  function observe(score: number): void {
    const loss = pinballLoss(score, radius, level);
    for (const expert of experts) {
      const bet = betOf(expert);
      const gain = (loss - pinballLoss(score, expert.learner.radius, level)) / largestLoss;
      // who bets nothing cannot lose
      const kept = Math.min(1, Math.max(bet > 0 ? -1 : 0, gain));
      expert.gains += kept;
      expert.won += kept * bet;
      expert.age++;
      expert.learner.observe(score);
    }
    beginRow();
  }

  beginRow();
  for (const score of warmUp) observe(score);
  return {
    get radius() {
      return radius;
    },
    observe,
  };
}

function betOf({ gains, won, age }: Expert): number {
  return age === 0 ? 0 : (gains / age) * (1 + won);
}

/** Weighted by prior and bet, or by the prior alone while nobody bets. */
function meanRadius(experts: readonly Expert[]): number {
  const bets = experts.map((expert) => expert.prior * Math.max(0, betOf(expert)));
  const weights = bets.some((bet) => bet > 0) ? bets : experts.map(({ prior }) => prior);
  const total = blockSum(weights.length, (i) => weights[i]!);
  return total > 0 ? blockSum(weights.length, (i) => weights[i]! * experts[i]!.learner.radius) / total : 0;
}

/** 1 / (i^2 (1 + floor(log2 i))), i the row of birth from 1. */
function priorOf(birth: number): number {
  const floorLog2 = 31 - Math.clz32(birth);
  return 1 / (birth * birth * (1 + floorLog2));
}

function lifeOf(birth: number): number {
  return LEAST_LIFE * (birth & -birth);
}
