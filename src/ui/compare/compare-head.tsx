import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { type CompareAxis, comparisonOf } from "../../store/comparison/comparison.ts";
import { knownText } from "../../store/comparison/repeats-text.ts";
import { comparedMetric, type RunSummary } from "../../store/comparison/summaries.ts";
import { compareWords as words } from "../../words/compare.ts";
import { Segments } from "../controls/segments.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { useComparison } from "./use-comparison.ts";

const axes: readonly CompareAxis[] = ["rounds", "seconds", "sizes"];

/** What is compared, by which metric, and at equal what. */
export function CompareHead({ summaries }: { readonly summaries: readonly RunSummary[] }) {
  const lab = useLab();
  const name = useLabState(({ data }) => data.name);
  const setup = useLabState((state) => state.setup);
  const runs = useLabState((state) => state.runs);
  const axis = useComparison((state) => state.axis);
  const chosen = useComparison((state) => state.metric);
  const repeats = useComparison((state) => state.repeats);
  const folds = useComparison((state) => state.folds);
  const known = Math.max(
    0,
    ...summaries.map(({ results }) => results.filter((result) => result !== null).length),
  );
  const isShared = setup.split.kind === "random" || setup.split.kind === "group";
  return (
    <header className="compare-head">
      <h2>{words.title(name, summaries.length, knownText(known, { repeats, folds }))}</h2>
      <span className="dim">
        {folds !== null ? words.sameFolds : isShared ? words.sameSplit : words.oneSplit}
      </span>
      <span className="grows" />
      {setup.metrics.length > 1 && (
        <label className="compare-choice">
          {words.metric}{" "}
          <select
            className="select"
            value={comparedMetric({ setup, runs }, { metric: chosen })}
            onChange={(event) => comparisonOf(lab).setState({ metric: event.target.value })}
          >
            {setup.metrics.map((id) => (
              <option key={id} value={id}>
                {metricEntry(id).label}
              </option>
            ))}
          </select>
        </label>
      )}
      <span className="dim">{words.equal}</span>
      <Segments
        label={words.equal}
        options={axes.map((id) => ({ id, label: words.axes[id], reason: null }))}
        chosen={axis}
        onChoose={(id) => comparisonOf(lab).setState({ axis: id })}
      />
    </header>
  );
}
