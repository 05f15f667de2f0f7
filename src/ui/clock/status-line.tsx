import { pauseAll, stopAll } from "../../store/actions/train-run.ts";
import { isTraining } from "../../store/experiment-of.ts";
import { clockWords as words } from "../../words/clock.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { statusText } from "./training-status.ts";

/** What training does, and the ways to let it rest and to end it. Spoken elsewhere, in fewer words. */
export function StatusLine() {
  const lab = useLab();
  const text = useLabState((state) => statusText(state, lab.recordings));
  const training = useLabState((state) => state.runs.some(isTraining));
  const running = useLabState((state) => state.runs.some((run) => run.status === "running"));
  const paused = useLabState((state) => state.runs.some((run) => run.status === "paused"));
  const act = (label: string, hint: string, onClick: () => void, name = label) => (
    <button type="button" className="text-button underlined" title={hint} aria-label={name} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <div className="status-line small">
      <p>{text}</p>
      {training && (
        <span className="status-acts">
          {running && act(words.pause, words.rest, () => pauseAll(lab, true), words.rest)}
          {!running && paused && act(words.goOn, words.goOnHint, () => pauseAll(lab, false), words.goOnHint)}
          {act(words.stop, words.stopHint, () => stopAll(lab))}
        </span>
      )}
    </div>
  );
}
