import { useStore } from "zustand";
import { type TuningState, tuningOf } from "../../store/tuning/tuning.ts";
import { useLab } from "../lab-context.ts";

/** A part of the search; the component draws again when that part changes. */
export function useTuning<T>(select: (state: TuningState) => T): T {
  return useStore(tuningOf(useLab()), select);
}
