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
import { isChanged, isTraining } from "../store/experiment-of.ts";
import type { Lab } from "../store/lab.ts";

/** One line of the list of keys. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

export const keyHelp: readonly KeyHelp[] = [
  { keys: "Space", does: "play or pause" },
  { keys: "← →", does: "one round back or forward; with Shift ten" },
  { keys: "Home, End", does: "first or last round" },
  { keys: "B", does: "best round; again: that of the next run" },
  { keys: "R", does: "train again" },
  { keys: "Esc", does: "stop training, keep the model" },
  { keys: "1 to 9", does: "show or hide a run" },
  { keys: "↑ ↓", does: "previous or next row" },
  { keys: "?", does: "this list" },
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
    case "?":
      return () => updateView(lab, { dialog: "keys" });
    default:
      return letterAct(lab, event.key);
  }
}

function letterAct(lab: Lab, key: string): (() => void) | undefined {
  if (key >= "1" && key <= "9" && key.length === 1) return () => toggleRunNumber(lab, Number(key));
  if (key === "b" || key === "B") return () => showBestRound(lab);
  if (key === "r" || key === "R") {
    const { runs, setup } = lab.store.getState();
    return () =>
      trainAgain(
        lab,
        runs.filter((run) => isChanged(setup, run)).map((run) => run.id),
      );
  }
  return undefined;
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
