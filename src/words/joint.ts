/** The picture of two targets' joint distribution. */
export const jointWords = {
  over: (name: string) => `${name} with`,
  regions: (row: number) => `Row ${row}: regions of 50 and 90 %.`,
  correlations: "Correlations",
  about: (mean: string, spread: string) => `${mean} ± ${spread}`,
  law: (targets: readonly string[], correlation: string) =>
    `${targets.join(" and ")}, correlation ${correlation}`,
  caption: (row: number, round: number, x: string, y: string, law: string) =>
    `The joint distribution of ${x} and ${y} predicted for row ${row} after ${round} rounds: ${law}.`,
} as const;
