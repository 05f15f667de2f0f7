import { useEffect, useMemo, useRef } from "react";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { SetName } from "../../experiment/recording.ts";
import { countText, signedText } from "../../figures/number-text.ts";
import type { PanelTable } from "../../figures/panel-tables.ts";
import { canFold, comparisonOf } from "../../store/comparison/comparison.ts";
import type { Differences } from "../../store/comparison/differences.ts";
import { expectedMs, repeatRuns, wantedRepeats } from "../../store/comparison/repeat-runs.ts";
import { wantedText } from "../../store/comparison/repeats-text.ts";
import { rowLuck } from "../../store/comparison/row-luck.ts";
import type { RunSummary } from "../../store/comparison/summaries.ts";
import { percentText, secondsText, verdictSentence } from "../../store/comparison/verdict-text.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import { compareWords as words } from "../../words/compare.ts";
import { PictureMenu } from "../frame/picture-menu.tsx";
import { useBoth } from "../frame/use-both.ts";
import { Glyph } from "../glyph.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { useSize } from "../panels/use-size.ts";
import { NoisePicture } from "./noise-picture.tsx";
import { useComparison } from "./use-comparison.ts";

interface NoisePanelProps {
  readonly summaries: readonly RunSummary[];
  readonly differences: Differences;
  readonly baseline: RunEntry;
  readonly metric: string;
  readonly set: SetName;
}

/** Differences to the baseline seed by seed, their interval, and what that decides. */
export function NoisePanel(props: NoisePanelProps) {
  const { summaries, differences, baseline, metric, set } = props;
  const [measure, size] = useSize();
  const picture = useRef<HTMLElement>(null);
  const both = useBoth(measure, picture);
  const { label, digits } = metricEntry(metric);
  const others = summaries.filter(({ run }) => run.id !== baseline.id);
  const isCompared = others.some(({ run }) => differences.byRun.get(run.id)?.interval != null);
  return (
    <section className="card compare-card" aria-label={words.noise}>
      <header className="compare-title">
        <h3>{words.noise}</h3>
        <span className="dim">
          {differences.unit === "metric"
            ? words.noiseOf(words.sets[set], label, baseline.name)
            : words.noiseOfRows(words.sets[set], baseline.name)}
        </span>
        <span className="grows" />
        {isCompared && (
          <PictureMenu
            name={words.noise}
            picture={picture}
            table={() => differencesTable(others, differences)}
          />
        )}
      </header>
      {isCompared ? (
        <>
          <figure className="noise-plot" ref={both}>
            {size !== null && <NoisePicture {...props} size={size} />}
          </figure>
          <ul className="noise-words">
            {others.map(({ run }) => {
              const difference = differences.byRun.get(run.id);
              if (difference === undefined || difference.interval === null) return null;
              return (
                <li key={run.id}>
                  {verdictSentence(difference, { name: run.name, baseline: baseline.name, digits })}{" "}
                  {difference.probabilities !== null && (
                    <span className="dim" title={words.plausibleHint}>
                      {words.plausible(
                        percentText(difference.probabilities.better),
                        percentText(difference.probabilities.same),
                        percentText(difference.probabilities.worse),
                      )}
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      ) : (
        <>
          <p className="noise-one">{words.one(summaries.length)}</p>
          <RowLuckWords {...props} />
        </>
      )}
      <RepeatActs runCount={summaries.length} />
    </section>
  );
}

/** Every difference, and what was made of them: for files. */
function differencesTable(others: readonly RunSummary[], { byRun }: Differences): PanelTable {
  const { run, interval } = words.columns;
  return {
    columns: [run, words.mean, words.columns.low(interval), words.columns.high(interval), words.differences],
    lines: others.map((other) => {
      const found = byRun.get(other.run.id);
      const [low, high] = found?.interval ?? [Number.NaN, Number.NaN];
      return [other.run.name, found?.mean ?? Number.NaN, low, high, found?.differences.join(" ") ?? ""];
    }),
  };
}

/** What one split says by itself, from the recordings. */
function RowLuckWords({ summaries, baseline, metric, set }: NoisePanelProps) {
  const lab = useLab();
  const setup = useLabState((state) => state.setup);
  const { digits } = metricEntry(metric);
  const found = useMemo(() => {
    const base = summaries.find(({ run }) => run.id === baseline.id);
    if (base === undefined) return [];
    return summaries.flatMap((summary) => {
      if (summary === base) return [];
      const luck = rowLuck(lab, { setup, metric, summary, baseline: base });
      return luck === null ? [] : [{ summary, luck }];
    });
  }, [lab, setup, summaries, baseline.id, metric]);
  const [first] = found;
  if (first === undefined) return null;
  return (
    <>
      <p className="noise-one">{words.rowLuck(countText(first.luck.rows), words.sets[set])}</p>
      <ul className="noise-words">
        {found.map(({ summary: { run, hue, hollow }, luck }) => (
          <li key={run.id}>
            <Glyph hue={hue} hollow={hollow} size={10} />{" "}
            {words.rowLuckOf(
              run.name,
              signedText(luck.mean, digits),
              signedText(luck.low, digits),
              signedText(luck.high, digits),
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

const FOLDS = [5, 10] as const;
const USUAL_SEEDS = 10;

/** How many seeds, what they cost, and the button that trains them. */
function RepeatActs({ runCount }: { readonly runCount: number }) {
  const lab = useLab();
  const comparison = comparisonOf(lab);
  const repeats = useComparison((state) => state.repeats);
  const folds = useComparison((state) => state.folds);
  const setup = useLabState((state) => state.setup);
  const fewest = folds === null ? 2 : 1;
  const work = useComparison((state) => state.work);
  const problem = useComparison((state) => state.problem);
  const sameShare = useComparison((state) => state.sameShare);
  const known = useComparison((state) => state.outcomes.size);
  const isReady = useLabState(({ data }) => data.status === "ready");
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);
  const begin = () => {
    stopping.current = new AbortController();
    void repeatRuns(lab, stopping.current.signal);
  };
  if (runCount < 2) return null;
  const wanted = wantedRepeats(lab);
  const cost = expectedMs(lab);
  const costText = cost === null ? words.unknownCost : words.cost(secondsText(cost / 1000));
  return (
    <div className="noise-acts" data-known={known}>
      <label className="compare-choice">
        {words.seeds}{" "}
        <input
          className="text-field"
          type="number"
          min={fewest}
          max={100}
          value={repeats}
          disabled={work !== null}
          onChange={(event) => {
            const value = Math.round(Number(event.target.value));
            if (value >= fewest && value <= 100) comparison.setState({ repeats: value });
          }}
        />
      </label>
      <label className="compare-choice">
        {words.repeatBy}{" "}
        <select
          className="select"
          value={folds ?? ""}
          disabled={work !== null}
          onChange={(event) => {
            const chosen = event.target.value === "" ? null : Number(event.target.value);
            comparison.setState({ folds: chosen, repeats: chosen === null ? USUAL_SEEDS : 1 });
          }}
        >
          <option value="">{words.bySeed}</option>
          {FOLDS.filter((count) => canFold(setup, count)).map((count) => (
            <option key={count} value={count}>
              {words.byFolds(count)}
            </option>
          ))}
        </select>
      </label>
      <label className="compare-choice">
        {words.samePercent}{" "}
        <input
          className="text-field"
          type="number"
          min={0}
          max={50}
          step={0.5}
          value={Math.round(sameShare * 1000) / 10}
          onChange={(event) => {
            const value = Number(event.target.value);
            if (value >= 0 && value <= 50) comparison.setState({ sameShare: value / 100 });
          }}
        />
      </label>
      {work !== null ? (
        <button type="button" className="button" onClick={() => stopping.current?.abort()}>
          {words.stop}
        </button>
      ) : (
        wanted.length > 0 && (
          <button
            type="button"
            className="button primary"
            aria-disabled={!isReady}
            onClick={() => isReady && begin()}
          >
            {words.repeat(wantedText({ repeats, folds }))}
          </button>
        )
      )}
      <span className="dim noise-cost" role="status">
        {work !== null
          ? words.working(work.done, work.total, work.runName)
          : problem !== null
            ? `${problem} ${words.stopped}`
            : !isReady
              ? words.notReady
              : wanted.length > 0
                ? costText
                : ""}
      </span>
    </div>
  );
}
