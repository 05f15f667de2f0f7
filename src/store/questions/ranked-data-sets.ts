import { rankRow } from "../../analysis/comparison/rank-row.ts";
import { compareRanks, type RankComparison } from "../../analysis/comparison/rank-tests.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { ComparisonState } from "../comparison/comparison.ts";
import { judgedValue } from "../comparison/repeat-result.ts";
import type { DataSetChoice, WantedDataSet } from "./train-data-sets.ts";

/** A data set on which every run is known. */
export interface RankedRow {
  readonly choice: DataSetChoice;
  /** Mean of the metric over the seeds, by run. */
  readonly values: readonly number[];
  /** 1 = the best of this data set. */
  readonly ranks: readonly number[];
}

export interface RankedDataSets {
  readonly rows: readonly RankedRow[];
  /** Null below two data sets or two runs, or above what the tests know. */
  readonly comparison: RankComparison | null;
  readonly failed: readonly { readonly key: string; readonly name: string; readonly message: string }[];
}

const MOST_RUNS = 20;

/** A data set without one of its trainings ranks nobody: ranks of other runs would shift. */
export function rankedDataSets(
  all: readonly WantedDataSet[],
  outcomes: ComparisonState["outcomes"],
  metric: string,
): RankedDataSets {
  const sign = metricEntry(metric).direction === "lower" ? 1 : -1;
  const runs = [...new Set(all.map(({ run }) => run))];
  const choices = [...new Set(all.map(({ choice }) => choice))];
  const failed = all.flatMap(({ key, name }) => {
    const outcome = outcomes.get(key);
    return outcome?.ok === false ? [{ key, name, message: outcome.message }] : [];
  });
  const rows = choices.flatMap((choice): RankedRow[] => {
    const values = runs.map((run) => {
      const ofRun = all.filter((wanted) => wanted.run === run && wanted.choice === choice);
      const known = ofRun.map(({ key }) => {
        const outcome = outcomes.get(key);
        return outcome?.ok ? judgedValue(outcome.value, metric, metric) : Number.NaN;
      });
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    });
    if (!values.every(Number.isFinite)) return [];
    return [{ choice, values, ranks: rankRow(values.map((value) => sign * value)) }];
  });
  const canTest = rows.length >= 2 && runs.length >= 2 && runs.length <= MOST_RUNS;
  return {
    rows,
    failed,
    comparison: canTest ? compareRanks(rows.map(({ values }) => values.map((value) => sign * value))) : null,
  };
}
