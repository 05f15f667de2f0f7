import { updateView } from "../../store/actions/update.ts";
import { columnRuns } from "../../store/experiment-of.ts";
import type { Lab } from "../../store/lab.ts";
import type { ChartPart } from "../../store/lab-state.ts";

/** The panel with the focus, else the one under the pointer, else the first learner: it takes the columns' place. */
export function toggleFull(lab: Lab): void {
  const { view, runs } = lab.store.getState();
  if (view.full !== null) {
    updateView(lab, { full: null });
    return;
  }
  const frame =
    document.activeElement?.closest<HTMLElement>(".chart-frame[data-run]") ??
    document.querySelector<HTMLElement>(".run-column .chart-frame:hover");
  const { run, part } = frame?.dataset ?? {};
  const chosen = run ? { runId: run, part: part as ChartPart } : null;
  const [first] = columnRuns(runs);
  const fallback = first === undefined ? null : ({ runId: first.id, part: "learner" } as const);
  updateView(lab, { full: chosen ?? fallback });
}
