import { useId, useState } from "react";
import type { RoundTerms } from "../../figures/biography-terms.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import { rowWords as words } from "../../words/row.ts";
import { useLabState } from "../lab-context.ts";
import { formulaLines } from "./formula-lines.ts";
import type { ToldRun } from "./row-story.ts";
import { addsText } from "./row-text.ts";

interface AddedNumberProps {
  readonly told: ToldRun;
  readonly terms: (round: number) => RoundTerms | null;
  readonly digits: number;
}

/** What the shown round added. In focus or under the pointer it explains itself with this round's numbers. */
export function AddedNumber({ told, terms, digits }: AddedNumberProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const round = useLabState(roundOnScreen);
  const text = addsText(told, round, digits);
  const found = isOpen ? terms(round) : null;
  if (round === 0 || round >= told.biography.prediction.length)
    return <span className="small dim row-added">{text}</span>;
  return (
    <span className="row-added">
      <button
        type="button"
        className="row-added-button small"
        aria-describedby={found === null ? undefined : id}
        onPointerEnter={() => setOpen(true)}
        onPointerLeave={() => setOpen(false)}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || !isOpen) return;
          event.stopPropagation();
          setOpen(false);
        }}
      >
        {text}
      </button>
      {found !== null && (
        <span role="tooltip" id={id} className="row-formula small">
          {formulaLines(told, found, digits).map((line) => (
            <span key={line}>{line}</span>
          ))}
          {told.column < 0 && <span>{words.explain.baseline}</span>}
        </span>
      )}
    </span>
  );
}
