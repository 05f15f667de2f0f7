import type { Dimension, SearchedRange } from "../../analysis/tuning/search-space.ts";
import { remember } from "../actions/remember.ts";
import { updateRun } from "../actions/update.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry } from "../lab-state.ts";

/** Chooses which parameters a search around the run moves. Settings of a search can be gone back to as all others. */
export function chooseSearched(lab: Lab, { id, search }: RunEntry, chosen: readonly string[] | null): void {
  remember(lab, `search:${id}`);
  updateRun(lab, id, { search: { ranges: search?.ranges ?? {}, chosen } });
}

/** Searches a parameter between these values; the usual range is not written down. */
export function setSearchedRange(
  lab: Lab,
  { id, search }: RunEntry,
  { id: param, usual }: Pick<Dimension, "id" | "usual">,
  range: SearchedRange,
): void {
  const { [param]: _, ...others } = search?.ranges ?? {};
  const isUsual = range.low === usual.low && range.high === usual.high;
  remember(lab, `search:${id} ${param}`);
  updateRun(lab, id, {
    search: { chosen: search?.chosen ?? null, ranges: isUsual ? others : { ...others, [param]: range } },
  });
}

/** Back to the usual parameters and ranges. */
export function searchAsUsual(lab: Lab, { id }: RunEntry): void {
  remember(lab, `search:${id}`);
  updateRun(lab, id, { search: undefined });
}
