import { LabError } from "../core/errors.ts";
import { shownInput } from "../core/shown-input.ts";
import type { Roles } from "./encoder.ts";

const MOST_TARGETS = 16;

/** All targets of a row, in order. */
export function targetNames({ target, targets = [] }: Pick<Roles, "target" | "targets">): string[] {
  return [target, ...targets];
}

/** Throws spec.invalid where task and targets do not go together, or one column would have two roles. */
export function checkTargets(
  { task, target, targets, weight }: Pick<Roles, "task" | "target" | "targets" | "weight">,
  splitColumn: string | null,
): void {
  if (targets === undefined) {
    if (task !== "multioutput") return;
    throw invalid("Several targets need columns beside the first one. Name them in data.targets.");
  }
  if (task !== "multioutput")
    throw invalid(`Several targets are for the task multioutput, not ${task}.`, "task");
  const names = targetNames({ target, targets });
  if (names.length > MOST_TARGETS) {
    throw invalid(`${names.length} targets are too many: at most ${MOST_TARGETS} are predicted at once.`);
  }
  const taken = names.find((name, at) => name === weight || name === splitColumn || names.indexOf(name) < at);
  if (taken === undefined) return;
  const role =
    taken === weight ? "the weight" : taken === splitColumn ? "the split column" : "a target already";
  throw invalid(`"${shownInput(taken)}" is ${role}. Choose another target, or change its other role.`);
}

function invalid(message: string, path = "data.targets"): LabError {
  return new LabError("spec.invalid", message, { path });
}
