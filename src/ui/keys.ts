import { toggleRunNumber } from "../store/actions/edit-runs.ts";
import type { Lab } from "../store/lab.ts";
import { type Command, commands } from "./commands.ts";
import { lettersAreOn } from "./letter-keys.ts";

const byKey = new Map<string, Command>(
  commands.flatMap((command) => command.keys.map((keys) => [keys, command] as const)),
);

/** These act in fields too: no field uses them. */
const EVERYWHERE = new Set(["Ctrl+k", "Ctrl+Shift+s"]);

/** "Ctrl+Shift+z": the key with what is held; Ctrl stands for Cmd too. Shift alone counts where it is told apart. */
export function combinationOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const name = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const control = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const held = `${control}${event.altKey ? "Alt+" : ""}`;
  const withShift = `${held}Shift+${name}`;
  return event.shiftKey && (held !== "" || byKey.has(withShift)) ? withShift : held + name;
}

/** Acts on a key of the page. True when it was one. */
export function pressKey(lab: Lab, event: KeyboardEvent): boolean {
  const keys = combinationOf(event);
  const state = lab.store.getState();
  if (state.view.dialog !== null || (isTyping(event.target, event.key) && !EVERYWHERE.has(keys)))
    return false;
  // A focused button keeps its own space bar.
  if (keys === "Space" && event.target instanceof HTMLButtonElement) return false;
  if (/^[1-9]$/.test(keys) && lettersAreOn()) {
    toggleRunNumber(lab, Number(keys));
    return true;
  }
  const command = byKey.get(keys);
  if (command === undefined || (command.isLetter === true && !lettersAreOn())) return false;
  if (command.can?.(state, lab) === false) return false;
  command.act(lab);
  return true;
}

/** Fields keep their keys. Sliders and boxes keep only those that they use themselves. */
function isTyping(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role=tree],[role=menu]") !== null) return true;
  if (!(target instanceof HTMLInputElement)) return ["SELECT", "TEXTAREA"].includes(target.tagName);
  if (target.type === "range") return /^(Arrow|Home|End|Page)/.test(key);
  return target.type !== "checkbox" || key === " ";
}
