import { stopAll } from "../../store/actions/train-run.ts";
import { isTraining } from "../../store/experiment-of.ts";
import { clockWords } from "../../words/clock.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { statusText } from "./training-status.ts";

/** What training does, and the way to end it. Spoken elsewhere, in fewer words. */
export function StatusLine() {
  const lab = useLab();
  const text = useLabState((state) => statusText(state, lab.recordings));
  const training = useLabState((state) => state.runs.some(isTraining));
  return (
    <p className="status-line small">
      <span>{text}</span>
      {training && (
        <button
          type="button"
          className="text-button underlined"
          title={clockWords.stopHint}
          onClick={() => stopAll(lab)}
        >
          {clockWords.stop}
        </button>
      )}
    </p>
  );
}
