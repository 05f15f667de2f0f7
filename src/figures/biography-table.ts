import { chartColumnWords } from "../words/chart-columns.ts";
import { rowWords } from "../words/row.ts";
import type { RoundTerms } from "./biography-terms.ts";
import type { PanelTable } from "./panel-tables.ts";
import type { RowBiography } from "./row-biography.ts";

export interface BiographyOfRun {
  readonly name: string;
  readonly biography: RowBiography;
  /** Of one round; null where the round added nothing. */
  readonly terms: (round: number) => RoundTerms | null;
}

const words = chartColumnWords;

/** One row through the rounds of all runs as numbers: one line a run and round. */
export function biographyTable(runs: readonly BiographyOfRun[], predicted: string): PanelTable {
  const hasBands = runs.some(({ biography }) => biography.bands.length > 0);
  const lines = runs.flatMap(({ name, biography, terms }) =>
    biography.prediction.map((prediction, round) => {
      const { bands, added } = biography;
      const found = terms(round);
      const outputs = found?.parts.map(({ output }) => output) ?? [];
      const leaves = found?.parts.flatMap(({ leaf }) => (leaf === null ? [] : [leaf.node])) ?? [];
      return [
        name,
        round,
        prediction,
        ...(hasBands ? [bands[0]?.lower[round] ?? Number.NaN, bands[0]?.upper[round] ?? Number.NaN] : []),
        added[round],
        found?.gradient ?? Number.NaN,
        found?.hessian ?? Number.NaN,
        outputs.length === 0 ? Number.NaN : outputs.reduce((sum, output) => sum + output, 0),
        leaves.join(" "),
      ];
    }),
  );
  return {
    columns: [
      words.run,
      words.round,
      predicted,
      ...(hasBands ? [words.lower, words.upper] : []),
      words.added,
      rowWords.gradient,
      rowWords.hessian,
      words.output,
      rowWords.leaf,
    ],
    lines,
  };
}
