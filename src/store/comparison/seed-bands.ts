import { bandOf, type SeedBand } from "../../figures/compare-figure.ts";
import type { CompareAxis } from "./comparison.ts";
import { curveOf, type RepeatResult } from "./repeat-result.ts";
import type { RunSummary } from "./summaries.ts";

/** Curves are those of the validation rows, where there are some. */
export function hasValidation(summaries: readonly RunSummary[]): boolean {
  return summaries.some(({ results }) => results.some((result) => (result?.rowCounts.validation ?? 0) > 0));
}

/** Where each round of a training stands on an axis. */
export function placesOf({ elapsedMs, sizes }: RepeatResult, axis: CompareAxis): number[] {
  return axis === "seconds" ? Array.from(elapsedMs, (ms) => ms / 1000) : Array.from(sizes);
}

/** Of every run that is shown and has something to say. */
export function bandsOf(summaries: readonly RunSummary[], metric: string, axis: CompareAxis): SeedBand[] {
  const set = hasValidation(summaries) ? "validation" : "train";
  return summaries.flatMap(({ run, results }) => {
    const known = results.flatMap((result) => (result === null || result.isDigest ? [] : [result]));
    if (!run.shown || known.length === 0) return [];
    return [
      bandOf({
        id: run.id,
        values: known.map((result) => curveOf(result, metric, set)),
        places: axis === "rounds" ? null : known.map((result) => placesOf(result, axis)),
      }),
    ];
  });
}
