import { useState } from "react";
import type { RunEntry } from "../../store/lab-state.ts";
import { questionWords as words } from "../../words/questions.ts";
import { useLabState } from "../lab-context.ts";

/** Runs with something recorded, and the one that is asked. */
export function useAskedRun(): {
  readonly runs: readonly RunEntry[];
  readonly run: RunEntry | null;
  readonly choose: (id: string) => void;
} {
  const all = useLabState((state) => state.runs);
  const [chosen, choose] = useState<string | null>(null);
  const runs = all.filter(({ start, newestRound }) => start !== null && newestRound > 0);
  return { runs, run: runs.find(({ id }) => id === chosen) ?? runs[0] ?? null, choose };
}

interface RunChoiceProps {
  readonly runs: readonly RunEntry[];
  readonly run: RunEntry;
  readonly onChoose: (id: string) => void;
}

export function RunChoice({ runs, run, onChoose }: RunChoiceProps) {
  return (
    <label className="compare-choice">
      {words.run}{" "}
      <select className="select" value={run.id} onChange={(event) => onChoose(event.target.value)}>
        {runs.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
