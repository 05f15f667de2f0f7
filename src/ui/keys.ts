import {
  playOrPause,
  showBestRound,
  showLastRound,
  showRound,
  stepRounds,
} from "../store/actions/drive-clock.ts";
import { toggleRunNumber, trainAgain } from "../store/actions/edit-runs.ts";
import { stopAll } from "../store/actions/train-run.ts";
import { updateView } from "../store/actions/update.ts";
import { columnRuns, isChanged, isTraining, roundOnScreen } from "../store/experiment-of.ts";
import type { Lab } from "../store/lab.ts";
import { lettersAreOn } from "./letter-keys.ts";
import { shownLearner } from "./panels/shown-learner.ts";

/** One line of the list of keys. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
  /** A character on its own, which can be switched off. */
  readonly isLetter?: boolean;
}

export const keyHelp: readonly KeyHelp[] = [
  { keys: "Space", does: "play or pause" },
  { keys: "← →", does: "one round back or forward; with Shift ten" },
  { keys: "Home, End", does: "first or last round" },
  { keys: "B", does: "best round; again: that of the next run", isLetter: true },
  { keys: "R", does: "train again", isLetter: true },
  { keys: "G", does: "residuals or gradients", isLetter: true },
  { keys: "T", does: "show or hide test rows", isLetter: true },
  { keys: "L", does: "logarithmic loss axis", isLetter: true },
  { keys: "[ ]", does: "previous or next tree, where a round has several", isLetter: true },
  { keys: "Esc", does: "stop training, keep the model" },
  { keys: "1 to 9", does: "show or hide a run", isLetter: true },
  { keys: "↑ ↓", does: "previous or next row" },
  { keys: "?", does: "this list", isLetter: true },
];

/** Acts on a key of the page. True when it was one. */
export function pressKey(lab: Lab, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target, event.key)) return false;
  if (lab.store.getState().view.dialog !== null) return false;
  const act = actOf(lab, event);
  if (act === undefined) return false;
  act();
  return true;
}

function actOf(lab: Lab, event: KeyboardEvent): (() => void) | undefined {
  const step = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case " ":
      // A focused button keeps its own space bar.
      return event.target instanceof HTMLButtonElement ? undefined : () => playOrPause(lab);
    case "ArrowRight":
      return () => stepRounds(lab, step);
    case "ArrowLeft":
      return () => stepRounds(lab, -step);
    case "ArrowDown":
      return () => stepRow(lab, 1);
    case "ArrowUp":
      return () => stepRow(lab, -1);
    case "Home":
      return () => showRound(lab, 0);
    case "End":
      return () => showLastRound(lab);
    case "Escape":
      return lab.store.getState().runs.some(isTraining) ? () => stopAll(lab) : undefined;
    default:
      return letterAct(lab, event.key);
  }
}

function letterAct(lab: Lab, key: string): (() => void) | undefined {
  if (!lettersAreOn()) return undefined;
  if (key >= "1" && key <= "9" && key.length === 1) return () => toggleRunNumber(lab, Number(key));
  const { runs, setup, view } = lab.store.getState();
  switch (key.toLowerCase()) {
    case "b":
      return () => showBestRound(lab);
    case "r":
      return () =>
        trainAgain(
          lab,
          runs.filter((run) => isChanged(setup, run)).map((run) => run.id),
        );
    case "g":
      return () => updateView(lab, { restMode: view.restMode === "residuals" ? "gradients" : "residuals" });
    case "t":
      return setup.split.test > 0 ? () => updateView(lab, { showTest: !view.showTest }) : undefined;
    case "l":
      return () => updateView(lab, { logLoss: !view.logLoss });
    case "]":
      return () => stepLearner(lab, 1);
    case "[":
      return () => stepLearner(lab, -1);
    case "?":
      return () => updateView(lab, { dialog: "keys" });
    default:
      return undefined;
  }
}

/** Goes round the trees of the round on screen, in the first column that has several. */
function stepLearner(lab: Lab, step: number): void {
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

function stepRow(lab: Lab, step: number): void {
  const { view, data } = lab.store.getState();
  if (data.status !== "ready" || view.selectedRow === null) return;
  const last = data.table.rowCount - 1;
  updateView(lab, { selectedRow: Math.min(last, Math.max(0, view.selectedRow + step)) });
}

/** Fields keep their keys. Sliders and boxes keep only those that they use themselves. */
function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role=tree],[role=menu]") !== null) return true;
  if (!(target instanceof HTMLInputElement)) return ["SELECT", "TEXTAREA"].includes(target.tagName);
  if (target.type === "range") return key.startsWith("Arrow") || key === "Home" || key === "End";
  return target.type !== "checkbox" || key === " ";
}
