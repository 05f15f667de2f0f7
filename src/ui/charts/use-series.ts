import { useEffect, useMemo, useRef, useState } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import type { SetName } from "../../experiment/recording.ts";
import { forkRound } from "../../store/branches.ts";
import type { Lab } from "../../store/lab.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { isHollow } from "../../store/run-names.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { type Series, seriesValues } from "./loss-scale.ts";

/** The value, changing at most every so many milliseconds; the last change always arrives. */
export function useThrottled<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState(value);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (value === shown) return undefined;
    const wait = Math.max(0, changedAt.current + everyMs - performance.now());
    const timer = setTimeout(() => {
      changedAt.current = performance.now();
      setShown(value);
    }, wait);
    return () => clearTimeout(timer);
  }, [value, shown, everyMs]);
  return shown;
}

/** Curves of all shown runs, drawn from the recordings when rounds arrive. */
export function useSeries(metric: string, everyMs: number): readonly Series[] {
  const lab = useLab();
  const runs = useThrottled(
    useLabState((state) => state.runs),
    everyMs,
  );
  const showTest = useLabState((state) => state.view.showTest);
  return useMemo(() => seriesOf(lab, runs, { metric, showTest }), [lab, runs, metric, showTest]);
}

interface Wanted {
  readonly metric: string;
  readonly showTest: boolean;
}

function seriesOf(lab: Lab, runs: readonly RunEntry[], { metric, showTest }: Wanted): Series[] {
  return runs.flatMap((run) => {
    if (!run.shown || run.start === null) return [];
    const rounds = lab.recordings.of(run.id);
    const { start } = run;
    // The past of a branch is its parent's line.
    const from = runs.some((other) => other.id === run.parentId && other.shown) ? forkRound(run.spec) : 0;
    const values = (set: SetName) =>
      seriesValues(start, rounds, metric, set).map((value, round) => (round < from ? Number.NaN : value));
    return [
      {
        runId: run.id,
        name: run.name,
        hue: engineById(run.spec.engine).meta.hue,
        hollow: isHollow(run, runs),
        train: values("train"),
        validation: values("validation"),
        test: showTest ? values("test") : [],
      },
    ];
  });
}
