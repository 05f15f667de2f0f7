import { useEffect, useState } from "react";
import { countText } from "../../figures/number-text.ts";
import { isTraining } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { modelOf } from "../../store/model-of.ts";
import { railWords } from "../../words/rail.ts";
import { useLab } from "../lab-context.ts";

/** What is known of a trained run besides its curves. */
export function RunDetails({ run }: { readonly run: RunEntry }) {
  const sum = useModelSum(run);
  if (run.start === null) return null;
  const { milliseconds } = run.end ?? {};
  return (
    <dl className="run-details small dim">
      {milliseconds !== undefined && (
        <>
          <dt>{railWords.timeEngine}</dt>
          <dd>{railWords.ms(countText(milliseconds.bin + milliseconds.train))}</dd>
        </>
      )}
      {run.end !== null && (
        <>
          <dt>{railWords.roundsKept}</dt>
          <dd>{run.end.keptRounds}</dd>
        </>
      )}
      {sum !== null && (
        <>
          <dt>{railWords.modelFingerprint}</dt>
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
