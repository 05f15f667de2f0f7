import { type OnlineMethod, type OnlineRadius, pinballGradient, scaleOf } from "./online-radius.ts";

/** A radius that goes down the pinball loss; its steps shrink with the gradients seen, whatever their scale. */
export interface GradientStep {
  /** D: largest score there may be. */
  readonly scale: number;
  readonly level: number;
  readonly start: number;
}

/** One learner, without a warm-up: s <- max(0, s - D / sqrt(3) g / sqrt(sum of g^2)). */
export function gradientRadius({ scale, level, start }: GradientStep): OnlineRadius {
  const rate = scale / Math.sqrt(3);
  let radius = start;
  let squares = 0;
  return {
    get radius() {
      return radius;
    },
    observe(score) {
      const gradient = pinballGradient(score, radius, level);
      squares += gradient * gradient;
      if (squares > 0) radius = Math.max(0, radius - (rate * gradient) / Math.sqrt(squares));
    },
  };
}

/**
 * SF-OGD, scale-free online gradient descent (Bhatnagar, Wang, Xiong and Bai, "Improved online conformal prediction via
 * strongly adaptive online learning", 2023, algorithm 2). Starts at 0 and learns from the warm-up first.
 */
export const sfOgd: OnlineMethod = {
  id: "sf-ogd",
  begin({ level, warmUp }) {
    const learner = gradientRadius({ scale: scaleOf(warmUp), level, start: 0 });
    for (const score of warmUp) learner.observe(score);
    return learner;
  },
};
