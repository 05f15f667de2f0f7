import type { SplitRule } from "../backend.ts";
import { splitGain } from "../split-gain.ts";
import type { Histogram } from "./histogram.ts";

/** What a scan needs of its node; sums are integers, scales turn them into gradients. */
export interface NodeScan {
  readonly histogram: Histogram;
  readonly gradientSum: number;
  readonly hessianSum: number;
  readonly gradientScale: number;
  readonly hessianScale: number;
  readonly rule: SplitRule;
  readonly parentGain: number;
}

/** The best so far, written in place; only a strictly greater gain replaces it, which settles all ties. */
export interface BestSplit {
  feature: number;
  gain: number;
  /** Numeric: bins <= bin go left, -1 = only missing values do. */
  bin: number;
  defaultLeft: boolean;
  rightCategories: Int32Array | null;
  /** Integer sums of the left child. */
  leftGradient: number;
  leftHessian: number;
}

/** Gain of a split given the integer sums of its left child; -Infinity where a child is too light. */
export function gainOfLeft(scan: NodeScan, leftGradient: number, leftHessian: number): number {
  const { rule } = scan;
  const hessianLeft = leftHessian * scan.hessianScale;
  const hessianRight = (scan.hessianSum - leftHessian) * scan.hessianScale;
  if (hessianLeft <= 0 || hessianRight <= 0) return Number.NEGATIVE_INFINITY;
  if (hessianLeft < rule.minChildWeight || hessianRight < rule.minChildWeight)
    return Number.NEGATIVE_INFINITY;
  const gain = splitGain(
    leftGradient * scan.gradientScale,
    hessianLeft,
    (scan.gradientSum - leftGradient) * scan.gradientScale,
    hessianRight,
    scan,
  );
  return gain < Number.POSITIVE_INFINITY ? gain : Number.NEGATIVE_INFINITY;
}

/**
 * Scans one numeric feature whose slots are first .. first + binCount - 1, and the missing slot after them if it has one.
 * Upwards with missing going right; downwards with missing going left, only when a row of this node is missing.
 * A bin without rows repeats the sums before it and can not win, so it is passed over.
 */
export function scanNumeric(
  scan: NodeScan,
  slots: {
    readonly feature: number;
    readonly first: number;
    readonly binCount: number;
    readonly hasMissing: boolean;
  },
  best: BestSplit,
): void {
  const { histogram } = scan;
  const { first, binCount } = slots;
  let gradient = 0;
  let hessian = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const at = 2 * (first + bin);
    const g = histogram[at]!;
    const h = histogram[at + 1]!;
    if (g === 0 && h === 0) continue;
    gradient += g;
    hessian += h;
    const gain = gainOfLeft(scan, gradient, hessian);
    if (gain > best.gain) {
      record(best, slots.feature, gain, bin, false, gradient, hessian);
    }
  }
  const missingAt = 2 * (first + binCount);
  const anyMissing = slots.hasMissing && (histogram[missingAt] !== 0 || histogram[missingAt + 1] !== 0);
  if (!anyMissing) return;
  gradient = scan.gradientSum;
  hessian = scan.hessianSum;
  for (let bin = binCount - 1; bin >= 0; bin--) {
    const at = 2 * (first + bin);
    const g = histogram[at]!;
    const h = histogram[at + 1]!;
    if (g === 0 && h === 0) continue;
    gradient -= g;
    hessian -= h;
    const gain = gainOfLeft(scan, gradient, hessian);
    if (gain > best.gain) {
      record(best, slots.feature, gain, bin - 1, true, gradient, hessian);
    }
  }
}

function record(
  best: BestSplit,
  feature: number,
  gain: number,
  bin: number,
  defaultLeft: boolean,
  leftGradient: number,
  leftHessian: number,
): void {
  best.feature = feature;
  best.gain = gain;
  best.bin = bin;
  best.defaultLeft = defaultLeft;
  best.rightCategories = null;
  best.leftGradient = leftGradient;
  best.leftHessian = leftHessian;
}
