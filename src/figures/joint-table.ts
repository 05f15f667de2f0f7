import { distributionById } from "../boosting/distributions/index.ts";
import { correlationsOf, marginalsOf, pairsOf } from "../boosting/marginals.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import { type RecordedRound, type RunStart, setNames } from "../experiment/recording.ts";
import { chartColumnWords as words } from "../words/chart-columns.ts";
import type { PanelTable } from "./panel-tables.ts";

/** Target k of the followed rows of a run on several. */
export function targetsOf({ header, followed }: RunStart, k: number): Float64Array {
  const { length: count } = header.outputs.outputNames!;
  return followed.target.filter((_, at) => at % count === k);
}

/** Joint distributions of rows as numbers: each target, its mean and spread, and the correlation of every two. */
export function jointTable(
  start: RunStart,
  { scores }: Pick<RecordedRound, "scores">,
  rows: ArrayLike<number>,
): PanelTable {
  const { outputs } = start.header;
  const names = outputs.outputNames!;
  const outputCount = outputs.scoreCount;
  const joint = predictionsOf(outputs, {
    rowCount: scores.length / outputCount,
    outputCount,
    values: scores,
  });
  if (joint.kind !== "joint") return { columns: [], lines: [] };
  const targets = names.map((_, k) => targetsOf(start, k));
  const spreads = names.map((_, k) => {
    const { distribution, parameters, parameterCount } = marginalsOf(joint, k);
    const { variance } = distributionById(distribution);
    return (row: number) => Math.sqrt(variance(parameters, row * parameterCount));
  });
  return {
    columns: [
      words.row,
      words.set,
      ...names.flatMap((name) => [name, `${words.predicted} ${name}`, words.spreadOf(name)]),
      ...pairsOf(names.length).map(([a, b]) => words.correlation(names[a], names[b])),
    ],
    lines: Array.from(rows, (row) => [
      start.followed.rowIds[row],
      setNames[start.followed.set[row]],
      ...names.flatMap((_, k) => [targets[k][row], joint.point[row * names.length + k], spreads[k](row)]),
      ...correlationsOf(joint, row),
    ]),
  };
}
