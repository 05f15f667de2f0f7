import type { RankComparison } from "../../analysis/comparison/rank-tests.ts";
import type { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { decimalText, digitsFor } from "../../figures/number-text.ts";
import type { RunEntry } from "../../store/lab-state.ts";
import type { RankedDataSets } from "../../store/questions/ranked-data-sets.ts";
import { compareWords } from "../../words/compare.ts";
import { questionWords } from "../../words/questions.ts";
import { RankPicture } from "./rank-picture.tsx";

const words = questionWords.dataSets;

interface RanksProps {
  readonly found: RankedDataSets;
  readonly runs: readonly RunEntry[];
  readonly metric: ReturnType<typeof metricEntry>;
}

/** The picture of ranks, what it decides, and the numbers behind it. */
export function Ranks({ found: { rows, comparison }, runs, metric }: RanksProps) {
  const said = comparison === null ? words.oneYet : sentences(comparison, runs, rows.length);
  return (
    <>
      <p>{said}</p>
      {comparison !== null && <RankPicture ranks={comparison} runs={runs} said={said} />}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
      <section className="question-scroll" tabIndex={0} aria-label={questionWords.numbers}>
        <table className="question-table">
          <caption className="dim small">
            {words.caption(metric.label, compareWords[metric.direction])}
          </caption>
          <thead>
            <tr>
              <th scope="col">{words.dataSet}</th>
              {runs.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ choice, values, ranks }) => (
              <tr key={choice.id}>
                <th scope="row">{choice.label}</th>
                {values.map((value, run) => (
                  <td key={runs[run].id} className={ranks[run] === 1 ? "rank-first" : undefined}>
                    {words.value(decimalText(value, digitsOf(values, metric.digits)), rankText(ranks[run]))}
                  </td>
                ))}
              </tr>
            ))}
            {comparison !== null && (
              <tr>
                <th scope="row">{words.average}</th>
                {comparison.averageRanks.map((rank, run) => (
                  <td key={runs[run].id}>{decimalText(rank, 2)}</td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </section>
    </>
  );
}

/** Large numbers need fewer digits behind the point. */
const digitsOf = (values: readonly number[], most: number) =>
  Math.min(most, digitsFor(Math.min(...values.map(Math.abs))) + 1);

const rankText = (rank: number) => decimalText(rank, Number.isInteger(rank) ? 0 : 1);

function pText(pValue: number): string {
  return pValue < 0.001 ? `< ${decimalText(0.001, 3)}` : `= ${decimalText(pValue, 3)}`;
}

function sentences(ranks: RankComparison, runs: readonly RunEntry[], dataSets: number): string {
  const { averageRanks, criticalDifference, friedman } = ranks;
  const apart = ranks.pairs.filter(
    ({ first, second }) => Math.abs(averageRanks[first] - averageRanks[second]) > criticalDifference,
  );
  const better = apart.map(({ first, second }) => {
    const [low, high] = averageRanks[first] < averageRanks[second] ? [first, second] : [second, first];
    return words.apart(runs[low].name, runs[high].name);
  });
  return [
    words.friedman(pText(friedman.pValue)),
    apart.length === 0 ? words.noneApart : words.someApart(better.join(", ")),
    words.little(dataSets, runs.length, decimalText(criticalDifference, 2)),
  ].join(" ");
}
