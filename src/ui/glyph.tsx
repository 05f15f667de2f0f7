import { glyphPaths } from "../figures/glyph-paths.ts";
import type { RunView } from "../store/run-view.ts";

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
