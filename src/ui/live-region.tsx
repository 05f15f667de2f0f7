import { useEffect, useRef, useState } from "react";
import { isTraining, plannedRounds } from "../store/experiment-of.ts";
import { clockWords } from "../words/clock.ts";
import { statusText } from "./clock/training-status.ts";
import { useLab } from "./lab-context.ts";

const TENTH = 0.1;
const QUIET_MS = 10_000;

/** Says the start of training, each tenth or ten seconds of it, and its end. */
export function LiveRegion() {
  const lab = useLab();
  const [said, setSaid] = useState("");
  const last = useRef({ training: false, share: 0, at: 0 });
  useEffect(
    () =>
      lab.store.subscribe((state) => {
        const training = state.runs.some(isTraining);
        const newest = Math.max(0, ...state.runs.filter(isTraining).map((run) => run.newestRound));
        const share = newest / plannedRounds(state.runs);
        const before = last.current;
        const now = performance.now();
        const grew = training && share >= before.share + TENTH && now >= before.at + QUIET_MS / 10;
        const isLate = training && now >= before.at + QUIET_MS;
        if (training === before.training && !grew && !isLate) return;
        last.current = { training, share, at: now };
        setSaid(training && !before.training ? clockWords.status.started : statusText(state, lab.recordings));
      }),
    [lab],
  );
  return (
    <p className="hidden-text" role="status" aria-live="polite">
      {said}
    </p>
  );
}
