import { LabError } from "../core/errors.ts";
import { shownInput } from "../core/shown-input.ts";
import { malformedLink } from "./link-errors.ts";
import { isRunWord, isWholeWord, type RunWord, type WholeWord } from "./short-link-words.ts";

/** People write these links; none of them writes more. */
const LONGEST = 4000;

/** One word and what is said of it, decoded. */
export type SaidWord = readonly [word: string, text: string];

/** What stands behind one `e`. */
export interface SaidGroup {
  readonly words: ReadonlyMap<RunWord, string>;
  /** Neither of the whole nor of every run: settings of the table and of engines, in order. */
  readonly settings: readonly SaidWord[];
}

export interface SaidWords {
  readonly whole: ReadonlyMap<WholeWord, string>;
  /** At least one. */
  readonly groups: readonly SaidGroup[];
}

/** `d=moons&e=gbdt` in its parts. Throws link.malformed, link.too-large, and spec.invalid for a word said twice. */
export function readWords(text: string): SaidWords {
  if (text.length > LONGEST) {
    const message = `The link is longer than ${LONGEST} characters, which no readable one has to be. It was not opened.`;
    throw new LabError("link.too-large", message, { maxLength: LONGEST });
  }
  const whole = new Map<WholeWord, string>();
  let words = new Map<RunWord, string>();
  let settings: SaidWord[] = [];
  const groups: SaidGroup[] = [{ words, settings }];
  for (const [word, said] of pairsOf(text)) {
    if (isWholeWord(word)) setOnce(whole, word, said);
    else if (isRunWord(word)) {
      if (word === "e" && words.has("e")) {
        words = new Map();
        settings = [];
        groups.push({ words, settings });
      }
      setOnce(words, word, said);
    } else settings.push([word, said]);
  }
  return { whole, groups };
}

export function saidTwice(word: string): LabError {
  const message = `The link says "${shownInput(word)}" twice. Say it once.`;
  return new LabError("spec.invalid", message, { path: shownInput(word) });
}

function setOnce<K extends string>(map: Map<K, string>, word: K, said: string): void {
  if (map.has(word)) throw saidTwice(word);
  map.set(word, said);
}

function pairsOf(text: string): SaidWord[] {
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return [decoded(at < 0 ? part : part.slice(0, at)), at < 0 ? "" : decoded(part.slice(at + 1))];
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    throw malformedLink();
  }
}
