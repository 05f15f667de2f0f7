import type { EngineMeta } from "../boosting/engines/engine.ts";

/** Outlines around (0, 0), about 10 wide: square, circle, triangle, diamond. */
export const glyphPaths: { readonly [hue in EngineMeta["hue"]]: string } = {
  gbdt: "M-4.500-4.500h9v9h-9z",
  grow: "M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5z",
  ngb: "M0-5.600L5.400 4.400H-5.400z",
  other: "M0-5.800L5.800 0L0 5.800L-5.800 0z",
};
