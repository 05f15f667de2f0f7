import { engineById, engines } from "../../boosting/engines/index.ts";
import { addRun } from "../../store/actions/edit-runs.ts";
import { updateView } from "../../store/actions/update.ts";
import { columnRuns, MOST_COLUMNS } from "../../store/experiment-of.ts";
import { isHollow } from "../../store/run-names.ts";
import { enginesFor } from "../../store/starting-experiment.ts";
import { columnWords as words } from "../../words/column.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { DisabledColumn } from "./disabled-column.tsx";
import { RunColumn } from "./run-column.tsx";
import "./columns.css";

/** Up to three runs side by side: down, what one run does; across, the same question to each. */
export function Columns() {
  const lab = useLab();
  const runs = useLabState((state) => state.runs);
  const front = useLabState((state) => state.view.frontRun);
  const all = columnRuns(runs);
  const wanted = useLabState((state) => state.view.full);
  const full = all.some((run) => run.id === wanted?.runId) ? wanted : null;
  const shown = full === null ? all : all.filter((run) => run.id === full.runId);
  const task = useLabState((state) => state.setup.task);
  // Where there is room, what an engine cannot do is worth a column.
  const disabled =
    full !== null || shown.length >= MOST_COLUMNS ? [] : engines.filter((meta) => !meta.tasks.includes(task));
  const count = Math.min(MOST_COLUMNS, shown.length + disabled.length);
  const inFront = shown.find((run) => run.id === front) ?? shown[0];
  if (shown.length === 0) {
    return (
      <div className="card no-columns">
        <p>{runs.length === 0 ? words.noRun : words.allHidden}</p>
        {runs.length === 0 && <FirstRuns onAdd={(engine) => addRun(lab, engine)} />}
      </div>
    );
  }
  return (
    <>
      <fieldset className="column-tabs" aria-label={words.inFront}>
        {shown.map((run) => (
          <button
            key={run.id}
            type="button"
            aria-pressed={run === inFront}
            onClick={() => updateView(lab, { frontRun: run.id })}
          >
            <Glyph hue={engineById(run.spec.engine).meta.hue} hollow={isHollow(run, runs)} />
            <span>{run.name}</span>
          </button>
        ))}
      </fieldset>
      <div className={full === null ? `columns of-${count}` : "columns full"} data-full={full?.part}>
        {shown.map((run) => (
          <ErrorBoundary key={run.id} part={words.failedPart(run.name)} resetKey={run.start}>
            <RunColumn run={run} inFront={run === inFront} />
          </ErrorBoundary>
        ))}
        {disabled.map((meta) => (
          <DisabledColumn key={meta.id} meta={meta} />
        ))}
      </div>
    </>
  );
}

function FirstRuns({ onAdd }: { readonly onAdd: (engine: string) => void }) {
  const task = useLabState((state) => state.setup.task);
  return (
    <div className="column-acts">
      {enginesFor(task).map((meta) => (
        <button key={meta.id} type="button" className="button" onClick={() => onAdd(meta.id)}>
          <Glyph hue={meta.hue} hollow={false} /> {words.train(meta.label)}
        </button>
      ))}
    </div>
  );
}
