import { remember } from "../actions/remember.ts";
import { runById, updateRun } from "../actions/update.ts";
import type { Lab } from "../lab.ts";

const LONGEST_NOTE = 1000;

export function starRun(lab: Lab, id: string): void {
  const run = runById(lab, id);
  if (run !== undefined) updateRun(lab, id, { isStarred: run.isStarred !== true });
}

export function noteRun(lab: Lab, id: string, text: string): void {
  const note = text.trim().slice(0, LONGEST_NOTE);
  const run = runById(lab, id);
  if (run === undefined || (run.note ?? "") === note) return;
  remember(lab, `note:${id}`);
  updateRun(lab, id, { note });
}
