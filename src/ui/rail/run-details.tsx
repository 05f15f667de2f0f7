import { useEffect, useState } from "react";
import { countText } from "../../figures/number-text.ts";
import { isTraining } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { modelOf } from "../../store/model-of.ts";
import { detailWords } from "../../words/run-details.ts";
import { useLab } from "../lab-context.ts";
import { attemptText } from "../speed/attempt-text.ts";

/** What is known of a trained run besides its curves. */
export function RunDetails({ run }: { readonly run: RunEntry }) {
  const sum = useModelSum(run);
  if (run.start === null) return null;
  const { milliseconds } = run.end ?? {};
  return (
    <dl className="run-details small dim">
      {milliseconds !== undefined && (
        <>
          <dt>{detailWords.timeEngine}</dt>
          <dd>{detailWords.ms(countText(milliseconds.bin + milliseconds.train))}</dd>
        </>
      )}
      {run.end !== null && (
        <>
          <dt>{detailWords.roundsKept}</dt>
          <dd>{run.end.keptRounds}</dd>
        </>
      )}
      <Attempts attempts={run.attempts} />
      <Ridges run={run} />
      {sum !== null && (
        <>
          <dt>{detailWords.modelFingerprint}</dt>
          <dd title={sum} data-model-sha256={sum}>
            {sum.slice(0, 12)}
          </dd>
        </>
      )}
      {run.start.notes.map((note) => (
        <dd key={note} className="run-note">
          {note}
        </dd>
      ))}
    </dl>
  );
}

/** Metrics of rows that could not be inverted as they were. */
function Ridges({ run }: { readonly run: RunEntry }) {
  const lab = useLab();
  const count = lab.recordings.records(run.id).reduce((sum, { ridges = 0 }) => sum + ridges, 0);
  return count === 0 ? null : <dd className="run-note">{detailWords.ridges(countText(count))}</dd>;
}

/** The backend that computes, then those that do not, each with its reason. */
function Attempts({ attempts }: Pick<RunEntry, "attempts">) {
  const taken = attempts.filter(({ outcome }) => outcome === "taken");
  const others = attempts.filter(({ outcome }) => outcome !== "taken");
  if (attempts.length === 0) return null;
  return (
    <>
      <dt>{detailWords.computedBy}</dt>
      {taken.map((attempt) => (
        <dd key={attempt.id}>{attemptText(attempt)}</dd>
      ))}
      {others.map((attempt) => (
        <dd key={`${attempt.id} ${attempt.outcome}`} className={taken.length > 0 ? "run-note" : undefined}>
          {attemptText(attempt)}
        </dd>
      ))}
    </>
  );
}

/** SHA-256 of the canonical model file, worked out once the run has ended. */
function useModelSum(run: RunEntry): string | null {
  const lab = useLab();
  const [sum, setSum] = useState<string | null>(null);
  const version = isTraining(run) ? null : run.version;
  useEffect(() => {
    let wanted = version !== null;
    setSum(null);
    const model = wanted ? modelOf(lab, run.id) : null;
    if (model !== null) {
      void import("../../interchange/model-json.ts").then(({ modelSha256 }) => {
        if (wanted) setSum(modelSha256(model));
      });
    }
    return () => {
      wanted = false;
    };
  }, [lab, run.id, version]);
  return sum;
}
