import { useStore } from "zustand";
import { type ComparisonState, comparisonOf } from "../../store/comparison/comparison.ts";
import { useLab } from "../lab-context.ts";

/** A part of the comparison; the component draws again when that part changes. */
export function useComparison<T>(select: (state: ComparisonState) => T): T {
  return useStore(comparisonOf(useLab()), select);
}
