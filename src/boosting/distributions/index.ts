import type { ModelOutputs } from "../outputs.ts";
import { familyEntry } from "./catalogue.ts";
import type { Distribution, JointDistribution } from "./distribution.ts";
import { normal } from "./normal.ts";

export { type FamilyEntry, families, familyEntry } from "./catalogue.ts";

/** The normal distribution is at hand, the others once something asked for one of them. */
const loaded = new Map<string, Distribution>([[normal.id, normal]]);
/** By id and number of targets. */
const joint = new Map<string, JointDistribution>();

/**
 * Makes `distributionById` know a distribution. Whoever starts a run or takes up a model awaits it first; classes need
 * nothing, their predictions are probabilities.
 */
export async function loadDistribution(id: string | undefined): Promise<void> {
  if (id === undefined || loaded.has(id)) return;
  const { tasks, targetCounts } = familyEntry(id);
  if (!tasks.includes("regression") && targetCounts === undefined) return;
  const { allDistributions, jointDistributions } = await import("./all-distributions.ts");
  for (const distribution of allDistributions) loaded.set(distribution.id, distribution);
  const [least, most] = targetCounts ?? [1, 0];
  for (let count = least; count <= most; count++) joint.set(`${id} ${count}`, jointDistributions[id]!(count));
}

/** A distribution of numbers that was loaded before. */
export function distributionById(id: string): Distribution {
  return loaded.get(id) ?? notLoaded(id);
}

/** A distribution of so many targets that was loaded before. */
export function jointById(id: string, targetCount: number): JointDistribution {
  return joint.get(`${id} ${targetCount}`) ?? notLoaded(id);
}

/** Symbols of the raw scores of a distribution, with the names of the targets that they are of; null for other outputs. */
export function parameterSymbols({
  distribution: id,
  outputNames: names,
}: Pick<ModelOutputs, "distribution" | "outputNames">): readonly string[] | null {
  if (id === undefined) return null;
  return names === undefined
    ? distributionById(id).parameters.map(({ symbol }) => symbol)
    : jointById(id, names.length).symbols(names);
}

function notLoaded(id: string): never {
  const { label } = familyEntry(id);
  throw new Error(`The distribution ${label} was used before it was loaded.`);
}
