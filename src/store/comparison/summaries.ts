import { engineById } from "../../boosting/engines/index.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import type { SetName } from "../../experiment/recording.ts";
import { overSeeds } from "../../figures/compare-figure.ts";
import type { LabState, RunEntry, Setup } from "../lab-state.ts";
import type { RunView } from "../run-view.ts";
import { type ComparisonState, comparedKey, repeatCount } from "./comparison.ts";
import { judgedRound, judgedSet, judgedValue, type RepeatResult, roundCountOf } from "./repeat-result.ts";

export interface MeanAndSpread {
  readonly mean: number;
  /** Sample standard deviation over the seeds; 0 of one seed. */
  readonly spread: number;
}

/** What all trainings of a run say together. */
export interface RunSummary {
  readonly run: RunEntry;
  readonly hue: RunView["hue"];
  readonly hollow: boolean;
  /** One a repeat; null = not trained yet, or failed. */
  readonly results: readonly (RepeatResult | null)[];
  readonly failed: number;
  /** The chosen metric on the judged rows, by repeat; NaN = none. */
  readonly values: readonly number[];
  readonly value: MeanAndSpread;
  /** The other metrics, by id. */
  readonly others: ReadonlyMap<string, MeanAndSpread>;
  readonly perRoundMs: number;
  readonly bestRound: MeanAndSpread;
  readonly size: number;
}

/** The metric that runs are compared by: the chosen one, else that of the experiment. */
export function comparedMetric(
  { setup, runs }: Pick<LabState, "setup" | "runs">,
  { metric }: Pick<ComparisonState, "metric">,
): string {
  const { metrics, stopMetric } = setup;
  if (metric !== null && metrics.includes(metric)) return metric;
  return stopMetric ?? metrics[0] ?? runs.find(({ start }) => start !== null)?.start?.metrics[0] ?? "rmse";
}

export function baselineOf(
  runs: readonly RunEntry[],
  { baseline }: Pick<ComparisonState, "baseline">,
): RunEntry | null {
  return runs.find(({ id }) => id === baseline) ?? runs[0] ?? null;
}

export function summariesOf(
  { setup, runs }: Pick<LabState, "setup" | "runs">,
  state: ComparisonState,
): RunSummary[] {
  const metric = comparedMetric({ setup, runs }, state);
  const repeats = knownRepeats({ setup, runs }, state);
  const seen = new Set<string>();
  return runs.map((run) => {
    const { engine } = run.spec;
    const hollow = seen.has(engine);
    seen.add(engine);
    return {
      run,
      hue: engineById(engine).meta.hue,
      hollow,
      ...summaryOf(run, { setup, state, metric, repeats }),
    };
  });
}

/** Repeats of which at least one run has something to say; 1 at least. */
export function knownRepeats(
  { setup, runs }: Pick<LabState, "setup" | "runs">,
  state: ComparisonState,
): number {
  let known = 1;
  for (let repeat = 1; repeat < repeatCount(state); repeat++) {
    if (runs.some(({ spec }) => state.outcomes.has(comparedKey(setup, spec, repeat, state.folds))))
      known = repeat + 1;
  }
  return known;
}

interface Context {
  readonly setup: Setup;
  readonly state: ComparisonState;
  readonly metric: string;
  readonly repeats: number;
}

function summaryOf(run: RunEntry, { setup, state, metric, repeats }: Context) {
  const outcomes = Array.from({ length: repeats }, (_, repeat) =>
    state.outcomes.get(comparedKey(setup, run.spec, repeat, state.folds)),
  );
  const results = outcomes.map((outcome) => (outcome?.ok ? outcome.value : null));
  const known = results.filter((result) => result !== null);
  const over = (of: (result: RepeatResult) => number) => meanAndSpread(known.map(of));
  const others = setup.metrics.filter(
    (id) => id !== metric && known.some(({ metrics }) => metrics.includes(id)),
  );
  return {
    results,
    failed: outcomes.filter((outcome) => outcome?.ok === false).length,
    values: results.map((result) => (result === null ? Number.NaN : judgedValue(result, metric, metric))),
    value: over((result) => judgedValue(result, metric, metric)),
    others: new Map(others.map((id) => [id, over((result) => judgedValue(result, id, metric))])),
    perRoundMs: over(({ elapsedMs }) => (elapsedMs.at(-1) ?? 0) / Math.max(1, elapsedMs.length - 1)).mean,
    bestRound: over((result) => judgedRound(result, metric)),
    size: over((result) => result.sizes[Math.min(judgedRound(result, metric), roundCountOf(result) - 1)])
      .mean,
  };
}

function meanAndSpread(values: readonly number[]): MeanAndSpread {
  return values.length === 0 ? { mean: Number.NaN, spread: 0 } : overSeeds(values);
}

/** Where the runs are judged, by what they trained on; null = nothing is known yet. */
export function judgedRows(summaries: readonly RunSummary[]): {
  readonly set: SetName;
  readonly counts: RepeatResult["rowCounts"];
} | null {
  const first = summaries.flatMap(({ results }) => results).find((result) => result !== null);
  return first === undefined ? null : { set: judgedSet(first), counts: first.rowCounts };
}

export function isLowerBetter(metric: string): boolean {
  return metricEntry(metric).direction === "lower";
}
