import { useMemo, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { targetNames } from "../../data/several-targets.ts";
import { countText } from "../../figures/number-text.ts";
import { expectedMsOf } from "../../store/comparison/repeat-runs.ts";
import { comparedMetric } from "../../store/comparison/summaries.ts";
import { stillWanted } from "../../store/questions/question-work.ts";
import { rankedDataSets } from "../../store/questions/ranked-data-sets.ts";
import {
  DATA_SET_SEEDS,
  type DataSetChoice,
  dataSetsFor,
  LEAST_DATA_SETS,
  MOST_DATA_SETS,
  trainDataSets,
  usualDataSets,
  wantedDataSets,
} from "../../store/questions/train-data-sets.ts";
import { metricsFor } from "../../store/starting-experiment.ts";
import { questionWords } from "../../words/questions.ts";
import { useComparison } from "../compare/use-comparison.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { Ranks } from "./ranks.tsx";
import { FailedTrainings, TrainingActs } from "./training-acts.tsx";

const words = questionWords.dataSets;

/** The same runs on other data sets, and what their ranks decide. */
export function DataSetsPanel() {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const all = useLabState((state) => state.runs);
  const table = useLabState(({ data }) => (data.status === "ready" ? data.table : null));
  const outcomes = useComparison((state) => state.outcomes);
  const wished = useComparison((state) => state.metric);
  const runs = useMemo(() => all.filter(({ shown }) => shown), [all]);
  const choices = useMemo(() => dataSetsFor(setup.task), [setup.task]);
  const [picked, pick] = useState<ReadonlySet<string> | null>(null);
  const usual = useMemo(() => usualDataSets(choices), [choices]);
  const chosen = useMemo(
    () => (picked === null ? usual : choices.filter(({ id }) => picked.has(id))),
    [picked, usual, choices],
  );
  const trainings = useMemo(() => wantedDataSets(setup, runs, chosen), [setup, runs, chosen]);
  const metrics = metricsFor(setup.task);
  const compared = comparedMetric({ setup, runs }, { metric: wished });
  const metric = metrics.includes(compared) ? compared : metrics[0];
  const found = useMemo(
    () => (metric === undefined ? null : rankedDataSets(trainings, outcomes, metric)),
    [trainings, outcomes, metric],
  );
  if (choices.length < LEAST_DATA_SETS) return <p className="question-explain">{words.tooFew}</p>;
  if (runs.length < 2) return <p className="question-explain">{words.oneRun}</p>;
  const wanted = stillWanted(lab, trainings);
  const { ignored, query } = setup.data;
  const others = new Set([...targetNames(setup.data), ...ignored, ...(query === undefined ? [] : [query])]);
  const columnsHere = table?.columns.filter(({ name }) => !others.has(name)).length ?? Number.NaN;
  const cellsHere = columnsHere * (table?.rowCount ?? Number.NaN);
  const cost = wanted.reduce(
    (sum, { run, choice }) => sum + (expectedMsOf(lab, run) ?? Number.NaN) * (choice.cells / cellsHere),
    0,
  );
  const toggle = (id: string, isOn: boolean) => {
    const ids = new Set(chosen.map((choice) => choice.id));
    if (isOn) ids.add(id);
    else ids.delete(id);
    pick(ids);
  };
  return (
    <div className="question">
      <p className="question-explain">{words.explain(DATA_SET_SEEDS)}</p>
      <Choices choices={choices} chosen={chosen} onToggle={toggle} />
      <TrainingActs
        question="dataSets"
        wanted={wanted.length}
        milliseconds={Number.isNaN(cost) ? null : cost}
        onTrain={(signal) => trainDataSets(lab, trainings, signal)}
        hindrance={chosen.length < LEAST_DATA_SETS ? words.atLeast(LEAST_DATA_SETS) : null}
      />
      {found !== null && <FailedTrainings failed={found.failed} />}
      {found !== null && metric !== undefined && found.rows.length > 0 && (
        <Ranks found={found} runs={runs} metric={metricEntry(metric)} />
      )}
    </div>
  );
}

interface ChoicesProps {
  readonly choices: readonly DataSetChoice[];
  readonly chosen: readonly DataSetChoice[];
  readonly onToggle: (id: string, isOn: boolean) => void;
}

function Choices({ choices, chosen, onToggle }: ChoicesProps) {
  const isFull = chosen.length >= MOST_DATA_SETS;
  return (
    <fieldset className="data-set-choices">
      <legend className="hidden-text">{words.choose}</legend>
      {choices.map((choice) => {
        const isOn = chosen.includes(choice);
        return (
          <label key={choice.id} className="compare-choice">
            <input
              className="check"
              type="checkbox"
              checked={isOn}
              disabled={!isOn && isFull}
              onChange={(event) => onToggle(choice.id, event.target.checked)}
            />
            <span>
              {choice.label} <span className="dim">{words.rows(countText(choice.rows))}</span>
            </span>
          </label>
        );
      })}
      {isFull && choices.length > chosen.length && (
        <span className="dim small">{words.atMost(MOST_DATA_SETS)}</span>
      )}
    </fieldset>
  );
}
