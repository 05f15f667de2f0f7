type RankingFormulas = typeof import("./formulas.ts");

let loaded: RankingFormulas | null = null;

/** Losses of rankings are apart from the others; whoever trains on one awaits them first. */
export async function loadRanking(): Promise<void> {
  loaded ??= await import("./formulas.ts");
}

export function rankingFormulas(): RankingFormulas {
  if (loaded === null) throw new Error("The formulas of rankings were used before they were loaded.");
  return loaded;
}
