type RankingFormulas = typeof import("./formulas.ts");

let loaded: RankingFormulas | null = null;

/** Losses and metrics of rankings are apart from the others; whoever trains or judges a ranking awaits them first. */
export async function loadRanking(): Promise<void> {
  loaded ??= await import("./formulas.ts");
}

export function rankingFormulas(): RankingFormulas {
  if (loaded === null) throw new Error("The formulas of rankings were used before they were loaded.");
  return loaded;
}
