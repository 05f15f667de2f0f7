import type { Lab } from "../store/lab.ts";

/** A step back or on in the settings; a first visit has taken none, so the way is fetched with the first. */
export async function takeBack(lab: Lab, way: "undo" | "redo"): Promise<void> {
  (await import("../store/actions/undo.ts"))[way](lab);
}
