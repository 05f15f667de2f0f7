import type { RestMode } from "../../figures/rest-subject.ts";
import { columnRuns, isTraining, roundOnScreen } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import { shownLearner } from "../shown-learner.ts";
import { pauseAll } from "./train-run.ts";
import { updateView } from "./update.ts";

/** Marks the row before or after the marked one. */
export function stepRow(lab: Lab, step: number): void {
  const { view, data } = lab.store.getState();
  if (data.status !== "ready" || view.selectedRow === null) return;
  const last = data.table.rowCount - 1;
  updateView(lab, { selectedRow: Math.min(last, Math.max(0, view.selectedRow + step)) });
}

/** Goes round the trees of the round on screen, in the first column that has several. */
export function stepLearner(lab: Lab, step: number): void {
  const state = lab.store.getState();
  for (const run of columnRuns(state.runs)) {
    const rounds = lab.recordings.of(run.id);
    const record = rounds[Math.min(roundOnScreen(state), rounds.length - 1)]?.record ?? null;
    if (run.start === null || record === null || record.learners.length < 2) continue;
    const { learner, selectedRow } = state.view;
    const at = shownLearner({ start: run.start, learner, selectedRow }, record);
    const count = record.learners.length;
    updateView(lab, { learner: (at + step + count) % count });
    return;
  }
}

const REST: readonly RestMode[] = ["residuals", "gradients", "newton"];

export function nextRest(lab: Lab): void {
  const { restMode } = lab.store.getState().view;
  updateView(lab, { restMode: REST[(REST.indexOf(restMode) + 1) % REST.length] });
}

/** Lets training rest, or go on where it does. */
export function pauseOrGoOn(lab: Lab): void {
  const { runs } = lab.store.getState();
  if (runs.some(isTraining))
    pauseAll(
      lab,
      runs.some((run) => run.status === "running"),
    );
}
