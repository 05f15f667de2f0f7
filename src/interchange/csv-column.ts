/** A column of a file that is written: its name and the text of each row's cell. */
export interface CsvColumn {
  readonly name: string;
  text(at: number): string;
}

/** More that is asked of predicted distributions. */
export interface DistributionQuestions {
  /** Probabilities whose quantiles are written. */
  readonly quantiles: readonly number[];
  /** Values whose chance to be exceeded is written. */
  readonly above: readonly number[];
  /** Draws from each row's distribution. */
  readonly samples: number;
}

/** Quantiles that are written of every distribution. */
export const QUANTILES = [
  { name: "median", probability: 0.5 },
  { name: "q05", probability: 0.05 },
  { name: "q25", probability: 0.25 },
  { name: "q75", probability: 0.75 },
  { name: "q95", probability: 0.95 },
];

/** Empty = not defined. */
export function numberText(value: number): string {
  return Number.isFinite(value) ? String(value === 0 ? 0 : value) : "";
}
