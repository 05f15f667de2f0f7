import { canonicalJson } from "../../core/canonical-json.ts";
import { compareReceipts, type Receipt } from "../../experiment/receipt.ts";
import { receiptLines } from "../../share/receipt-text.ts";
import { receiptWords } from "../../words/receipt.ts";
import { addNotice } from "../actions/update.ts";
import { experimentOf, isTraining } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { LabState } from "../lab-state.ts";
import { receiptOnScreen } from "./receipt-on-screen.ts";

const watches = new WeakMap<Lab, () => void>();

/**
 * Compares what is trained here with the receipt of the link, as soon as every run has ended, and says the result. Gives
 * up when settings are changed before.
 */
export function watchReceipt(lab: Lab, receipt: Receipt): void {
  watches.get(lab)?.();
  const asked = decidedBy(lab.store.getState());
  const stop = lab.store.subscribe((state) => {
    // Asked at every step of the clock: what is cheap comes first.
    if (state.data.status !== "ready" || !state.runs.every(hasEnded)) return;
    stop();
    if (decidedBy(state) === asked) tell(lab, receipt);
  });
  watches.set(lab, stop);
}

/** The fingerprint is filled in when the table is read: no setting. */
function decidedBy(state: LabState): string {
  const experiment = experimentOf(state);
  return canonicalJson({ ...experiment, data: { ...experiment.data, fingerprint: null } });
}

function hasEnded(run: LabState["runs"][number]): boolean {
  return !isTraining(run) && run.status !== "idle";
}

function tell(lab: Lab, receipt: Receipt): void {
  const found = receiptOnScreen(lab);
  const state = lab.store.getState();
  if (found === null) {
    addNotice(lab, { tone: "warn", code: "receipt.differs", text: receiptWords.untrained });
    return;
  }
  const differences = compareReceipts(receipt, found);
  const isEqual = differences.length === 0;
  const names = state.runs.map(({ name }) => name);
  const lines = receiptLines(differences, experimentOf(state), names).map((line) => line.trim());
  addNotice(lab, {
    tone: isEqual ? "plain" : "warn",
    code: isEqual ? null : "receipt.differs",
    text: lines.map((line) => (/[.:]$/.test(line) ? line : `${line}.`)).join(" "),
  });
}
