import { useMemo, useState } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { overSeeds } from "../../figures/compare-figure.ts";
import { countText, decimalText } from "../../figures/number-text.ts";
import { searchedText } from "../../figures/search-axis.ts";
import { addTrial, isInLab } from "../../store/tuning/add-trial.ts";
import { lossOf } from "../../store/tuning/trial-order.ts";
import { trialValue } from "../../store/tuning/trial-result.ts";
import { type Trial, type TuneSession, tuningOf } from "../../store/tuning/tuning.ts";
import { tuneWords as words } from "../../words/tune.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { roundsOf } from "./trial-text.ts";
import { useTuning } from "./use-tuning.ts";

interface TrialsTableProps {
  readonly session: TuneSession;
  readonly trials: readonly Trial[];
  readonly best: Trial | null;
}

type Order = "trial" | "value";

/** All trials with their settings; each can become a run of the lab. */
export function TrialsTable({ session, trials, best }: TrialsTableProps) {
  const lab = useLab();
  const [order, setOrder] = useState<Order>("value");
  const showsTest = useTuning((state) => state.showsTest);
  const { metric, space } = session;
  const { label, digits } = metricEntry(metric);
  const hasTest = trials.some(({ results: [first] }) => (first?.result.rowCounts.test ?? 0) > 0);
  const rows = useMemo(() => sortedTrials(trials, order, metric), [trials, order, metric]);
  const headings: readonly { readonly id: Order; readonly text: string }[] = [
    { id: "trial", text: words.trial },
    { id: "value", text: words.value(label) },
  ];
  return (
    <div className="tune-picture">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <section className="tune-scroll tune-table-frame" tabIndex={0} aria-label={words.table}>
        <table className="tune-table">
          <caption className="hidden-text">{words.table}</caption>
          <thead>
            <tr>
              {headings.map(({ id, text }) => (
                <th key={id} scope="col" aria-sort={order === id ? "ascending" : "none"}>
                  <button
                    type="button"
                    className="runs-sort"
                    title={words.sortBy(text)}
                    onClick={() => setOrder(id)}
                  >
                    {text}
                    {order === id && <Icon name="up" />}
                  </button>
                </th>
              ))}
              {showsTest && <th scope="col">{words.test(label)}</th>}
              <th scope="col">{words.round}</th>
              <th scope="col">{words.rounds}</th>
              {space.map(({ id, label: name }) => (
                <th key={id} scope="col" className="tune-setting">
                  {name}
                </th>
              ))}
              <th scope="col">{words.state}</th>
              <th scope="col">
                <span className="hidden-text">{words.add}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((trial) => (
              <TrialRow
                key={trial.number}
                session={session}
                trial={trial}
                digits={digits}
                isBest={trial.number === best?.number}
                showsTest={showsTest}
              />
            ))}
          </tbody>
        </table>
      </section>
      {hasTest && (
        <p className="tune-test">
          <label className="compare-choice">
            <input
              type="checkbox"
              checked={showsTest}
              onChange={(event) => tuningOf(lab).setState({ showsTest: event.target.checked })}
            />{" "}
            {words.showTest}
          </label>{" "}
          <span className="dim small">{words.optimistic(trials.length)}</span>
        </p>
      )}
    </div>
  );
}

/** The best first, or in the order of the search; trials without a value last. */
function sortedTrials(trials: readonly Trial[], order: Order, metric: string): Trial[] {
  if (order === "trial") return [...trials];
  const key = ({ value }: Trial) => (Number.isFinite(value) ? lossOf(value, metric) : Infinity);
  return [...trials].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    return (left === right ? 0 : left - right) || a.number - b.number;
  });
}

interface TrialRowProps {
  readonly session: TuneSession;
  readonly trial: Trial;
  readonly digits: number;
  readonly isBest: boolean;
  readonly showsTest: boolean;
}

function TrialRow({ session, trial, digits, isBest, showsTest }: TrialRowProps) {
  const lab = useLab();
  const runs = useLabState((state) => state.runs);
  const isMarked = useTuning((state) => state.marked === trial.number);
  const { number, value, results, state, spec } = trial;
  const { metric, space, spec: own } = session;
  const mark = () => tuningOf(lab).setState({ marked: number });
  const mean = (of: (result: Trial["results"][number]) => number) =>
    results.length === 0 ? Number.NaN : overSeeds(results.map(of)).mean;
  return (
    <tr className={isMarked ? "tune-marked" : undefined} onPointerEnter={mark}>
      <th scope="row">
        <button
          type="button"
          className="tune-number"
          aria-label={words.mark(number)}
          onClick={mark}
          onFocus={mark}
        >
          {number}
        </button>
        {isBest && <span className="tune-best"> {words.best}</span>}
      </th>
      <td className={isBest ? "tune-value best" : "tune-value"}>{decimalText(value, digits)}</td>
      {showsTest && (
        <td>
          {decimalText(
            mean((result) => trialValue(result, metric, "test")),
            digits,
          )}
        </td>
      )}
      <td>
        {decimalText(
          mean(({ judgedRound }) => judgedRound),
          results.length > 1 ? 1 : 0,
        )}
      </td>
      <td>{results.length === 0 ? "" : countText(roundsOf(trial))}</td>
      {space.map((dimension) => (
        <td key={dimension.id} className="tune-setting">
          {searchedText(dimension, spec.values[dimension.id] ?? own.values[dimension.id] ?? dimension.own)}
        </td>
      ))}
      <td title={trial.message ?? undefined}>{words.states[state]}</td>
      <td>
        {isInLab(runs, spec) ? (
          <span className="dim">{words.inLab}</span>
        ) : (
          <button
            type="button"
            className="button low"
            aria-label={words.addNamed(number)}
            onClick={() => addTrial(lab, session, trial)}
          >
            {words.add}
          </button>
        )}
      </td>
    </tr>
  );
}
