import { lazy, memo, type ReactNode, Suspense } from "react";
import type { FitMode } from "../../figures/fit-modes.ts";
import type { RestMode } from "../../figures/rest-subject.ts";
import type { RunView } from "../../store/run-view.ts";
import { columnWords as words } from "../../words/column.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { ChartFrame } from "../frame/chart-frame.tsx";
import { FitPanel } from "../panels/fit-panel.tsx";
import { LearnerPanel, type LearnerPanelProps } from "../panels/learner-panel.tsx";

export interface RunPanelsProps {
  readonly view: RunView;
  readonly fitMode: FitMode;
  readonly restMode: RestMode;
  /** Null while the model cannot be asked. */
  readonly onInspect: LearnerPanelProps["onInspect"] | null;
}

/** The three pictures of a run, all of one round. */
export function RunPanels({ view, fitMode, restMode, onInspect }: RunPanelsProps) {
  return (
    <>
      <ChartFrame runId={view.runId} name={view.name} part="fit" className="column-fit">
        <Guarded view={view} mode={fitMode}>
          <Fit view={view} mode={fitMode} />
        </Guarded>
      </ChartFrame>
      <ChartFrame runId={view.runId} name={view.name} part="rest" className="column-rest">
        <Guarded view={view} mode={restMode}>
          <Suspense fallback={null}>
            <Rest view={view} mode={restMode} />
          </Suspense>
        </Guarded>
      </ChartFrame>
      <ChartFrame runId={view.runId} name={view.name} part="learner" className="column-learner">
        <Guarded view={view} mode="">
          {onInspect ? <Learner view={view} onInspect={onInspect} /> : <Learner view={view} />}
        </Guarded>
      </ChartFrame>
    </>
  );
}

interface GuardedProps {
  readonly view: RunView;
  readonly mode: string;
  readonly children: ReactNode;
}

/** One picture that fails leaves the others; another training or another mode is a new chance. */
function Guarded({ view, mode, children }: GuardedProps) {
  const { runId, name, start } = view;
  return (
    <ErrorBoundary key={`${runId} ${mode}`} part={words.failedPicture(name)} resetKey={start}>
      {children}
    </ErrorBoundary>
  );
}

const Fit = memo(FitPanel);
/** The second picture may come a moment after the first one. */
const Rest = memo(lazy(async () => ({ default: (await import("../panels/rest-panel.tsx")).RestPanel })));
const Learner = memo(LearnerPanel);
