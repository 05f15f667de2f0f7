import { useMemo } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { overSeeds } from "../../figures/compare-figure.ts";
import { lastStep, type SizePoint } from "../../figures/learning-curve.ts";
import { countText, decimalText, signedText } from "../../figures/number-text.ts";
import type { ComparisonState } from "../../store/comparison/comparison.ts";
import { judgedSet, judgedValue, type RepeatResult } from "../../store/comparison/repeat-result.ts";
import { expectedMsOf } from "../../store/comparison/repeat-runs.ts";
import { comparedMetric } from "../../store/comparison/summaries.ts";
import { stillWanted } from "../../store/questions/question-work.ts";
import {
  LEARNING_SEEDS,
  trainSizes,
  type WantedSize,
  wantedSizes,
} from "../../store/questions/train-sizes.ts";
import { compareWords } from "../../words/compare.ts";
import { questionWords } from "../../words/questions.ts";
import { useComparison } from "../compare/use-comparison.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { type ChartLine, LineChart } from "./line-chart.tsx";
import { type FailedTraining, FailedTrainings, TrainingActs } from "./training-acts.tsx";

const words = questionWords.learning;

/** What smaller training sets would have given, on the same test rows. */
export function LearningPanel() {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const runs = useLabState((state) => state.runs);
  const outcomes = useComparison((state) => state.outcomes);
  const chosenMetric = useComparison((state) => state.metric);
  const metric = comparedMetric({ setup, runs }, { metric: chosenMetric });
  const all = useMemo(() => wantedSizes({ setup, runs }), [setup, runs]);
  const found = useMemo(() => curvesOf(all, outcomes, metric), [all, outcomes, metric]);
  if (setup.split.kind !== "random") return <p className="question-explain">{words.onlyRandom}</p>;
  if (all.length === 0) return <p className="question-explain">{words.noRoom}</p>;
  const wanted = stillWanted(lab, all);
  const costs = wanted.map(({ run, share }) => {
    const one = expectedMsOf(lab, run);
    return one === null ? Number.NaN : one * share;
  });
  const cost = costs.reduce((sum, one) => sum + one, 0);
  return (
    <div className="question">
      <p className="question-explain">{words.explain(LEARNING_SEEDS)}</p>
      <TrainingActs
        question="learning"
        wanted={wanted.length}
        milliseconds={Number.isNaN(cost) ? null : cost}
        onTrain={(signal) => trainSizes(lab, signal)}
      />
      <FailedTrainings failed={found.failed} />
      {found.curves.some(({ points }) => points.length > 1) && <Curves found={found} metric={metric} />}
    </div>
  );
}

interface Found {
  readonly curves: readonly { readonly run: WantedSize["run"]; readonly points: readonly SizePoint[] }[];
  readonly set: "train" | "validation" | "test";
  readonly failed: readonly FailedTraining[];
}

/** Trainings whose test rows are not as many as those of the whole would be judged elsewhere: they are left out. */
function curvesOf(all: readonly WantedSize[], outcomes: ComparisonState["outcomes"], metric: string): Found {
  const failed: FailedTraining[] = [];
  const results = new Map<WantedSize, RepeatResult>();
  for (const wanted of all) {
    const outcome = outcomes.get(wanted.key);
    if (outcome?.ok) results.set(wanted, outcome.value);
    else if (outcome !== undefined)
      failed.push({ key: wanted.key, name: wanted.name, message: outcome.message });
  }
  const wholes = [...results].find(([{ share }]) => share === 1)?.[1].rowCounts;
  const hasMoved = ({ rowCounts }: RepeatResult) =>
    wholes !== undefined && (rowCounts.test !== wholes.test || rowCounts.validation !== wholes.validation);
  for (const [{ name }, result] of results) {
    if (hasMoved(result)) failed.push({ key: null, name, message: words.moved });
  }
  const runs = [...new Set(all.map(({ run }) => run))];
  const sizes = [...new Set(all.map(({ size }) => size))];
  const curves = runs.map((run) => ({
    run,
    points: sizes.flatMap((size): SizePoint[] => {
      const ofSize = all.filter((wanted) => wanted.run === run && wanted.size === size);
      const known = ofSize.map((wanted) => {
        const result = results.get(wanted);
        return result === undefined || hasMoved(result) ? null : result;
      });
      const trained = known.filter((result) => result !== null);
      if (trained.length === 0) return [];
      return [
        {
          rows: overSeeds(trained.map(({ rowCounts }) => rowCounts.train)).mean,
          values: known.map((result) => (result === null ? Number.NaN : judgedValue(result, metric, metric))),
        },
      ];
    }),
  }));
  const [first] = results.values();
  return { curves, set: first === undefined ? "test" : judgedSet(first), failed };
}

function Curves({ found: { curves, set }, metric }: { readonly found: Found; readonly metric: string }) {
  const { label, digits, direction } = metricEntry(metric);
  const known = useMemo(() => curves.filter(({ points }) => points.length > 1), [curves]);
  const lines = useMemo(
    () =>
      known.map(({ run, points }): ChartLine => {
        const moments = points.map(({ values }) => overSeeds(values.filter(Number.isFinite)));
        return {
          id: run.id,
          label: run.name,
          hue: engineById(run.spec.engine).meta.hue,
          look: "strong",
          x: points.map(({ rows }) => Math.round(rows)),
          y: moments.map(({ mean }) => mean),
          spread: moments.map(({ spread }) => spread),
        };
      }),
    [known],
  );
  const factors = useMemo(
    () => [...new Set(lines.flatMap(({ x }) => x))].sort((left, right) => left - right),
    [lines],
  );
  const sentences = known.flatMap(({ run, points }) => {
    const step = lastStep(points, direction);
    if (step === null) return [];
    const text = words.step(
      run.name,
      countText(step.from),
      countText(step.to),
      label,
      signedText(step.mean, digits),
      decimalText(step.spread, digits),
    );
    return [words.verdictOf(text, words.verdict[step.verdict])];
  });
  return (
    <>
      <ul className="question-rows">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
        <li className="dim">{words.moreThan}</li>
      </ul>
      <p className="dim small">
        {words.title(questionWords.rates.sets[set], label, compareWords[direction])}
      </p>
      <LineChart
        name={questionWords.questions.learning}
        lines={lines}
        said={sentences.join(" ")}
        xName={words.axis}
        factors={factors}
        over={({ sx, sy }) =>
          lines.map(({ id, hue, x, y }) =>
            x.map((rows, size) => (
              <circle
                key={`${id} ${rows}`}
                className={`compare-dot hue-${hue}`}
                cx={sx(rows)}
                cy={sy(y[size])}
                r={4}
              />
            )),
          )
        }
      />
    </>
  );
}
