import type { Metric } from "./metrics/metric.ts";

/** Watches one number per round, round 0 (the constant model) included, for the best and for patience. */
export interface BestRound {
  /** Rounds kept at the best value so far; 0 = the constant model. Null before any defined value. */
  readonly bestRound: number | null;
  /** True once `patience` rounds have passed without a strict improvement. */
  readonly exhausted: boolean;
  see(round: number, value: number): void;
}

/** `patience` null = only the best is watched. NaN (not defined) never improves. */
export function watchMetric(direction: Metric["direction"], patience: number | null): BestRound {
  let best = Number.NaN;
  let bestRound: number | null = null;
  let lastRound = 0;
  return {
    get bestRound() {
      return bestRound;
    },
    get exhausted() {
      return patience !== null && lastRound - (bestRound ?? 0) >= patience;
    },
    see(round, value) {
      lastRound = round;
      const improves = bestRound === null || (direction === "lower" ? value < best : value > best);
      if (Number.isNaN(value) || !improves) return;
      best = value;
      bestRound = round;
    },
  };
}
