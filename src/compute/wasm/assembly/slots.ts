// A slot of a histogram: i64 = packed, one word (hessian in the upper half); f64 = wide, two doubles.
import { FEATURES, HAS_MISSING, word } from "./layout";

@inline
export function slotShift<S>(): usize {
  return isInteger<S>() ? 3 : 4;
}

@inline
export function slotGradient<S>(slot: usize): f64 {
  return isInteger<S>() ? <f64>load<i32>(slot) : load<f64>(slot);
}

/** The upper half of a packed word has borrowed one where the gradient is negative. */
@inline
export function slotHessian<S>(slot: usize): f64 {
  return isInteger<S>() ? <f64>(load<i32>(slot, 4) - (load<i32>(slot) >> 31)) : load<f64>(slot, 8);
}

/** Whether any row of the node has no value in a column of these flags. */
@inline
export function hasMissingSums<S>(first: usize, binCount: usize, flags: i32): bool {
  if ((flags & HAS_MISSING) === 0) return false;
  const missing = first + (binCount << slotShift<S>());
  return slotGradient<S>(missing) !== 0 || slotHessian<S>(missing) !== 0;
}

/** Address of a feature's slots. */
@inline
export function slotsOf<S>(feature: usize, histogram: usize): usize {
  return histogram + (word(word(FEATURES) + feature * 12) << slotShift<S>());
}
