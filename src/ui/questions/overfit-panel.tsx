import { useMemo } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { RecordedRound, RunStart, SetName } from "../../experiment/recording.ts";
import { countText, decimalText, plainText, signedText } from "../../figures/number-text.ts";
import { type ChangedRow, type PastBest, pastBest } from "../../figures/past-best.ts";
import { updateView } from "../../store/actions/update.ts";
import { bestRoundOf, metricAt } from "../../store/metric-series.ts";
import { questionWords } from "../../words/questions.ts";
import { useLab } from "../lab-context.ts";
import { type ChartLine, LineChart } from "./line-chart.tsx";
import { RunChoice, useAskedRun } from "./run-choice.tsx";

const words = questionWords.overfit;

/** What was learnt after the best validation round, and by whom it was paid. */
export function OverfitPanel() {
  const lab = useLab();
  const { runs, run, choose } = useAskedRun();
  if (run === null || run.start === null) return <p className="dim">{questionWords.noRun}</p>;
  const rounds = lab.recordings.of(run.id);
  const metric = run.start.metrics[0];
  const best = bestRoundOf(run.start, rounds, metric) ?? rounds.length - 1;
  return (
    <div className="question">
      <p className="question-explain">{words.explain}</p>
      <div className="question-controls">
        <RunChoice runs={runs} run={run} onChoose={choose} />
      </div>
      {best >= rounds.length - 1 ? (
        <p>{words.none(run.name)}</p>
      ) : (
        <Found
          key={`${run.id} ${run.version}`}
          {...{ name: run.name, engine: run.spec.engine, start: run.start, rounds, metric, best }}
        />
      )}
    </div>
  );
}

interface FoundProps {
  readonly name: string;
  readonly engine: string;
  readonly start: RunStart;
  readonly rounds: readonly RecordedRound[];
  readonly metric: string;
  readonly best: number;
}

function Found({ name, engine, start, rounds, metric, best }: FoundProps) {
  const { label, digits } = metricEntry(metric);
  const last = rounds.length - 1;
  const values = (set: SetName) => rounds.map((recorded) => metricAt(start, recorded, metric, set));
  const change = (set: SetName) => {
    const of = values(set);
    return signedText(of[last] - of[best], digits);
  };
  const found = useMemo(() => pastBest(start, rounds.slice(0, last + 1), best), [start, rounds, last, best]);
  const { hue } = engineById(engine).meta;
  const x = rounds.map((_, round) => round);
  const lines: ChartLine[] = [
    { id: "train", label: words.train, hue, look: "dashed", x, y: values("train") },
    { id: "validation", label: words.validation, hue, look: "strong", x, y: values("validation") },
  ];
  const sentence = words.found(
    name,
    countText(best),
    countText(last - best),
    change("train"),
    change("validation"),
    label,
  );
  return (
    <>
      <p>{sentence}</p>
      <LineChart
        name={questionWords.questions.overfit}
        lines={lines}
        said={sentence}
        xName={questionWords.round}
        marks={[{ x: best, label: words.best(countText(best)) }]}
        shareInside={0.9}
      />
      <div className="question-parts">
        <Learnt found={found} />
        <div>
          <RowList title={words.paid} rows={found.paid} />
          <RowList title={words.gained} rows={found.gained} />
        </div>
      </div>
    </>
  );
}

function Learnt({ found: { features, leafRows } }: { readonly found: PastBest }) {
  if (features.length === 0) return <div />;
  const percent = (share: number) => `${decimalText(100 * share, 0)} %`;
  return (
    <div>
      <h4>{words.learnt}</h4>
      <table className="question-table">
        <caption className="hidden-text">{words.gainShare}</caption>
        <thead>
          <tr>
            <th scope="col">{words.feature}</th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {features.map(({ name, before, after }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{percent(before)}</td>
              <td>{percent(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leafRows !== null && (
        <p className="dim">{words.leafRows(countText(leafRows.before), countText(leafRows.after))}</p>
      )}
    </div>
  );
}

function RowList({ title, rows }: { readonly title: string; readonly rows: readonly ChangedRow[] }) {
  const lab = useLab();
  return (
    <>
      <h4>{title}</h4>
      {rows.length === 0 && <p className="dim">{words.noRows}</p>}
      <ul className="question-rows">
        {rows.map(({ row, before, after }) => (
          <li key={row}>
            <button
              type="button"
              className="text-button underlined"
              title={words.show(`${row}`)}
              onClick={() => updateView(lab, { selectedRow: row, screen: "row" })}
            >
              {words.row(`${row}`)}
            </button>{" "}
            <span className="dim">{words.loss(plainText(before), plainText(after))}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
