import { compareWords as words } from "../../words/compare.ts";
import { type ComparisonState, repeatCount } from "./comparison.ts";

type Repeats = Pick<ComparisonState, "repeats" | "folds">;

/** So many repeats: seeds, or folds. */
export function countedText(count: number, { folds }: Pick<Repeats, "folds">): string {
  return folds === null ? words.seedCount(count) : words.foldCount(count);
}

/** How far a comparison has come: seeds, whole cross-validations, or some of their folds. */
export function knownText(known: number, { repeats, folds }: Repeats): string {
  if (folds === null) return words.seedCount(Math.max(1, known));
  return known > 0 && known % folds === 0
    ? words.folds(known / folds, folds)
    : words.someFolds(known, repeatCount({ repeats, folds }));
}

/** What is asked for. */
export function wantedText({ repeats, folds }: Repeats): string {
  return folds === null ? words.seedCount(repeats) : words.folds(repeats, folds);
}
