import type { OnlineMethod, OnlineRadius, OnlineStart } from "./online-radius.ts";
import { pastScores } from "./past-scores.ts";

const STEP = 0.005;
/** Newest scores that count. */
const WINDOW = 500;

/**
 * ACI, adaptive conformal inference (Gibbs and Candes, "Adaptive conformal inference under distribution shift", 2021,
 * equation 2): a <- a + step (a0 - missed), the radius is the 1 - a quantile of the past scores. Infinite while a is below
 * 0, and 0 while it is above 1.
 */
export const aci: OnlineMethod = { id: "aci", begin };

function begin({ level, warmUp }: OnlineStart): OnlineRadius {
  const past = pastScores(WINDOW);
  for (const score of warmUp) past.add(score);
  let miss = 1 - level;
  let radius = past.quantile(1 - miss);
  return {
    get radius() {
      return radius;
    },
    observe(score) {
      miss += STEP * (1 - level - (score > radius ? 1 : 0));
      past.add(score);
      radius = past.quantile(1 - miss);
    },
  };
}
