import { leafWeight } from "../split-gain.ts";
import { type BestSplit, gainOfLeft, type NodeScan } from "./scan-numeric.ts";

interface CategoricalSlots {
  readonly feature: number;
  readonly first: number;
  readonly binCount: number;
  readonly hasMissing: boolean;
}

interface Sums {
  gradient: number;
  hessian: number;
}

/** Integer sums of the rows of this node whose category is missing. */
function missingSums(scan: NodeScan, slots: CategoricalSlots): Sums {
  if (!slots.hasMissing) return { gradient: 0, hessian: 0 };
  const at = 2 * (slots.first + slots.binCount);
  return { gradient: scan.histogram[at]!, hessian: scan.histogram[at + 1]! };
}

interface Trial {
  readonly right: Sums;
  readonly defaultLeft: boolean;
  categories(): Int32Array;
}

function offer(scan: NodeScan, slots: CategoricalSlots, trial: Trial, best: BestSplit): void {
  const leftGradient = scan.gradientSum - trial.right.gradient;
  const leftHessian = scan.hessianSum - trial.right.hessian;
  const gain = gainOfLeft(scan, leftGradient, leftHessian);
  if (!(gain > best.gain)) return;
  best.feature = slots.feature;
  best.gain = gain;
  best.bin = -1;
  best.defaultLeft = trial.defaultLeft;
  best.rightCategories = trial.categories();
  best.leftGradient = leftGradient;
  best.leftHessian = leftHessian;
}

/**
 * One category goes right, all others left; missing values on either side (XGBoost: one-hot below max_cat_to_onehot). A
 * category without rows still parts missing values from all others.
 */
export function scanOneHot(scan: NodeScan, slots: CategoricalSlots, best: BestSplit): void {
  const missing = missingSums(scan, slots);
  const anyMissing = missing.gradient !== 0 || missing.hessian !== 0;
  for (let code = 0; code < slots.binCount; code++) {
    const at = 2 * (slots.first + code);
    const gradient = scan.histogram[at]!;
    const hessian = scan.histogram[at + 1]!;
    const categories = () => Int32Array.of(code);
    offer(scan, slots, { right: { gradient, hessian }, defaultLeft: true, categories }, best);
    if (anyMissing) {
      const right = { gradient: gradient + missing.gradient, hessian: hessian + missing.hessian };
      offer(scan, slots, { right, defaultLeft: false, categories }, best);
    }
  }
}

/**
 * Categories sorted by their own leaf weight, prefixes tried from both ends (Fisher 1958; XGBoost's partition search):
 * forwards the prefix goes right and missing left, backwards the suffix goes left and missing right.
 */
export function scanPartition(scan: NodeScan, slots: CategoricalSlots, best: BestSplit): void {
  const { histogram, rule } = scan;
  const weights = new Float64Array(slots.binCount);
  for (let code = 0; code < slots.binCount; code++) {
    const at = 2 * (slots.first + code);
    const hessian = histogram[at + 1]! * scan.hessianScale;
    // A category lighter than a child may be says too little to be sorted by; XGBoost 1.7 also puts it at 0.
    const isHeavy = hessian >= rule.minChildWeight;
    weights[code] = isHeavy ? leafWeight(histogram[at]! * scan.gradientScale, hessian, rule) : 0;
  }
  const order = Int32Array.from(weights.keys()).sort((a, b) => weights[a]! - weights[b]! || a - b);
  const steps = Math.min(rule.maxCatThreshold, slots.binCount) - 1;
  const right: Sums = { gradient: 0, hessian: 0 };
  for (let step = 0; step < steps; step++) {
    const at = 2 * (slots.first + order[step]!);
    right.gradient += histogram[at]!;
    right.hessian += histogram[at + 1]!;
    const categories = () => order.slice(0, step + 1).sort((a, b) => a - b);
    offer(scan, slots, { right, defaultLeft: true, categories }, best);
  }
  right.gradient = scan.gradientSum;
  right.hessian = scan.hessianSum;
  for (let step = 0; step < steps; step++) {
    const last = slots.binCount - 1 - step;
    const at = 2 * (slots.first + order[last]!);
    right.gradient -= histogram[at]!;
    right.hessian -= histogram[at + 1]!;
    const categories = () => order.slice(0, last).sort((a, b) => a - b);
    offer(scan, slots, { right, defaultLeft: false, categories }, best);
  }
}
