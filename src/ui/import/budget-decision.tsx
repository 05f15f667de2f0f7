import type { NumberParam } from "../../core/params.ts";
import { changeDraft } from "../../store/actions/change-draft.ts";
import type { Budget, ImportDraft } from "../../store/lab-state.ts";
import { budgetWords as words } from "../../words/import.ts";
import { NumberField } from "../controls/number-field.tsx";
import { Segments } from "../controls/segments.tsx";
import { useLab } from "../lab-context.ts";
import { patienceParam, roundsParam } from "../rail/common-params.ts";

const secondsParam: NumberParam = {
  kind: "integer",
  id: "seconds",
  label: words.seconds,
  help: words.secondsHelp,
  default: 30,
  min: 1,
  max: 86_400,
};
/** Enough rounds that time decides. */
const TIMED_ROUNDS = 10_000;
const FIRST_SECONDS = 30;

/** When training ends: the same for every engine, or they could not be compared. */
export function BudgetDecision({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const { budget } = draft;
  const change = (next: Partial<Budget>) => changeDraft(lab, { budget: { ...budget, ...next } });
  const isTimed = budget.seconds !== null;
  return (
    <>
      <Segments
        label={words.label}
        options={[
          { id: "rounds", label: words.rounds, reason: null },
          { id: "time", label: words.time, reason: null },
        ]}
        chosen={isTimed ? "time" : "rounds"}
        onChoose={(kind) =>
          change(
            kind === "time"
              ? { seconds: FIRST_SECONDS, rounds: TIMED_ROUNDS }
              : { seconds: null, rounds: isTimed ? (roundsParam.default ?? 120) : budget.rounds },
          )
        }
      />
      <div className="fields">
        {isTimed ? (
          <NumberField
            param={secondsParam}
            value={budget.seconds}
            onChange={(seconds) => change({ seconds: seconds ?? FIRST_SECONDS })}
          />
        ) : (
          <NumberField
            param={roundsParam}
            value={budget.rounds}
            onChange={(rounds) => change({ rounds: rounds ?? budget.rounds })}
          />
        )}
        <NumberField
          param={patienceParam}
          value={budget.earlyStopping}
          emptyText={words.off}
          onChange={(earlyStopping) => change({ earlyStopping })}
        />
      </div>
    </>
  );
}
