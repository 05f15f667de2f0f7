import type { RoundTerms } from "../../figures/biography-terms.ts";
import { countText, digitsFor, plainText, signedText } from "../../figures/number-text.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import { rowWords as words } from "../../words/row.ts";
import { useLabState } from "../lab-context.ts";

interface InsideLineProps {
  readonly terms: (round: number) => RoundTerms | null;
  readonly last: number;
}

/** What a round was fitted to at this row, and what it answered: gradient, hessian, leaf. */
export function InsideLine({ terms, last }: InsideLineProps) {
  const round = Math.min(useLabState(roundOnScreen), last);
  const text = insideText(terms(round));
  return (
    <p className="small dim row-inside" title={text}>
      {text}
    </p>
  );
}

const signed = (value: number) => signedText(value, digitsFor(Math.abs(value)));

function insideText(terms: RoundTerms | null): string {
  if (terms === null) return words.insideZero;
  const { gradient, hessian, parts, why } = terms;
  const said = Number.isNaN(gradient)
    ? [words.noGradient]
    : [words.gradientIs(signed(gradient)), words.hessianIs(plainText(hessian))];
  for (const { leaf, output } of parts.slice(0, 3)) {
    if (leaf !== null) said.push(words.leafIs(leaf.node, countText(leaf.rows), signed(output)));
    else if (Number.isFinite(output)) said.push(words.netIs(signed(output)));
  }
  if (why === "refit") said.push(words.blockIs);
  return words.insideText(said);
}
