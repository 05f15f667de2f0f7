import { targetNamesOf } from "../../figures/one-target.ts";
import { splitCount } from "../../figures/partial-tree.ts";
import type { RestMode } from "../../figures/rest-subject.ts";
import { columnRuns, isTraining, roundOnScreen } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import { choiceCount, shownChoice, shownLearner } from "../shown-learner.ts";
import { showRound } from "./drive-clock.ts";
import { pauseAll } from "./train-run.ts";
import { updateClock, updateView } from "./update.ts";

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
    if (run.start === null || record === null || choiceCount(run.start, record) < 2) continue;
    const { learner, selectedRow, target } = state.view;
    const at = shownChoice({ start: run.start, learner, selectedRow, target }, record);
    const count = choiceCount(run.start, record);
    const next = (at + step + count) % count;
    // of several targets all pictures show the one that its tree is for
    const isTarget = count === targetNamesOf(run.start).length;
    updateView(lab, isTarget ? { target: next, learner: null } : { learner: next });
    return;
  }
}

/** One split of the tree back or on: inside the round that comes next, until that is whole. */
export function stepSplit(lab: Lab, direction: 1 | -1): void {
  const state = lab.store.getState();
  const round = roundOnScreen(state);
  const { split } = state.clock;
  const inside = split === null && direction < 0 ? round : round + 1;
  const total = splitsOf(lab, inside);
  const next = split === null ? (direction > 0 ? 1 : total - 1) : split + direction;
  if (next >= 1 && next < total) {
    updateClock(lab, { position: inside - 1, playing: false, following: false, split: next });
  } else {
    showRound(lab, next < 1 ? inside - 1 : inside);
  }
}

/** Splits of the tree that the first column shows of a round. */
function splitsOf(lab: Lab, round: number): number {
  const { runs, view } = lab.store.getState();
  const [run] = columnRuns(runs);
  const record = run === undefined ? null : lab.recordings.of(run.id)[round]?.record;
  if (!run?.start || !record) return 0;
  const learner = record.learners[shownLearner({ start: run.start, ...view }, record)];
  return learner?.learner.kind === "tree" ? splitCount(learner.learner.tree) : 0;
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
