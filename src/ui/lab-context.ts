import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Lab } from "../store/lab.ts";
import type { LabState } from "../store/lab-state.ts";

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (lab === null) throw new Error("No lab around this component.");
  return lab;
}

/** A part of the state; the component draws again when that part changes. */
export function useLabState<T>(select: (state: LabState) => T): T {
  return useStore(useLab().store, select);
}
