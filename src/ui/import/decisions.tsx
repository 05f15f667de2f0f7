import type { ReactNode } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { acceptDraft } from "../../store/actions/change-draft.ts";
import { columnsBothWays } from "../../store/actions/examine-draft.ts";
import { runsForTask } from "../../store/actions/load-data.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import { decisionWords as words } from "../../words/import.ts";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { BudgetDecision } from "./budget-decision.tsx";
import { SplitDecision } from "./split-decision.tsx";
import { TargetDecision } from "./target-decision.tsx";

/** Three decisions, all suggested already; Enter takes them. */
export function Decisions({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const runs = useRunsToTrain(draft);
  const isBothWays = columnsBothWays(draft).length > 0;
  const count = runs.length * (isBothWays ? 2 : 1);
  return (
    <form
      className="card decisions"
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault();
        acceptDraft(lab);
      }}
    >
      <Decision number={1} title={words.target}>
        <TargetDecision draft={draft} />
      </Decision>
      <Decision number={2} title={words.split}>
        <SplitDecision draft={draft} />
      </Decision>
      <Decision number={3} title={words.budget}>
        <BudgetDecision draft={draft} />
      </Decision>
      <div className="accept">
        <p className="small dim">
          {runs.map((run) => (
            <Glyph key={run.id} hue={engineById(run.spec.engine).meta.hue} hollow={isHollow(run, runs)} />
          ))}
          {runs.map((run) => run.name).join(", ")}
          {isBothWays && words.bothWays}
        </p>
        <button type="submit" className="button primary big">
          <Icon name="play" /> {count > 1 ? words.trainAndCompare : words.train}
        </button>
      </div>
    </form>
  );
}

function useRunsToTrain(draft: ImportDraft) {
  const runs = useLabState((state) => state.runs);
  const task = useLabState((state) => state.setup.task);
  return runsForTask(runs, draft.task, task);
}

interface DecisionProps {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}

function Decision({ number, title, children }: DecisionProps) {
  return (
    <section className="decision" aria-labelledby={`decision-${number}`}>
      <h3 id={`decision-${number}`}>
        <span aria-hidden="true">{number}</span> {title}
      </h3>
      {children}
    </section>
  );
}
