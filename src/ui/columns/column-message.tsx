import { lazy, Suspense } from "react";
import { trainRuns } from "../../store/actions/train-run.ts";
import { isTraining } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { columnWords } from "../../words/column.ts";
import { useLab, useLabState } from "../lab-context.ts";

const ColumnFailure = lazy(async () => ({ default: (await import("./column-failure.tsx")).ColumnFailure }));

/** What stands in a column that has no picture, or whose training failed. */
export function ColumnMessage({ run }: { readonly run: RunEntry }) {
  const lab = useLab();
  const ready = useLabState((state) => state.data.status === "ready");
  const wanted = useLabState((state) => (state.data.status === "wanted" ? state.data.name : null));
  if (run.status === "failed") {
    return (
      <Suspense fallback={null}>
        <ColumnFailure run={run} />
      </Suspense>
    );
  }
  if (wanted !== null) return <p className="column-message">{columnWords.needsFile(wanted)}</p>;
  // With rounds but no picture they are being read.
  if (isTraining(run) || !ready || run.newestRound >= 0) {
    return (
      <div className="column-message" aria-hidden="true">
        <div className="bones">
          <i />
          <i />
          <i />
        </div>
      </div>
    );
  }
  return (
    <div className="column-message">
      <p>{columnWords.noRun}</p>
      <div className="column-acts">
        <button type="button" className="button" onClick={() => trainRuns(lab, [run.id])}>
          {columnWords.trainIt}
        </button>
      </div>
    </div>
  );
}
