import { type RunSummary as Held, pairedDifferences } from "../analysis/comparison/paired-differences.ts";
import { compareRanks } from "../analysis/comparison/rank-tests.ts";
import { metricEntry } from "../boosting/metrics/catalogue.ts";
import { parseExperiment } from "../experiment/parse-experiment.ts";
import type { SetName } from "../experiment/recording.ts";
import { type RepeatedRun, repeatExperiment } from "../experiment/repeat-experiment.ts";
import { repeated } from "../experiment/repeated.ts";
import type { Experiment } from "../experiment/spec.ts";
import { chooseBackend } from "./choose-backend.ts";
import { createCommandHost } from "./command-host.ts";
import { type ComparedRuns, comparisonLines, rankLines } from "./comparison-text.ts";
import { tableOfExperiment } from "./experiment-from-file.ts";
import { EXPERIMENT_INPUT, readExperimentInput } from "./experiment-input.ts";
import { type Flags, readFlagsAndInputs } from "./read-flags.ts";
import { placeFlags } from "./train-all-runs.ts";
import { usageError } from "./usage-error.ts";

const flagsOfCompare = {
  ...placeFlags,
  seeds: { type: "string" },
  folds: { type: "string" },
  baseline: { type: "string" },
  metric: { type: "string" },
  same: { type: "string" },
} as const;

/** `lab compare`: which of an experiment's runs is better, and which differences are noise; over data sets, ranks. */
export async function compareCommand(args: readonly string[]): Promise<string> {
  const { flags, inputs } = readFlagsAndInputs(args, flagsOfCompare, EXPERIMENT_INPUT);
  const compared: ComparedRuns[] = [];
  for (const input of inputs) compared.push(await comparedRuns(input, flags));
  const ranks = compared.length < 2 ? null : ranksOf(compared);
  if (flags.has("json")) return JSON.stringify({ comparisons: compared, ranks });
  return [
    ...compared.flatMap((runs) => [...comparisonLines(runs), ""]),
    ...(ranks === null ? [] : rankLines(ranks, compared[0]!.names)),
  ]
    .join("\n")
    .trimEnd();
}

async function comparedRuns(input: string, flags: Flags): Promise<ComparedRuns> {
  const { experiment: asked, notices } = await readExperimentInput(input);
  const metric = flags.text("metric");
  if (metric !== null) metricEntry(metric);
  const experiment = metric === null ? asked : { ...asked, stopMetric: metric };
  const baseline = (flags.whole("baseline", 1, experiment.runs.length) ?? 1) - 1;
  const folds = flags.whole("folds", 2, 100);
  const seeds = flags.whole("seeds", folds === null ? 2 : 1, 1000) ?? (folds === null ? 10 : 1);
  const repeats = seeds * (folds ?? 1);
  if (folds !== null) requireFolds(experiment, folds);
  const notes = [...notices];
  const { backend } = await chooseBackend(flags.text("backend") ?? "auto", flags.whole("threads", 1));
  const host = createCommandHost();
  const table = await tableOfExperiment(experiment.data, flags.text("data"), notes);
  const trained: RepeatedRun[] = [];
  for await (const run of repeatExperiment(experiment, { repeats, folds }, { table }, { backend, host }))
    trained.push(run);
  if (trained.length === 0)
    throw usageError("Nothing was trained to its end, so there is nothing to compare.");
  return held(input, { experiment, trained, folds, baseline, same: sameShare(flags), notes });
}

/** Refused before anything is trained. */
function requireFolds(experiment: Experiment, folds: number): void {
  parseExperiment(repeated(experiment, 0, folds));
}

interface Repeated {
  readonly folds: number | null;
  readonly experiment: Experiment;
  readonly trained: readonly RepeatedRun[];
  readonly baseline: number;
  readonly same: number;
  readonly notes: readonly string[];
}

function held(input: string, { experiment, trained, folds, baseline, same, notes }: Repeated): ComparedRuns {
  const [first] = trained;
  const { rowCounts, metricIds } = first!;
  const metric = metricIds[0]!;
  const set: SetName = rowCounts.test > 0 ? "test" : rowCounts.validation > 0 ? "validation" : "train";
  const seeds = Math.max(...trained.map(({ repeat }) => repeat)) + 1;
  const scores = experiment.runs.map((_, run) =>
    Array.from({ length: seeds }, (_, repeat) => {
      const found = trained.find((one) => one.repeat === repeat && one.runIndex === run);
      return found?.metrics[set][metric] ?? Number.NaN;
    }),
  );
  const isResampled = experiment.split.kind === "random" || experiment.split.kind === "group";
  const base = meanOf(scores[baseline]!);
  const paired: readonly Held[] = pairedDifferences({
    scores,
    baseline,
    isLowerBetter: metricEntry(metric).direction === "lower",
    how: isResampled
      ? { kind: "resampled", testPerTrain: rowCounts[set] / rowCounts.train }
      : { kind: "fixed-split", seed: experiment.seed },
    rope: Math.abs(base) * same,
  });
  return {
    input,
    data: dataName(experiment),
    metric,
    set,
    repeats: seeds,
    folds,
    baseline,
    same,
    isResampled,
    names: experiment.runs.map(({ engine }, run) => `${run + 1} ${engine}`),
    runs: paired.map((summary, run) => ({
      ...summary,
      scores: scores[run]!,
      value: meanOf(scores[run]!),
      judgedRounds: trained.filter(({ runIndex }) => runIndex === run).map(({ judgedRound }) => judgedRound),
      milliseconds: meanOf(trained.filter(({ runIndex }) => runIndex === run).map((one) => one.milliseconds)),
    })),
    notes,
  };
}

function dataName({ data: { source } }: Experiment): string {
  return source.kind === "builtin" ? source.id : source.kind === "file" ? source.name : source.url;
}

function meanOf(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

function sameShare(flags: Flags): number {
  const text = flags.text("same");
  if (text === null) return 0.01;
  const percent = Number(text);
  if (text.trim() !== "" && percent >= 0 && percent <= 50) return percent / 100;
  throw usageError(`--same is ${text}, it has to be a number from 0 to 50: percent of the baseline.`);
}

/** Ranks need the same runs on every data set, and one direction: what is higher is better is turned round. */
function ranksOf(compared: readonly ComparedRuns[]) {
  const [first] = compared;
  if (compared.some(({ runs }) => runs.length !== first!.runs.length)) {
    throw usageError(
      "Ranks need the same runs on every data set, but the experiments differ in their number.",
    );
  }
  if (first!.runs.length < 2) throw usageError("Ranks need two runs at least.");
  return compareRanks(
    compared.map(({ runs, metric }) =>
      runs.map(({ value }) => (metricEntry(metric).direction === "lower" ? value : -value)),
    ),
  );
}
