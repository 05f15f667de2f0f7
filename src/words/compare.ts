/** As comparisons give it. */
type Verdict =
  | { readonly is: "baseline" | "same" | "better" | "worse" }
  | { readonly is: "undecided"; readonly needs: "more-seeds"; readonly seeds: number }
  | { readonly is: "undecided"; readonly needs: "more-rows" | "row-losses" };

/** The runs side by side. */
export const compareWords = {
  title: (name: string, runs: number, repeats: string) =>
    `${name}, ${runs} ${runs === 1 ? "run" : "runs"}, ${repeats}`,
  seedCount: (seeds: number) => `${seeds} ${seeds === 1 ? "seed" : "seeds"}`,
  foldCount: (folds: number) => `${folds} ${folds === 1 ? "fold" : "folds"}`,
  folds: (seeds: number, folds: number) => (seeds === 1 ? `${folds} folds` : `${seeds} × ${folds} folds`),
  someFolds: (known: number, all: number) => `${known} of ${all} folds`,
  noRuns: "There is no run to compare. Add one in the lab.",
  sameSplit: "same split for every run of a seed",
  sameFolds: "same folds for every run",
  oneSplit: "one split for all seeds",
  equal: "Compare at equal",
  axes: { rounds: "Rounds", seconds: "Time", sizes: "Leaves" },
  metric: "Metric",
  curves: (metric: string, axis: string) => `Validation ${metric} by ${axis}`,
  trainCurves: (metric: string, axis: string) => `Training ${metric} by ${axis}`,
  by: { rounds: "round", seconds: "time", sizes: "leaves and weights" },
  axis: { rounds: "rounds", seconds: "seconds", sizes: "leaves, weights" },
  lower: "lower is better",
  higher: "higher is better",
  band: (repeats: string) => `Band: SD over ${repeats}`,
  atRound: (round: string) => `round ${round}`,
  curvesSaid: (lines: readonly string[]) => `${lines.join(". ")}.`,
  curveSaid: (name: string, best: string, at: string, last: string) =>
    `${name} is best at round ${at} with ${best} and ends with ${last}`,
  noise: "Is it noise?",
  noiseOf: (set: string, metric: string, baseline: string) =>
    `${set} ${metric} minus ${baseline}, repeat by repeat`,
  noiseOfRows: (set: string, baseline: string) =>
    `mean loss of a ${set} row minus ${baseline}, repeat by repeat`,
  sets: { train: "training", validation: "validation", test: "test" },
  same: (percent: string) => `same, ± ${percent} %`,
  betterLeft: (baseline: string) => `← better than ${baseline}`,
  worseLeft: (baseline: string) => `← worse than ${baseline}`,
  betterShort: "← better",
  worseShort: "← worse",
  better: "better →",
  worse: "worse →",
  show: (run: string) => `Show ${run}`,
  one: (runs: number) =>
    runs < 2
      ? "There is one run. Add another one to hold against it."
      : "One seed is one draw of the split. How much of a difference is luck shows only when all runs are trained again with other seeds.",
  rowLuck: (rows: string, set: string) =>
    `So far, without training again: what the draw of ${rows} ${set} rows alone leaves open (cheap bootstrap, 95 %). The luck of the training rows comes on top.`,
  rowLuckOf: (name: string, by: string, low: string, high: string) =>
    `${name}: ${by}, between ${low} and ${high}.`,
  seeds: "Seeds",
  samePercent: "Same within, %",
  repeat: (repeats: string) => `Repeat with ${repeats}`,
  repeatBy: "Repeat by",
  bySeed: "a new split each",
  byFolds: (folds: number) => `${folds} folds`,
  cost: (text: string) => `Takes about ${text}.`,
  unknownCost: "How long it takes shows after the first training.",
  working: (done: number, total: number, name: string) => `Training ${done + 1} of ${total}: ${name}`,
  stop: "Stop",
  notReady: "Runs are compared when there is a table to train on.",
  stopped: "What was finished is kept.",
  failedRepeats: (failed: number, of: number) => `failed in ${failed} of ${of}`,
  verdict: (verdict: Verdict) => {
    if (verdict.is === "same") return "same result";
    if (verdict.is !== "undecided") return verdict.is;
    if (!("seeds" in verdict))
      return verdict.needs === "more-rows" ? "undecided, needs more rows" : "undecided, one split";
    return `undecided, about ${verdict.seeds} more ${verdict.seeds === 1 ? "seed" : "seeds"}`;
  },
  sentence: {
    better: (name: string, by: string, baseline: string) =>
      `${name} is better than ${baseline} by ${by}: the whole interval lies outside of what counts as the same.`,
    worse: (name: string, by: string, baseline: string) =>
      `${name} is worse than ${baseline} by ${by}: the whole interval lies outside of what counts as the same.`,
    same: (name: string, by: string, baseline: string) =>
      `${name} and ${baseline} give the same result: the difference is ${by}, and its whole interval counts as none.`,
    undecided: (name: string, by: string, baseline: string) =>
      `Between ${name} and ${baseline} nothing is decided: the difference is ${by}.`,
  },
  onlyRows: "More seeds would not decide it, more rows might.",
  seedsWouldDo: (seeds: number) => `About ${seeds} more ${seeds === 1 ? "seed" : "seeds"} could decide it.`,
  underASecond: "a second",
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  plausible: (better: string, same: string, worse: string) =>
    `Probably better ${better}, same ${same}, worse ${worse}.`,
  plausibleHint: "Bayesian correlated t-test with a region of practical equivalence",
  approximate:
    "The interval is the corrected resampled t at 95 %, an approximation: repeats share rows, so it never shrinks to nothing, however many seeds. In simulations with a known truth it held it in 93 to 97 of 100 cases, the usual t in 71 to 78 (docs/comparison.md).",
  fixedSplit:
    "All seeds share one split, so differences are of the mean loss of a row (squared error of the prediction, or −log of what was given to the class that came true), and the 95 % interval tells of the luck of training and of these rows, not of other training rows.",
  fixedSplitPlain:
    "All seeds share one split, so differences tell of the training's own luck only, and no interval is drawn.",
  runs: "Runs",
  onlyDiffering: "Only settings that differ",
  saveCsv: "Save table as CSV",
  copyMarkdown: "Copy as Markdown",
  copied: "Copied",
  filter: "Filter runs",
  groupBy: "Group by",
  noGroups: "nothing",
  nothingFound: "No run matches the filter.",
  columns: {
    star: "Star",
    run: "Run",
    value: (set: string, metric: string) => `${set} ${metric}`,
    versus: (baseline: string) => `vs ${baseline}`,
    versusRows: (baseline: string) => `loss vs ${baseline}`,
    interval: "Interval",
    verdict: "Verdict",
    perRound: "ms a round",
    best: "Best round",
    size: "Leaves, weights",
    note: "Note",
    low: (column: string) => `${column} low`,
    high: (column: string) => `${column} high`,
    spread: (column: string) => `${column} SD`,
  },
  sortBy: (column: string) => `Sort by ${column}`,
  star: (name: string) => `Star ${name}`,
  noteOf: (name: string) => `Note on ${name}`,
  makeBaseline: (name: string) => `Make ${name} the baseline`,
  baselineAct: "Make baseline",
  plusMinus: (value: string, spread: string) => `${value} ± ${spread}`,
  footnote: (metric: string) =>
    `Each run at its own best validation round by ${metric}. ± is the standard deviation over the repeats, in the difference half the 95 % interval.`,
  noValidation: "There are no validation rows, so each run is judged at its last round.",
  optimistic:
    "There are no test rows: the rows that chose the round also judge it, which flatters every run.",
  differences: "by seed",
  mean: "mean",
  spread: "SD",
  tableCaption: "Mean over seeds",
} as const;
