import { netWords as words } from "../words/net.ts";
import type { ChainRow } from "./chain-figure.ts";
import { decimalText, plainText } from "./number-text.ts";

/** One sentence for readers who cannot see the chain. */
export function chainSentence(rows: readonly ChainRow[]): string {
  const newest = rows.at(-1);
  if (newest === undefined) return "";
  const { round, alpha, before, after } = newest;
  const most = rows.reduce((found, row) => (row.moved > found.moved ? row : found), { ...newest, moved: -1 });
  const hasStep = most.moved >= 0;
  const step = Number.isFinite(before)
    ? words.step(plainText(before), plainText(after))
    : hasStep
      ? words.stepAlone
      : words.noStep;
  const moved = hasStep ? words.moved(`${decimalText(most.moved * 100, 1)} %`, most.round) : null;
  return words.chain(round, plainText(alpha), step, moved);
}
