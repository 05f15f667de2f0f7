import { useState } from "react";
import type { Trap } from "../../data/traps/trap.ts";
import { answerTrap } from "../../store/actions/examine-draft.ts";
import { trapKey } from "../../store/draft.ts";
import type { ImportDraft, TrapAnswer } from "../../store/lab-state.ts";
import { trapWords as words } from "../../words/import-columns.ts";
import { Icon } from "../icon.tsx";
import { useLab } from "../lab-context.ts";
import { TrapEvidence } from "./trap-evidence.tsx";

/** What could mislead in this table, one thing at a time, with its evidence and what to do. */
export function TrapPanel({ draft }: { readonly draft: ImportDraft }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { traps } = draft;
  if (traps === null) {
    return <section className="trap-panel small dim">{words.looking}</section>;
  }
  const trap = traps.find((other) => trapKey(other) === chosen) ?? traps[0];
  if (trap === undefined) {
    return (
      <section className="trap-panel small dim">
        <Icon name="check" /> {words.none}
      </section>
    );
  }
  return (
    <section className="trap-panel" aria-label={words.title}>
      {trap.evidence !== null && <TrapEvidence evidence={trap.evidence} />}
      <div className="trap-text">
        <h3 className={trap.tone}>
          <Icon name={trap.tone === "warn" ? "warn" : "check"} /> {trap.title}
        </h3>
        <p>{trap.sentence}</p>
        <TrapAnswers draft={draft} trap={trap} />
        {traps.length > 1 && (
          <p className="small also-found">
            {words.alsoFound}{" "}
            {traps
              .filter((other) => other !== trap)
              .map((other) => (
                <button
                  key={trapKey(other)}
                  type="button"
                  className="text-button underlined"
                  onClick={() => setChosen(trapKey(other))}
                >
                  {other.title}
                </button>
              ))}
          </p>
        )}
      </div>
    </section>
  );
}

function TrapAnswers({ draft, trap }: { readonly draft: ImportDraft; readonly trap: Trap }) {
  const lab = useLab();
  const answers = answersOf(trap);
  const chosen = answerOf(draft, trap);
  return (
    <div className="button-row">
      {answers.map(({ answer, label }) => (
        <button
          key={answer}
          type="button"
          className={answer === chosen ? "button" : "button quiet"}
          aria-pressed={answer === chosen}
          onClick={() => answerTrap(lab, trap, answer)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** What is in force: the answer, or what the columns and the split say without one. */
function answerOf(draft: ImportDraft, trap: Trap): TrapAnswer | null {
  const given = draft.answers[trapKey(trap)];
  if (given !== undefined || trap.advice === null) return given ?? null;
  const { advice } = trap;
  if (advice.kind === "leave-out") {
    return advice.columns.every((name) => draft.roles.ignored.includes(name)) ? "without" : "with";
  }
  if (advice.kind === "split-by-time") return draft.split.column === advice.column ? "without" : "with";
  return draft.split.duplicatesTogether ? "without" : "with";
}

function answersOf({ advice }: Trap): readonly { readonly answer: TrapAnswer; readonly label: string }[] {
  if (advice === null) return [];
  if (advice.kind === "split-by-time") {
    return [
      { answer: "without", label: words.byTime },
      { answer: "with", label: words.atRandom },
    ];
  }
  if (advice.kind === "keep-duplicates-together") {
    return [
      { answer: "without", label: words.equalTogether },
      { answer: "with", label: words.equalApart },
    ];
  }
  const count = advice.columns.length;
  return [
    { answer: "without", label: words.keepOut(count) },
    { answer: "with", label: words.toUseAnyway(count) },
    { answer: "both", label: words.bothWays },
  ];
}
