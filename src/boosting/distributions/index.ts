import { LabError } from "../../core/errors.ts";
import { shownInput } from "../../core/shown-input.ts";
import { type FamilyEntry, families } from "./catalogue.ts";
import type { Distribution } from "./distribution.ts";
import { normal } from "./normal.ts";

export { type FamilyEntry, families } from "./catalogue.ts";

/** The normal distribution is at hand, the others once something asked for one of them. */
const loaded = new Map<string, Distribution>([[normal.id, normal]]);

export function familyEntry(id: string): FamilyEntry {
  const found = families.find((entry) => entry.id === id);
  if (found !== undefined) return found;
  const known = families.map((entry) => entry.id).join(", ");
  throw new LabError(
    "spec.unknown-id",
    `There is no distribution "${shownInput(id)}". Known are: ${known}.`,
    {
      path: "distribution",
      value: shownInput(id),
    },
  );
}

/**
 * Makes `distributionById` know a distribution. Whoever starts a run or takes up a model awaits it first; classes need
 * nothing, their predictions are probabilities.
 */
export async function loadDistribution(id: string | undefined): Promise<void> {
  if (id === undefined || loaded.has(id) || !familyEntry(id).tasks.includes("regression")) return;
  const { allDistributions } = await import("./all-distributions.ts");
  for (const distribution of allDistributions) loaded.set(distribution.id, distribution);
}

/** A distribution of numbers that was loaded before. */
export function distributionById(id: string): Distribution {
  const found = loaded.get(id);
  if (found !== undefined) return found;
  const { label } = familyEntry(id);
  throw new Error(`The distribution ${label} was used before it was loaded.`);
}
