import { useMemo, useState } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { Table } from "../../core/table.ts";
import type { RecordedRound, RunStart } from "../../experiment/recording.ts";
import { sampleText } from "../../figures/followed-rows.ts";
import { countText, decimalText, signedText } from "../../figures/number-text.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import { type Slice, sliceCalibration, sliceMetric, slicesOf } from "../../store/questions/slices.ts";
import { questionWords } from "../../words/questions.ts";
import { useLab, useLabState } from "../lab-context.ts";
import { type ChartLine, LineChart } from "./line-chart.tsx";
import { RunChoice, useAskedRun } from "./run-choice.tsx";

const words = questionWords.slices;
const MOST_POINTS = 60;

/** A run judged on parts of the rows, round by round. */
export function SlicesPanel() {
  const lab = useLab();
  const { runs, run, choose } = useAskedRun();
  const table = useLabState(({ data }) => (data.status === "ready" ? data.table : null));
  const target = useLabState(({ setup }) => setup.data.target);
  const [column, setColumn] = useState<string | null>(null);
  if (run === null || run.start === null || table === null)
    return <p className="dim">{questionWords.noRun}</p>;
  const names = table.columns.map(({ name }) => name).filter((name) => name !== target);
  const asked = column !== null && names.includes(column) ? column : (names[0] ?? target);
  return (
    <div className="question">
      <p className="question-explain">{words.explain}</p>
      <div className="question-controls">
        <RunChoice runs={runs} run={run} onChoose={choose} />
        <label className="compare-choice">
          {words.column}{" "}
          <select className="select" value={asked} onChange={(event) => setColumn(event.target.value)}>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </div>
      <Slices
        key={`${run.id} ${run.version} ${asked}`}
        {...{
          table,
          column: asked,
          start: run.start,
          rounds: lab.recordings.of(run.id),
          engine: run.spec.engine,
        }}
      />
    </div>
  );
}

interface SlicesProps {
  readonly table: Table;
  readonly column: string;
  readonly start: RunStart;
  readonly rounds: readonly RecordedRound[];
  readonly engine: string;
}

function Slices({ table, column, start, rounds, engine }: SlicesProps) {
  const round = Math.min(useLabState(roundOnScreen), rounds.length - 1);
  const metric = start.metrics[0];
  const slices = useMemo(() => slicesOf(start, table, column), [start, table, column]);
  const all: Slice = useMemo(
    () => ({ label: words.all, places: slices.flatMap(({ places }) => places) }),
    [slices],
  );
  const { hue } = engineById(engine).meta;
  const lines = useMemo(() => {
    const step = Math.max(1, Math.ceil(rounds.length / MOST_POINTS));
    const x = rounds.map((_, at) => at).filter((at) => at % step === 0 || at === rounds.length - 1);
    return [all, ...slices].map(
      (slice): ChartLine => ({
        id: slice.label,
        label: slice.label,
        hue: slice === all ? hue : null,
        look: slice === all ? "strong" : "plain",
        x,
        y: x.map((at) => sliceMetric(start, rounds[at], slice, metric)),
      }),
    );
  }, [all, slices, rounds, start, metric, hue]);
  if (slices.length === 0) return <p>{words.none}</p>;
  const isLower = metricEntry(metric).direction === "lower";
  const values = slices.map((slice) => sliceMetric(start, rounds[round], slice, metric));
  const worst = values.reduce(
    (at, value, n) => ((isLower ? value > values[at] : value < values[at]) ? n : at),
    0,
  );
  const said = words.said(column, slices[worst].label);
  const sample = sampleText(start.followed);
  return (
    <>
      <p>{said}</p>
      <LineChart
        name={questionWords.questions.slices}
        lines={lines}
        said={said}
        xName={questionWords.round}
        marks={[{ x: round, label: `${questionWords.round} ${countText(round)}` }]}
        shareInside={0.92}
      />
      <SliceTable slices={[all, ...slices]} start={start} recorded={rounds[round]} metric={metric} />
      {sample !== null && <p className="dim small">{sample}</p>}
    </>
  );
}

interface SliceTableProps {
  readonly slices: readonly Slice[];
  readonly start: RunStart;
  readonly recorded: RecordedRound;
  readonly metric: string;
}

function SliceTable({ slices, start, recorded, metric }: SliceTableProps) {
  const { label, digits } = metricEntry(metric);
  const rows = slices.map((slice) => ({
    slice,
    value: sliceMetric(start, recorded, slice, metric),
    ...sliceCalibration(start, recorded, slice),
  }));
  const [all] = rows;
  const share = (value: number | null) => (value === null ? "–" : `${decimalText(100 * value, 0)} %`);
  return (
    <div className="question-scroll">
      <table className="question-table">
        <thead>
          <tr>
            <th scope="col">{words.slice}</th>
            <th scope="col">{words.rows}</th>
            <th scope="col">{label}</th>
            <th scope="col">{words.unlike}</th>
            {all.predicted !== null && <th scope="col">{words.predicted}</th>}
            {all.predicted !== null && <th scope="col">{words.observed}</th>}
            {all.inside !== null && <th scope="col">{words.coverage}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ slice, value, predicted, observed, inside }, n) => (
            <tr key={slice.label}>
              <th scope="row">{slice.label}</th>
              <td>{countText(slice.places.length)}</td>
              <td>{decimalText(value, digits)}</td>
              <td>{n === 0 ? "" : signedText(value - all.value, digits)}</td>
              {predicted !== null && <td>{share(predicted)}</td>}
              {predicted !== null && <td>{share(observed)}</td>}
              {inside !== null && <td>{share(inside)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
