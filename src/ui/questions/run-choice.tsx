import { useEffect, useRef, useState } from "react";
import { wantRecording } from "../../store/kept/stored-recordings.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { questionWords as words } from "../../words/questions.ts";
import { useLab, useLabState } from "../lab-context.ts";

/** Runs with something recorded, and the one that is asked: the one before, until its recording is read. */
export function useAskedRun(): {
  readonly runs: readonly RunEntry[];
  readonly run: RunEntry | null;
  readonly choose: (id: string) => void;
} {
  const lab = useLab();
  const all = useLabState((state) => state.runs);
  const [chosen, choose] = useState<string | null>(null);
  const answered = useRef<string | null>(null);
  const runs = all.filter(({ newestRound }) => newestRound > 0);
  const read = runs.filter(({ start }) => start !== null);
  const wanted = runs.find(({ id }) => id === chosen) ?? read[0] ?? runs[0];
  const run = [wanted?.id, answered.current].flatMap((id) => read.find((one) => one.id === id) ?? [])[0];
  useEffect(() => {
    if (run !== undefined) answered.current = run.id;
    if (wanted !== undefined) void wantRecording(lab, wanted.id);
  });
  return { runs, run: run ?? read[0] ?? null, choose };
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
