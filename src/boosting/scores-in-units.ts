import type { ModelHeader } from "./model-file.ts";
import type { RawScores } from "./raw-scores.ts";

/** Scores of a model that was trained by `openStandardised`, from what its engine makes of a header whose starts are 0. */
export function scoresInUnits(header: ModelHeader, score: (header: ModelHeader) => RawScores): RawScores {
  const spreads = header.inputs?.spreads;
  if (spreads === undefined) return score(header);
  const { baseScores } = header;
  const count = baseScores.length;
  const raw = score({ ...header, baseScores: baseScores.map(() => 0) });
  return {
    ...raw,
    values: Float64Array.from(
      raw.values,
      (value, at) => baseScores[at % count]! + spreads[at % count]! * value,
    ),
  };
}
