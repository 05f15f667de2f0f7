type ClassLosses = typeof import("./formulas.ts");

let loaded: ClassLosses | null = null;

/** Losses of classes are apart from those of numbers; whoever trains on one awaits them first. */
export async function loadClassLosses(): Promise<void> {
  loaded ??= await import("./formulas.ts");
}

export function classLosses(): ClassLosses {
  if (loaded === null) throw new Error("The losses of classes were used before they were loaded.");
  return loaded;
}
