import type { BackendAttempt } from "../../compute/attempts.ts";
import { plainText } from "../../figures/number-text.ts";
import { speedWords as words } from "../../words/speed.ts";

/** A backend's name, with its threads where it has some. */
export function backendText(id: BackendAttempt["id"], threads: number): string {
  const name = words.names[id];
  return id === "wasm" ? words.withThreads(name, words.threads(threads)) : name;
}

/** What became of a backend: a line beside the run. */
export function attemptText({ id, threads, outcome, reason, treeMs }: BackendAttempt): string {
  const text = words.outcomes[outcome](backendText(id, threads), reason ?? "");
  return treeMs === null ? text : words.treeTime(text, plainText(treeMs));
}
