import { engineById } from "../../boosting/engines/index.ts";
import { metricById } from "../../boosting/metrics/index.ts";
import type { SetName } from "../../experiment/recording.ts";
import { decimalText } from "../../figures/number-text.ts";
import { toggleRun } from "../../store/actions/edit-runs.ts";
import { roundOnScreen } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { bestRoundOf, metricAt } from "../../store/metric-series.ts";
import { isHollow } from "../../store/run-names.ts";
import { clockWords } from "../../words/clock.ts";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";

const words = clockWords.legend;

/** Every run with its values at the round on screen. */
export function LegendTable({ metric }: { readonly metric: string }) {
  const runs = useLabState((state) => state.runs);
  const round = useLabState(roundOnScreen);
  const showTest = useLabState((state) => state.view.showTest);
  return (
    <div className="legend-box">
      <div className="legend-scroll">
        <table className="legend">
          <caption className="hidden-text">{words.caption(`${round}`)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.run}</th>
              <th scope="col">{words.train}</th>
              <th scope="col">{words.validation}</th>
              {showTest && <th scope="col">{words.test}</th>}
              <th scope="col">{words.bestAt}</th>
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <LegendRow
                key={run.id}
                run={run}
                round={round}
                metric={metric}
                hollow={isHollow(run, runs)}
                showTest={showTest}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface LegendRowProps {
  readonly run: RunEntry;
  readonly round: number;
  readonly metric: string;
  readonly hollow: boolean;
  readonly showTest: boolean;
}

function LegendRow({ run, round, metric, hollow, showTest }: LegendRowProps) {
  const lab = useLab();
  const { hue } = engineById(run.spec.engine).meta;
  const { digits } = metricById(metric);
  const rounds = lab.recordings.of(run.id);
  const recorded = rounds[Math.min(round, rounds.length - 1)];
  const text = (set: SetName) =>
    run.start === null ? "–" : decimalText(metricAt(run.start, recorded, metric, set), digits);
  const best = run.start === null ? null : bestRoundOf(run.start, rounds, metric);
  return (
    <tr className={run.shown ? "" : "off"}>
      <td>
        <button
          type="button"
          className="legend-run"
          aria-pressed={run.shown}
          title={run.shown ? words.hide : words.show}
          onClick={() => toggleRun(lab, run.id)}
        >
          <Glyph hue={hue} hollow={hollow || !run.shown} />
          <span>{run.name}</span>
        </button>
      </td>
      <td>{text("train")}</td>
      <td className="valid">{text("validation")}</td>
      {showTest && <td>{text("test")}</td>}
      <td className="best">{best ?? "–"}</td>
    </tr>
  );
}
