import { useMemo, useState } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import type { SetName } from "../../experiment/recording.ts";
import { placesOf } from "../../figures/followed-rows.ts";
import { decimalText, plainText } from "../../figures/number-text.ts";
import { predictionsAt } from "../../figures/recorded-predictions.ts";
import {
  type CostCurve,
  calibratedThreshold,
  costCurve,
  costOf,
  countsAt,
  type ErrorCosts,
} from "../../figures/threshold-costs.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import type { Lab } from "../../store/lab.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { questionWords } from "../../words/questions.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { type ChartLine, LineChart } from "./line-chart.tsx";

const words = questionWords.threshold;

/** From which probability on a row counts as positive, by what errors cost. */
export function ThresholdPanel() {
  const lab = useLab();
  const all = useLabState((state) => state.runs);
  const round = useLabState(roundOnScreen);
  const [costs, setCosts] = useState<ErrorCosts>({ falsePositive: 1, falseNegative: 5 });
  const judged = useMemo(
    () => all.flatMap((run) => judgedRun(lab, run, { round, costs })),
    [lab, all, round, costs],
  );
  if (judged.length === 0) return <p className="dim">{words.onlyTwo}</p>;
  const lines: ChartLine[] = judged.map(({ run, curve }) => ({
    id: run.id,
    label: run.name,
    hue: engineById(run.spec.engine).meta.hue,
    look: "strong",
    x: curve.thresholds,
    y: curve.costs,
  }));
  const positive = judged[0].run.start?.header.outputs.classNames?.[1] ?? "1";
  const said = judged.map(({ run, curve }) => words.said(run.name, decimalText(curve.best, 2))).join(". ");
  return (
    <div className="question">
      <p className="question-explain">
        {words.explain} {words.positive(positive)}
      </p>
      <div className="question-controls">
        <Cost
          label={words.falsePositive}
          value={costs.falsePositive}
          onChange={(falsePositive) => setCosts({ ...costs, falsePositive })}
        />
        <Cost
          label={words.falseNegative}
          value={costs.falseNegative}
          onChange={(falseNegative) => setCosts({ ...costs, falseNegative })}
        />
      </div>
      <p>{words.calibrated(decimalText(calibratedThreshold(costs), 2))}</p>
      <LineChart name={questionWords.questions.threshold} lines={lines} said={said} xName={words.axis} />
      <div className="question-scroll">
        <table className="question-table">
          <thead>
            <tr>
              <th scope="col">{questionWords.run}</th>
              <th scope="col">{words.bestThreshold}</th>
              <th scope="col">{words.onValidation}</th>
              <th scope="col">{words.onTest}</th>
              <th scope="col">{words.atHalf}</th>
              <th scope="col">{words.confusion}</th>
            </tr>
          </thead>
          <tbody>
            {judged.map(({ run, curve, test }) => {
              const at = test(curve.best);
              const { truePositives, falsePositives, falseNegatives, trueNegatives } = at;
              return (
                <tr key={run.id}>
                  <th scope="row">{run.name}</th>
                  <td>{decimalText(curve.best, 2)}</td>
                  <td>{plainText(Math.min(...curve.costs))}</td>
                  <td>{plainText(costOf(at, costs))}</td>
                  <td>{plainText(costOf(test(0.5), costs))}</td>
                  <td>{[truePositives, falsePositives, falseNegatives, trueNegatives].join(" · ")}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface CostProps {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Cost({ label, value, onChange }: CostProps) {
  return (
    <label className="compare-choice">
      {label}{" "}
      <input
        className="text-field"
        type="number"
        min={0}
        step="any"
        defaultValue={value}
        onChange={(event) => {
          const typed = Number(event.target.value);
          if (event.target.value !== "" && typed > 0 && Number.isFinite(typed)) onChange(typed);
        }}
      />
    </label>
  );
}

interface JudgedRun {
  readonly run: RunEntry;
  readonly curve: CostCurve;
  /** Test rows by what is said of them from this threshold on. */
  readonly test: (threshold: number) => ReturnType<typeof countsAt>;
}

interface Asked {
  readonly round: number;
  readonly costs: ErrorCosts;
}

/** Without validation rows the training rows choose. */
function judgedRun(lab: Lab, run: RunEntry, { round, costs }: Asked): JudgedRun[] {
  const { start } = run;
  const rounds = lab.recordings.of(run.id);
  const recorded = rounds[Math.min(round, rounds.length - 1)];
  if (!run.shown || start === null || recorded === undefined) return [];
  if (start.header.outputs.classNames?.length !== 2) return [];
  const rowsOf = (set: SetName) => {
    const places = placesOf(start.followed, set);
    const predictions = predictionsAt(start, recorded, places);
    const probabilities =
      predictions.kind === "classes" ? places.map((_, row) => predictions.probabilities[2 * row + 1]) : [];
    return { probabilities, isPositive: (row: number) => start.followed.target[places[row]] === 1 };
  };
  const chosen = rowsOf(start.rowCounts.validation > 0 ? "validation" : "train");
  const test = rowsOf("test");
  return [
    {
      run,
      curve: costCurve(chosen.probabilities, chosen.isPositive, costs),
      test: (threshold) => countsAt(test.probabilities, test.isPositive, threshold),
    },
  ];
}
