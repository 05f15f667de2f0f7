import type { BackendAttempt } from "../../compute/attempts.ts";
import { plainText } from "../../figures/number-text.ts";
import { speedWords as words } from "../../words/speed.ts";

/** A backend's name, with its threads where it has some. */
export function backendText(id: BackendAttempt["id"], threads: number): string {
  const name = words.names[id];
  return id === "wasm" ? words.withThreads(name, words.threads(threads)) : name;
}

/** Libraries of tensors train nets beside the backend that does the rest. */
function outcomeText({ id, threads, outcome, reason }: BackendAttempt): string {
  const name = backendText(id, threads);
  if (id.startsWith("tfjs") && (outcome === "timing" || outcome === "lost")) {
    return words.tensorOutcomes[outcome](name, reason ?? "");
  }
  return words.outcomes[outcome](name, reason ?? "");
}

/** What became of a backend: a line beside the run. */
export function attemptText(attempt: BackendAttempt): string {
  const { treeMs, stageMs } = attempt;
  const text = outcomeText(attempt);
  if (stageMs !== undefined) {
    return words.stageTimes(text, plainText(stageMs.tensors), plainText(stageMs.own));
  }
  return treeMs === null ? text : words.treeTime(text, plainText(treeMs));
}
