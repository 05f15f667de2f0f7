import { LabError } from "../core/errors.ts";
import { shownInput } from "../core/shown-input.ts";
import type { Roles } from "./encoder.ts";

/** Throws spec.invalid where task and query do not go together. */
export function checkQuery({
  task,
  query,
  target,
  weight,
}: Pick<Roles, "task" | "query" | "target" | "weight">): void {
  if (task === "ranking" && query === undefined) {
    throw invalid(
      "A ranking orders the documents of a query, and no column says which rows belong to one. Name it in data.query.",
      null,
    );
  }
  if (query === undefined) return;
  const shown = shownInput(query);
  if (task !== "ranking")
    throw invalid(`The column "${shown}" holds queries, so the task is ranking, not ${task}.`, shown);
  if (query === target || query === weight) {
    throw invalid(
      `"${shown}" is the ${query === target ? "target" : "weight"} and cannot hold the queries too. Choose another column.`,
      shown,
    );
  }
}

function invalid(message: string, value: string | null): LabError {
  return new LabError("spec.invalid", message, { path: "data.query", value });
}
