import type { SplitSpec } from "../../experiment/spec.ts";
import type { Lab } from "../lab.ts";
import { remember } from "./remember.ts";

/** @param what the setting that was changed: each of them is a step back of its own. */
export function changeSplit(lab: Lab, split: SplitSpec, what: string): void {
  remember(lab, `split:${what}`);
  lab.store.setState((state) => ({ setup: { ...state.setup, split } }));
}
