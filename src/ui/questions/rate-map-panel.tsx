import { useMemo, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { SetName } from "../../experiment/recording.ts";
import { countText, decimalText, withMarks } from "../../figures/number-text.ts";
import { type RateMap, rateMap, roundsForHalfTheRate } from "../../figures/rate-map.ts";
import { comparisonOf } from "../../store/comparison/comparison.ts";
import { curveOf } from "../../store/comparison/repeat-result.ts";
import { expectedMsOf } from "../../store/comparison/repeat-runs.ts";
import { comparedMetric } from "../../store/comparison/summaries.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { stillWanted } from "../../store/questions/question-work.ts";
import { rateParam, trainRates, wantedRates } from "../../store/questions/train-rates.ts";
import { questionWords } from "../../words/questions.ts";
import { useComparison } from "../compare/use-comparison.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { RateMapPicture } from "./rate-map-picture.tsx";
import { RunChoice } from "./run-choice.tsx";
import { FailedTrainings, TrainingActs } from "./training-acts.tsx";

const words = questionWords.rates;

/** The same run with other rates, over all of its rounds. */
export function RateMapPanel() {
  const runs = useLabState((state) => state.runs);
  const task = useLabState(({ setup }) => setup.task);
  const [chosen, choose] = useState<string | null>(null);
  const asked = runs.filter(({ spec }) => rateParam(spec, task) !== null);
  const run = asked.find(({ id }) => id === chosen) ?? asked[0];
  if (run === undefined) return <p className="dim">{words.none}</p>;
  return (
    <div className="question">
      <p className="question-explain">{words.explain}</p>
      <div className="question-controls">
        <RunChoice runs={asked} run={run} onChoose={choose} />
      </div>
      <Rates run={run} />
    </div>
  );
}

function Rates({ run }: { readonly run: RunEntry }) {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const outcomes = useComparison((state) => state.outcomes);
  const chosenMetric = useComparison((state) => state.metric);
  const metric = comparedMetric({ setup, runs: [run] }, { metric: chosenMetric });
  const all = useMemo(() => wantedRates(setup, run), [setup, run]);
  const wanted = stillWanted(lab, all).length;
  const one = expectedMsOf(lab, run);
  const found = useMemo(() => {
    const known = all.flatMap((entry) => {
      const outcome = outcomes.get(entry.key);
      return outcome?.ok ? [{ ...entry, result: outcome.value }] : [];
    });
    if (known.length < 2) return null;
    const set: SetName = known.every(({ result }) => result.rowCounts.validation > 0)
      ? "validation"
      : "train";
    const curves = known.map(({ rate, result }) => ({ rate, values: curveOf(result, metric, set) }));
    return {
      set,
      map: rateMap(curves, metricEntry(metric).direction),
      own: known.findIndex(({ isOwn }) => isOwn),
    };
  }, [all, outcomes, metric]);
  const failed = all.flatMap(({ key, name }) => {
    const outcome = comparisonOf(lab).getState().outcomes.get(key);
    return outcome?.ok === false ? [{ key, name, message: outcome.message }] : [];
  });
  return (
    <>
      <TrainingActs
        question="rates"
        wanted={wanted}
        milliseconds={one === null ? null : one * wanted}
        onTrain={(signal) => trainRates(lab, run, signal)}
      />
      <FailedTrainings failed={failed} />
      {found !== null && found.map.best !== null && (
        <RateMapPicture
          map={found.map}
          own={found.own}
          metric={metric}
          set={found.set}
          said={sentences(found.map, metric)}
        />
      )}
    </>
  );
}

/** Only what was measured. */
function sentences(map: RateMap, metric: string): string {
  const { best, rates, columns } = map;
  if (best === null) return "";
  const { digits } = metricEntry(metric);
  const times = roundsForHalfTheRate(map);
  return [
    words.best(decimalText(best.value, digits), withMarks(`${rates[best.row]}`), countText(best.round)),
    ...(best.round === columns.at(-1)?.to ? [words.atTheEnd] : []),
    times === null ? words.noTrade : words.trade(decimalText(times, 1)),
  ].join(" ");
}
