import { showRound } from "../../store/actions/drive-clock.ts";
import { changeSetup, setParam } from "../../store/actions/edit-runs.ts";
import { trainRun, trainRuns } from "../../store/actions/train-run.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { wishBackend } from "../../store/wished-backend.ts";
import { columnFailureWords } from "../../words/absent-column.ts";
import { useLab, useLabState } from "../lab-context.ts";

/** What happened, what was kept, and what to do. */
export function ColumnFailure({ run }: { readonly run: RunEntry }) {
  const lab = useLab();
  const error = run.error;
  const kept = run.newestRound;
  const canGoOn = kept > 0 && error?.code.startsWith("worker.");
  const split = useLabState((state) => state.setup.split);
  const fix = error?.facts.path === "split.validation" ? error.facts.fix : null;
  const validationFix = typeof fix === "number" ? fix : null;
  const rate = run.spec.values.learning_rate;
  const isInfinite = error?.code === "train.non-finite" && typeof rate === "number";
  const isWithoutGpu = error?.code === "backend.unavailable" && error.facts.backend === "webgpu";
  const smaller = typeof rate === "number" ? Number((rate / 3).toPrecision(1)) : 0;
  return (
    <div
      className={kept >= 0 && run.start !== null ? "column-message failure strip" : "column-message failure"}
      role="alert"
    >
      <p>
        {error?.message} <span className="small dim">({error?.code})</span>
      </p>
      <div className="column-acts">
        {canGoOn && (
          <button type="button" className="button" onClick={() => void trainRun(lab, run.id, "go-on")}>
            {columnFailureWords.goOnFrom(kept)}
          </button>
        )}
        {isInfinite && (
          <button
            type="button"
            className="button"
            onClick={() => {
              setParam(lab, run.id, "learning_rate", smaller);
              trainRuns(lab, [run.id]);
            }}
          >
            {columnFailureWords.tryRate(`${smaller}`)}
          </button>
        )}
        {validationFix !== null && (
          <button
            type="button"
            className="button"
            onClick={() => {
              changeSetup(lab, { split: { ...split, validation: validationFix } });
              trainRuns(lab, [run.id]);
            }}
          >
            {columnFailureWords.toUseForValidation(`${validationFix}`)}
          </button>
        )}
        {isWithoutGpu && (
          <button
            type="button"
            className="button"
            onClick={() => {
              wishBackend("auto");
              trainRuns(lab, [run.id]);
            }}
          >
            {columnFailureWords.computeAutomatically}
          </button>
        )}
        {!canGoOn && !isInfinite && !isWithoutGpu && validationFix === null && (
          <button type="button" className="button" onClick={() => trainRuns(lab, [run.id])}>
            {columnFailureWords.trainAgain}
          </button>
        )}
        {kept > 0 && (
          <button type="button" className="button quiet" onClick={() => showRound(lab, kept)}>
            {columnFailureWords.showRound(kept)}
          </button>
        )}
      </div>
    </div>
  );
}
