// A slot of a histogram: [gradient, hessian] as doubles that hold integers.
import { FEATURES, HAS_MISSING, word } from "./layout";

export const SLOT_SHIFT: usize = 4;

@inline
export function slotGradient(slot: usize): f64 {
  return load<f64>(slot);
}

@inline
export function slotHessian(slot: usize): f64 {
  return load<f64>(slot, 8);
}

/** Whether any row of the node has no value in a column of these flags. */
@inline
export function hasMissingSums(first: usize, binCount: usize, flags: i32): bool {
  if ((flags & HAS_MISSING) === 0) return false;
  const missing = first + (binCount << SLOT_SHIFT);
  return slotGradient(missing) !== 0 || slotHessian(missing) !== 0;
}

/** Address of a feature's slots. */
@inline
export function slotsOf(feature: usize, histogram: usize): usize {
  return histogram + (word(word(FEATURES) + feature * 12) << SLOT_SHIFT);
}
