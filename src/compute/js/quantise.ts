import { LabError } from "../../core/errors.ts";
import type { TreeInput } from "../backend.ts";
import {
  chooseQuantisation,
  countExponents,
  countsInUnit,
  powerOfTwo,
  type Quantisation,
  unitOf,
} from "../quantisation.ts";

/** Gradient pairs as integers: Int32Array in the packed layout, integers in a Float64Array in the wide one. */
export interface QuantisedPairs {
  readonly quantisation: Quantisation;
  /** See TreeGrowth.beginTree. */
  readonly unit: number;
  readonly gradient: Int32Array | Float64Array;
  readonly hessian: Int32Array | Float64Array;
  readonly gradientSum: number;
  readonly hessianSum: number;
}

/** Adding and taking away 1.5 * 2^52 rounds a double of magnitude below 2^51 to an integer, half to even. */
const ROUNDER = 6755399441055744;

function assertFinite(counts: Float64Array): void {
  if (counts[255]! > 0) {
    throw new LabError("train.non-finite", "A gradient became infinite or undefined.", {
      rows: counts[255]!,
    });
  }
}

/**
 * Rounds every pair to integers, half to even. A positive hessian never becomes 0 (its row would vanish from cover);
 * rows sampled out are exactly (0, 0).
 */
export function quantisePairs({ gradient, hessian, sampled, holds }: TreeInput): QuantisedPairs {
  const rowCount = gradient.length;
  const unit = holds === "targets" ? unitOf(gradient) : 0;
  const gradientCounts = countsInUnit(countExponents(gradient, sampled), unit);
  const hessianCounts = countExponents(hessian, sampled);
  assertFinite(gradientCounts);
  assertFinite(hessianCounts);
  const quantisation = chooseQuantisation(gradientCounts, hessianCounts, rowCount);
  const packed = quantisation.layout === "packed";
  const gradientOut = packed ? new Int32Array(rowCount) : new Float64Array(rowCount);
  const hessianOut = packed ? new Int32Array(rowCount) : new Float64Array(rowCount);
  const sign = holds === "targets" ? -1 : 1;
  const gradientScale = sign * powerOfTwo(quantisation.gradientExponent + unit);
  const hessianScale = powerOfTwo(quantisation.hessianExponent);
  let gradientSum = 0;
  let hessianSum = 0;
  for (let i = 0; i < rowCount; i++) {
    if (sampled !== null && sampled[i] === 0) continue;
    const g = gradient[i]! * gradientScale + ROUNDER - ROUNDER;
    const raw = hessian[i]!;
    let h = raw * hessianScale + ROUNDER - ROUNDER;
    if (h === 0 && raw > 0) h = 1;
    gradientOut[i] = g;
    hessianOut[i] = h;
    gradientSum += g;
    hessianSum += h;
  }
  return { quantisation, unit, gradient: gradientOut, hessian: hessianOut, gradientSum, hessianSum };
}
