import type { Trap } from "../../data/traps/trap.ts";
import { experimentOfDraft, trapKey } from "../draft.ts";
import type { Lab } from "../lab.ts";
import type { ImportDraft, TrapAnswer } from "../lab-state.ts";
import { updateImport } from "./update.ts";

/** Lets the worker count the cells of a new draft. */
export function profileDraft(lab: Lab): void {
  void ask(lab, async (draft) => {
    const profiles = await lab.services.table.profiles(draft.fingerprint);
    return profiles.ok ? { profiles: profiles.value } : {};
  });
}

/** Looks for traps as the draft stands; an answer that comes after the next change is not used. */
export function findDraftTraps(lab: Lab): void {
  const { draft, error } = lab.store.getState().importing;
  if (draft === null) return;
  updateImport(lab, { draft: { ...draft, traps: null }, error });
  void ask(lab, async (asked) => {
    const { setup } = lab.store.getState();
    const traps = await lab.services.table.traps(asked.fingerprint, experimentOfDraft(asked, setup));
    return { traps: traps.ok ? traps.value : [] };
  });
}

const WATCHED = ["fingerprint", "roles", "task", "split"] as const;

/** Puts an answer into the draft if what it was asked about still stands. */
async function ask(lab: Lab, question: (draft: ImportDraft) => Promise<Partial<ImportDraft>>): Promise<void> {
  const asked = lab.store.getState().importing.draft;
  if (asked === null) return;
  const answer = await question(asked);
  const now = lab.store.getState().importing.draft;
  if (now === null || WATCHED.some((member) => now[member] !== asked[member])) return;
  const draft = { ...now, ...answer };
  updateImport(lab, { draft: answer.traps ? withAdvice(draft, answer.traps) : draft });
}

/** What is advised against a trap that makes results wrong is done at once, said, and can be undone. */
function withAdvice(draft: ImportDraft, traps: readonly Trap[]): ImportDraft {
  let { roles, split, answers } = draft;
  for (const trap of traps) {
    const key = trapKey(trap);
    if (answers[key] !== undefined || trap.advice === null) continue;
    if (trap.advice.kind === "keep-duplicates-together" && split.kind === "random") {
      split = { ...split, duplicatesTogether: true };
      answers = { ...answers, [key]: "without" };
    }
    if (trap.advice.kind === "leave-out" && trap.tone === "warn") {
      const columns = trap.advice.columns.filter((name) => name !== roles.target);
      roles = { ...roles, ignored: [...new Set([...roles.ignored, ...columns])] };
      answers = { ...answers, [key]: "without" };
    }
  }
  return { ...draft, roles, split, answers };
}

/** Decides about the columns of a trap: without them, with them, or each run both ways. */
export function answerTrap(lab: Lab, trap: Trap, answer: TrapAnswer): void {
  const { draft } = lab.store.getState().importing;
  if (draft === null || trap.advice === null) return;
  const answers = { ...draft.answers, [trapKey(trap)]: answer };
  const { advice } = trap;
  if (advice.kind === "leave-out") {
    const others = draft.roles.ignored.filter((name) => !advice.columns.includes(name));
    const ignored = answer === "without" ? [...others, ...advice.columns] : others;
    updateImport(lab, { draft: { ...draft, answers, roles: { ...draft.roles, ignored } } });
    return;
  }
  const isTaken = answer === "without";
  const split: ImportDraft["split"] =
    advice.kind === "split-by-time"
      ? { ...draft.split, kind: isTaken ? "time" : "random", column: isTaken ? advice.column : null }
      : { ...draft.split, duplicatesTogether: isTaken };
  updateImport(lab, { draft: { ...draft, answers, split } });
}

/** Columns that are trained both with and without. */
export function columnsBothWays(draft: ImportDraft): string[] {
  const traps = draft.traps ?? [];
  return traps.flatMap((trap) =>
    trap.advice?.kind === "leave-out" && draft.answers[trapKey(trap)] === "both" ? trap.advice.columns : [],
  );
}
