import { lazy, Suspense } from "react";
import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { SetName } from "../../experiment/recording.ts";
import { decimalText } from "../../figures/number-text.ts";
import { toggleRun } from "../../store/actions/edit-runs.ts";
import { familyOrder } from "../../store/branches.ts";
import { listedRuns, MOST_LISTED, roundOnScreen } from "../../store/experiment-of.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { bestRoundOf, metricAt } from "../../store/metric-series.ts";
import { isHollow } from "../../store/run-names.ts";
import { clockWords } from "../../words/clock.ts";
import { branchText } from "../change-text.ts";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { useSettled } from "../use-settled.ts";

/** Loaded where a list is too short for all runs. */
const MoreRuns = lazy(async () => ({ default: (await import("../rail/more-runs.tsx")).MoreRuns }));

const words = clockWords.legend;
const INDENT = 10;

/** The runs, of many the first ones, with their values at the round on screen. */
export function LegendTable({ metric }: { readonly metric: string }) {
  const runs = useLabState((state) => state.runs);
  const round = useLabState(roundOnScreen);
  const showTest = useLabState((state) => state.view.showTest);
  const heardRound = useSettled(round);
  return (
    <div className="legend-box">
      <div className="legend-scroll">
        <table className="legend">
          <caption className="hidden-text">{words.caption(`${heardRound}`)}</caption>
          <thead>
            <tr>
              <th scope="col">{words.run}</th>
              <th scope="col">{words.train}</th>
              <th scope="col">{words.validation}</th>
              {showTest && <th scope="col">{words.test}</th>}
              <th scope="col" className="best-at">
                {words.bestAt}
              </th>
            </tr>
          </thead>
          <tbody>
            {familyOrder(listedRuns(runs)).map(({ run, depth }) => (
              <LegendRow
                key={run.id}
                run={run}
                depth={depth}
                round={round}
                metric={metric}
                hollow={isHollow(run, runs)}
                showTest={showTest}
              />
            ))}
          </tbody>
        </table>
        <Suspense fallback={null}>{runs.length > MOST_LISTED && <MoreRuns />}</Suspense>
      </div>
    </div>
  );
}

/** Large values need fewer decimals, and leave room for their neighbours. */
function shortText(value: number, digits: number): string {
  return decimalText(value, Math.abs(value) < 10 ? digits : 2);
}

interface LegendRowProps {
  readonly run: RunEntry;
  /** How many parents a branch has above it. */
  readonly depth: number;
  readonly round: number;
  readonly metric: string;
  readonly hollow: boolean;
  readonly showTest: boolean;
}

function LegendRow({ run, depth, round, metric, hollow, showTest }: LegendRowProps) {
  const lab = useLab();
  const task = useLabState((state) => state.setup.task);
  const { hue } = engineById(run.spec.engine).meta;
  const { digits } = metricEntry(metric);
  const rounds = lab.recordings.of(run.id);
  const recorded = rounds[Math.min(round, rounds.length - 1)];
  // A recording that is not read yet has its best rounds and the last one.
  const start = run.start ?? run.digest;
  const text = (set: SetName) => (start ? shortText(metricAt(start, recorded, metric, set), digits) : "–");
  const best = start ? bestRoundOf(start, rounds, metric) : null;
  return (
    <tr className={run.shown ? "" : "off"}>
      <td>
        <button
          type="button"
          className="legend-run"
          aria-pressed={run.shown}
          title={`${run.name}. ${run.shown ? words.hide : words.show}`}
          style={{ paddingLeft: 2 + depth * INDENT }}
          onClick={() => toggleRun(lab, run.id)}
        >
          <Glyph hue={hue} hollow={hollow || !run.shown} />
          <span>{depth > 0 ? branchText(run, task) : run.name}</span>
        </button>
      </td>
      <td>{text("train")}</td>
      <td className="valid">{text("validation")}</td>
      {showTest && <td>{text("test")}</td>}
      <td className="best">{best ?? "–"}</td>
    </tr>
  );
}
