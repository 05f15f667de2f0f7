import type { Maker } from "./source.ts";
import { withKnobs } from "./table-knobs.ts";

/** Makers by the id of their data set: only that of the data set in use is loaded, and only where tables are made. */
const makers: { readonly [id: string]: () => Promise<Maker> } = {
  "heteroscedastic-sine": async () => withKnobs(await import("./makers/heteroscedastic-sine.ts")),
  shapes: async () => withKnobs(await import("./makers/shapes.ts")),
  friedman: async () => withKnobs(await import("./makers/friedman.ts")),
  "hastie-10-2": async () => withKnobs(await import("./makers/hastie.ts")),
  "piecewise-steps": async () => withKnobs(await import("./makers/piecewise-steps.ts")),
  "noisy-labels": async () => withKnobs(await import("./makers/noisy-labels.ts")),
  "fairness-toy": async () => withKnobs(await import("./makers/fairness-toy.ts")),
  "ranking-toy": async () => withKnobs(await import("./makers/ranking-toy.ts")),
  "ranking-queries": async () => withKnobs(await import("./makers/ranking-toy.ts")),
  "three-curves": async () => withKnobs(await import("./makers/three-curves.ts")),
  "two-moons": async () => (await import("./makers/two-moons.ts")).makeRows,
  "friedman-1": async () => (await import("./makers/friedman-1.ts")).makeRows,
};

/** The maker of a generated data set; null where the id is of a file, or unknown. */
export async function loadMaker(id: string): Promise<Maker | null> {
  return Object.hasOwn(makers, id) ? makers[id]!() : null;
}
