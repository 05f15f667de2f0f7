import type { RunView } from "../store/run-view.ts";

/** Outlines around (0, 0), about 10 wide: square, circle, triangle, diamond. */
export const glyphPaths: { readonly [hue in RunView["hue"]]: string } = {
  gbdt: "M-4.500-4.500h9v9h-9z",
  grow: "M0-5A5 5 0 1 1 0 5A5 5 0 1 1 0-5z",
  ngb: "M0-5.600L5.400 4.400H-5.400z",
  other: "M0-5.800L5.800 0L0 5.800L-5.800 0z",
};

export interface GlyphProps {
  readonly hue: RunView["hue"];
  readonly hollow: boolean;
  readonly size?: number;
}

/** The engine's mark: shape and hue together, so that neither is needed alone. */
export function Glyph({ hue, hollow, size = 12 }: GlyphProps) {
  return (
    <svg className={`glyph hue-${hue}`} width={size} height={size} viewBox="-6 -6 12 12" aria-hidden="true">
      <path className={hollow ? "glyph-mark hollow" : "glyph-mark"} d={glyphPaths[hue]} />
    </svg>
  );
}
