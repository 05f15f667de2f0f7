import { memo, type ReactNode } from "react";
import type { FitMode } from "../../figures/fit-modes.ts";
import type { RestMode } from "../../store/lab-state.ts";
import type { RunView } from "../../store/run-view.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { FitPanel } from "../panels/fit-panel.tsx";
import { LearnerPanel, type LearnerPanelProps } from "../panels/learner-panel.tsx";
import { RestPanel } from "../panels/rest-panel.tsx";
import { useQueued } from "./use-queued.ts";

export interface RunPanelsProps {
  readonly view: RunView;
  readonly fitMode: FitMode;
  readonly restMode: RestMode;
  /** Null while the model cannot be asked. */
  readonly onInspect: LearnerPanelProps["onInspect"] | null;
}

/** The three pictures of a run. Each draws in its own turn. */
export function RunPanels({ view, fitMode, restMode, onInspect }: RunPanelsProps) {
  return (
    <>
      <div className="column-fit">
        <Guarded view={view} mode={fitMode}>
          <QueuedFit view={view} mode={fitMode} />
        </Guarded>
      </div>
      <div className="column-rest">
        <Guarded view={view} mode={restMode}>
          <QueuedRest view={view} mode={restMode} />
        </Guarded>
      </div>
      <div className="column-learner">
        <Guarded view={view} mode="">
          <QueuedLearner view={view} onInspect={onInspect} />
        </Guarded>
      </div>
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
    <ErrorBoundary key={`${runId} ${mode}`} part={`This picture of ${name}`} resetKey={start}>
      {children}
    </ErrorBoundary>
  );
}

const Fit = memo(FitPanel);
const Rest = memo(RestPanel);
const Learner = memo(LearnerPanel);

function QueuedFit({ view, mode }: { readonly view: RunView; readonly mode: FitMode }) {
  return <Fit view={useQueued(view)} mode={mode} />;
}

function QueuedRest({ view, mode }: { readonly view: RunView; readonly mode: RestMode }) {
  return <Rest view={useQueued(view)} mode={mode} />;
}

function QueuedLearner({ view, onInspect }: Pick<RunPanelsProps, "view" | "onInspect">) {
  const shown = useQueued(view);
  return onInspect ? <Learner view={shown} onInspect={onInspect} /> : <Learner view={shown} />;
}
