import type { ReactNode } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import type { Task } from "../../core/task.ts";
import { countText } from "../../figures/number-text.ts";
import { acceptDraft, changeDraft, chooseTarget, tasksFor } from "../../store/actions/import-file.ts";
import { runsForTask } from "../../store/actions/load-data.ts";
import type { ImportDraft } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import { Note } from "../controls/note.tsx";
import { Segments } from "../controls/segments.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { Glyph } from "../glyph.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { SplitBar } from "../rail/split-bar.tsx";
import { SplitFields } from "../rail/split-fields.tsx";
import { columnFacts } from "./column-facts.ts";

const taskLabels: { readonly [task in Task]?: string } = {
  regression: "Number",
  binary: "Two classes",
  multiclass: "Classes",
};

/** Three decisions, all suggested already; Enter takes them. */
export function Decisions({ draft }: { readonly draft: ImportDraft }) {
  const lab = useLab();
  const runs = useRunsToTrain(draft);
  return (
    <form
      className="decisions"
      onSubmit={(event) => {
        event.preventDefault();
        acceptDraft(lab);
      }}
    >
      <Decision number={1} title="Target">
        <SelectField
          label="Predict"
          options={draft.table.columns.map(({ name }) => ({ id: name, label: name }))}
          value={draft.roles.target}
          onChange={(name) => chooseTarget(lab, name)}
        />
        <TargetNote draft={draft} />
      </Decision>
      <Decision number={2} title="Task">
        <Segments
          label="Task"
          options={tasksFor(draft).map((task) => ({
            id: task,
            label: taskLabels[task] ?? task,
            reason: null,
          }))}
          chosen={draft.task}
          onChoose={(task) => changeDraft(lab, { task })}
        />
      </Decision>
      <Decision number={3} title="Split">
        <DraftSplit draft={draft} />
        <div className="fields">
          <SplitFields split={draft.split} onChange={(split) => changeDraft(lab, { split })} />
        </div>
      </Decision>
      <div className="accept">
        <p className="small dim">
          {runs.map((run) => (
            <Glyph key={run.id} hue={engineById(run.spec.engine).meta.hue} hollow={isHollow(run, runs)} />
          ))}
          {runs.map((run) => run.name).join(", ")}
        </p>
        <button type="submit" className="button primary big" data-first-focus>
          <Icon name="play" /> {runs.length > 1 ? "Train and compare" : "Train"}
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

function TargetNote({ draft }: { readonly draft: ImportDraft }) {
  const column = draft.table.columns.find(({ name }) => name === draft.roles.target);
  if (column === undefined) return null;
  const { missing } = columnFacts(column);
  const reason = draft.reasons[column.name];
  return (
    <>
      {reason !== undefined && <p className="small dim">{reason}</p>}
      {missing > 0 && (
        <Note tone="check">
          {missing === 1 ? "1 row has" : `${countText(missing)} rows have`} no {column.name} and{" "}
          {missing === 1 ? "is" : "are"} left out.
        </Note>
      )}
    </>
  );
}

function DraftSplit({ draft }: { readonly draft: ImportDraft }) {
  const column = draft.table.columns.find(({ name }) => name === draft.roles.target);
  const rows = draft.table.rowCount - (column === undefined ? 0 : columnFacts(column).missing);
  const validation = Math.round(rows * draft.split.validation);
  const test = Math.round(rows * draft.split.test);
  return <SplitBar train={rows - validation - test} validation={validation} test={test} />;
}
