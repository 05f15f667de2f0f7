import type { FlatList } from "./optimiser.ts";

/** Coupled decay: the gradient of decay/2 |weights|^2 on top. */
export function addDecay(gradient: FlatList, weights: FlatList, decay: number): void {
  if (decay === 0) return;
  for (let i = 0; i < weights.length; i++) gradient[i]! += decay * weights[i]!;
}

/** Decoupled decay: takes so much of each weight off, before the rule's own step as torch's AdamW does. */
export function shrinkWeights(weights: FlatList, share: number): void {
  if (share === 0) return;
  const kept = 1 - share;
  for (let i = 0; i < weights.length; i++) weights[i]! *= kept;
}
