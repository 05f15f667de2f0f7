import { useEffect } from "react";
import type { Lab } from "../store/lab.ts";
import { useLabState } from "./lab-context.ts";

/** Fetched with the first step, which a first visit has not taken. */
const steps = () => import("../store/actions/undo.ts");

/** Whether there is a step back. Its code comes before it is asked for: a change in between would be undone in its place. */
export function useCanUndo(): boolean {
  const canUndo = useLabState((state) => state.history.past.length > 0);
  useEffect(() => {
    if (canUndo) steps().catch(() => undefined);
  }, [canUndo]);
  return canUndo;
}

/** A step back or on in the settings. */
export async function takeBack(lab: Lab, way: "undo" | "redo"): Promise<void> {
  (await steps())[way](lab);
}
