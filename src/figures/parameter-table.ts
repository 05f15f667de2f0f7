import { distributionById } from "../boosting/distributions/index.ts";
import type { RecordedRound, RunStart } from "../experiment/recording.ts";
import { chartColumnWords } from "../words/chart-columns.ts";
import { descentAt, parameterPath, scoringRuleOf } from "./descent.ts";
import type { PanelTable } from "./panel-tables.ts";
import { stepSizes } from "./step-size-figure.ts";

const words = chartColumnWords;

/** A row's way through its parameters: where it stood after each round, which ways led down, how far the round went. */
export function parameterTable(
  start: RunStart,
  /** Up to the shown round. */
  rounds: readonly RecordedRound[],
  index: number,
): PanelTable {
  const { header, followed } = start;
  const rule = scoringRuleOf(header);
  if (rule === null) return { columns: [], lines: [] };
  const symbols = distributionById(header.outputs.distribution!).parameters.map(({ symbol }) => symbol);
  const sizes = stepSizes(rounds);
  const lines = parameterPath(rounds, index, header.outputs.scoreCount).map((theta, round) => {
    const descent = descentAt(rule, theta, followed.target[index]);
    const unknown = symbols.map(() => Number.NaN);
    return [
      round,
      ...theta,
      ...(descent?.ordinary ?? unknown),
      ...(descent?.natural ?? unknown),
      sizes[round],
    ];
  });
  return {
    columns: [
      words.round,
      ...symbols,
      ...symbols.map(words.downhill),
      ...symbols.map(words.naturalDownhill),
      words.stepSize,
    ],
    lines,
  };
}
