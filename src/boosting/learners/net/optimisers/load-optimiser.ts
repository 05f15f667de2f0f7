import { adam } from "./adam.ts";
import type { Optimiser } from "./optimiser.ts";

/** The default at once, others when they are asked for. Throws spec.unknown-id. */
export async function loadOptimiser(id: string): Promise<Optimiser> {
  if (id === adam.id) return adam;
  const { optimiserById } = await import("./index.ts");
  return optimiserById(id);
}
