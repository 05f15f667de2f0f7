import type { IntervalMethod } from "./conformal-method.ts";

/** |y - f(x)|, f the point prediction: every interval is equally wide. Split conformal of Lei et al. (2018). */
export const absolute: IntervalMethod = {
  id: "absolute",
  kind: "interval",
  rows: ({ point }) => ({
    score: (row, target) => Math.abs(target - point[row]!),
    interval: (row, bound) => ({ lower: point[row]! - bound, upper: point[row]! + bound }),
  }),
};
