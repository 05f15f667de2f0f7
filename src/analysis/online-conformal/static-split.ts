import { conformalBound } from "../conformal/conformal-bound.ts";
import type { OnlineMethod } from "./online-radius.ts";

/** Split conformal prediction that never looks again: what online methods are compared with. */
export const staticSplit: OnlineMethod = {
  id: "static",
  begin: ({ level, warmUp }) => ({
    radius: conformalBound(warmUp, level) ?? Number.POSITIVE_INFINITY,
    observe: () => {},
  }),
};
