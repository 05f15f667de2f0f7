import type { Part, RoundTerms } from "../../figures/biography-terms.ts";
import { decimalText, digitsFor, plainText, signedText } from "../../figures/number-text.ts";
import { rowWords } from "../../words/row.ts";
import type { ToldRun } from "./row-story.ts";
import { valueText } from "./row-text.ts";

const words = rowWords.explain;

/** Rates as they are set: 0.1, 0.05, 0.003. */
const factorText = (value: number) => (Number.isInteger(value) ? decimalText(value, 0) : plainText(value));

/** "learning rate 0.10 × leaf value −20.3 = −2.03" */
function partLine({ kind, rate, scale, weight, output, value }: Part, digits: number): string {
  const factors: string[] = [];
  if (kind !== "net") {
    factors.push(words.factor(words.rate, factorText(rate)));
    if (scale !== 1) factors.push(words.factor(words.scale, factorText(scale)));
    if (weight !== 1) factors.push(words.factor(words.weight, factorText(weight)));
  } else {
    factors.push(words.factor(words.alpha, factorText(weight)));
  }
  factors.push(words.factor(words[kind], signedText(output, digits)));
  return words.product(factors, signedText(value, digits));
}

/** How a round's number came about: its products, what they leave over, and the sum so far. */
export function formulaLines({ start }: ToldRun, terms: RoundTerms, digits: number): string[] {
  const more = Math.min(8, Math.max(digits + 1, digitsFor(Math.abs(terms.added))));
  const lines = terms.parts.filter(({ value }) => Number.isFinite(value)).map((part) => partLine(part, more));
  if (terms.why !== "nothing") lines.push(words.rest[terms.why](signedText(terms.rest, more)));
  const { round, before, added, after } = terms;
  const numbers = words.sumNumbers(
    valueText(before, more),
    signedText(added, more).replace(/^([+−])/, "$1 "),
    valueText(after, more),
  );
  lines.push(words.sum(round - 1, round), numbers);
  if (start.header.outputs.link === "logistic") {
    const probability = 1 / (1 + Math.exp(-after));
    lines.push(words.linkOdds(decimalText(after, more), rowWords.percent(decimalText(100 * probability, 1))));
  }
  return lines;
}
