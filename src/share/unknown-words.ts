import { nearestText } from "../core/nearest-text.ts";
import type { Param } from "../core/params.ts";
import { shownInput } from "../core/shown-input.ts";
import type { SaidWord } from "./read-words.ts";
import { paramOf, runWords, settingWords, wholeWords } from "./short-link-words.ts";

const NAMED_WORDS = 5;

/** A sentence for each of the first words that nothing here knows, with the known one that was probably meant. */
export function unknownWordNotices(
  unknown: readonly SaidWord[],
  lists: readonly (readonly Param[])[],
): string[] {
  const known = new Set([
    ...wholeWords,
    ...runWords,
    ...lists.flat().map(({ id }) => id),
    ...Object.keys(settingWords).filter((word) =>
      lists.some((params) => paramOf(params, word) !== undefined),
    ),
  ]);
  const named = unknown
    .slice(0, NAMED_WORDS)
    .map(
      ([word]) =>
        `"${shownInput(word)}" is not known here and has no effect. The nearest name is "${nearestText(word, [...known])}".`,
    );
  const more = unknown.length - named.length;
  return more > 0 ? [...named, `${more} more are not known here and have no effect.`] : named;
}
