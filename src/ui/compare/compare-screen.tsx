import { lazy, Suspense, useEffect, useMemo } from "react";
import { comparisonOf } from "../../store/comparison/comparison.ts";
import { differencesOf } from "../../store/comparison/differences.ts";
import { gatherRecorded } from "../../store/comparison/repeat-runs.ts";
import { baselineOf, comparedMetric, judgedRows, summariesOf } from "../../store/comparison/summaries.ts";
import { isTraining } from "../../store/experiment-of.ts";
import { wantRecording } from "../../store/kept/stored-recordings.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { compareWords as words } from "../../words/compare.ts";
import { useThrottled } from "../charts/use-series.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { Notices } from "../notices.tsx";
import { useTuning } from "../tune/use-tuning.ts";
import { CompareCurves } from "./compare-curves.tsx";
import { CompareHead } from "./compare-head.tsx";
import { NoisePanel } from "./noise-panel.tsx";
import { Questions } from "./questions.tsx";
import { RunsTable } from "./runs-table.tsx";
import { useComparison } from "./use-comparison.ts";
import "./compare.css";

const TunePanel = lazy(async () => ({ default: (await import("../tune/tune-panel.tsx")).TunePanel }));

/** Curves may wait this long for news of a training; without one there is nothing to wait for. */
const REDRAW_MS = 250;
const atRest = (runs: readonly RunEntry[]) => !runs.some(isTraining);

/** All runs on the same rows and seeds: curves, differences with their uncertainty, and a table of everything. */
export function CompareScreen() {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const latest = useLabState((state) => state.runs);
  const throttled = useThrottled(latest, REDRAW_MS);
  const runs = atRest(latest) ? latest : throttled;
  // One by one: a sorted or filtered table draws nothing else again.
  const outcomes = useComparison((state) => state.outcomes);
  const repeats = useComparison((state) => state.repeats);
  const folds = useComparison((state) => state.folds);
  const chosen = useComparison((state) => state.metric);
  const wanted = useComparison((state) => state.baseline);
  const sameShare = useComparison((state) => state.sameShare);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is recorded follows from the runs
  useEffect(() => gatherRecorded(lab), [lab, runs, setup]);
  const isTuning = useTuning((state) => state.isOpen);
  const summaries = useMemo(
    () =>
      summariesOf(
        { setup, runs },
        { ...comparisonOf(lab).getState(), outcomes, repeats, folds, metric: chosen },
      ),
    [lab, setup, runs, outcomes, repeats, folds, chosen],
  );
  const baseline = baselineOf(runs, { baseline: wanted });
  const metric = comparedMetric({ setup, runs }, { metric: chosen });
  const differences = useMemo(
    () =>
      differencesOf(summaries, {
        baselineId: baseline?.id ?? "",
        metric,
        sameShare,
        split: setup.split.kind,
        isWeighted: setup.data.weight !== null || setup.data.censoring !== undefined,
      }),
    [summaries, baseline?.id, metric, sameShare, setup.split.kind, setup.data],
  );
  const judged = useMemo(() => judgedRows(summaries), [summaries]);
  const baselineId = baseline?.id;
  useEffect(() => {
    if (baselineId !== undefined) void wantRecording(lab, baselineId);
  }, [lab, baselineId]);
  if (baseline === null) {
    return (
      <main className="compare" id="stage" tabIndex={-1}>
        <Notices />
        <p>{words.noRuns}</p>
      </main>
    );
  }
  return (
    <main className="compare" id="stage" tabIndex={-1}>
      <Notices />
      <CompareHead summaries={summaries} />
      <div className="compare-figures">
        <CompareCurves summaries={summaries} metric={metric} />
        <NoisePanel
          summaries={summaries}
          differences={differences}
          baseline={baseline}
          metric={metric}
          set={judged?.set ?? "test"}
        />
      </div>
      <RunsTable
        summaries={summaries}
        differences={differences}
        baseline={baseline}
        metric={metric}
        judged={judged}
      />
      {isTuning && (
        <Suspense fallback={null}>
          <TunePanel />
        </Suspense>
      )}
      <Questions />
    </main>
  );
}
