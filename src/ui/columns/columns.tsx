import { lazy, Suspense } from "react";
import { engineById, engines } from "../../boosting/engines/index.ts";
import { updateView } from "../../store/actions/update.ts";
import { columnRuns, MOST_COLUMNS } from "../../store/experiment-of.ts";
import { isHollow } from "../../store/run-names.ts";
import { columnWords as words } from "../../words/column.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { RunColumn } from "./run-column.tsx";
import "./columns.css";

/** A first visit has three columns: what stands in their place otherwise is loaded when it is needed. */
const DisabledColumn = lazy(async () => ({
  default: (await import("./disabled-column.tsx")).DisabledColumn,
}));
const NoColumns = lazy(async () => ({ default: (await import("./no-columns.tsx")).NoColumns }));

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
      <Suspense fallback={null}>
        <NoColumns />
      </Suspense>
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
        <Suspense fallback={null}>
          {disabled.map((meta) => (
            <DisabledColumn key={meta.id} meta={meta} />
          ))}
        </Suspense>
      </div>
    </>
  );
}
