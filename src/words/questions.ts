/** Names of data sets that one formula makes, in the order in which they are offered. */
const VARIANTS: { readonly [source: string]: readonly string[] } = {
  friedman: ["Friedman 1", "Friedman 2", "Friedman 3"],
  shapes: ["Two moons", "Circles", "Spirals", "XOR", "Three spirals"],
};

/** Further questions to the recordings. */
export const questionWords = {
  title: "Ask further",
  questions: {
    overfit: "Past the best round",
    slices: "Slices",
    threshold: "Threshold and costs",
    rates: "Rate and rounds",
    learning: "More rows",
    refits: "Bias and variance",
    dataSets: "Several data sets",
  },
  training: {
    train: (count: number) => `Train ${count} ${count === 1 ? "model" : "models"}`,
    stop: "Stop",
    cost: (count: number, time: string) =>
      `${count === 1 ? "One training" : `${count} trainings`}, about ${time}.`,
    unknownCost: (count: number) =>
      `${count === 1 ? "One training" : `${count} trainings`}; how long they take shows after the run itself was trained.`,
    working: (done: number, total: number, name: string) => `Training ${done + 1} of ${total}: ${name}`,
    busy: "Trainings of another question are coming to their end.",
    done: "All trainings are done.",
    kept: "What was finished is kept.",
    notReady: "There is no table to train on yet.",
    failed: (name: string, message: string) => `${name} is left out: ${message}`,
    wantAgain: (count: number) => (count === 1 ? "Try it once more" : `Try these ${count} once more`),
  },
  numbers: "The numbers of the picture",
  line: "line",
  value: "value",
  plusMinus: (value: string, spread: string) => `${value} ± ${spread}`,
  along: (axis: string) => `→ ${axis}`,
  run: "Run",
  round: "round",
  noRun: "No run has ended yet.",
  overfit: {
    explain:
      "Where the validation rows were best, and what every round after that learnt: how much it helped the rows it trains on, and who paid for it.",
    none: (name: string) =>
      `${name} is best at its last round: nothing lies past it. Train more rounds to see where it turns.`,
    found: (name: string, best: string, after: string, train: string, validation: string, metric: string) =>
      `${name} is best at round ${best}. The ${after} rounds after it changed ${metric} by ${train} on the training rows and by ${validation} on the validation rows.`,
    train: "training",
    validation: "validation",
    best: (round: string) => `best, ${round}`,
    learnt: "What the rounds used",
    feature: "Feature",
    before: "until the best",
    after: "after it",
    gainShare: "Share of the gain",
    leafRows: (before: string, after: string) =>
      `The middle leaf held ${before} rows until the best round, ${after} after it.`,
    paid: "Validation rows that paid most",
    gained: "Training rows that gained most",
    row: (row: string) => `row ${row}`,
    loss: (before: string, after: string) => `loss ${before} → ${after}`,
    noRows: "none",
    show: (row: string) => `Show row ${row} through the rounds`,
  },
  slices: {
    explain:
      "The same run, judged on parts of the rows that were not trained on. A part with few rows moves by luck: its count stands beside it.",
    column: "Column",
    slice: "Part",
    rows: "Rows",
    all: "all",
    others: "others",
    missing: "missing",
    unlike: "vs all",
    predicted: "mean predicted",
    observed: "came true",
    coverage: "inside 90 %",
    between: (low: string, high: string) => `${low} to ${high}`,
    said: (column: string, worst: string) => `By ${column}: the worst part is ${worst}.`,
    none: "There are no validation or test rows to judge by.",
    fewer: (rows: string, of: string) => `Judged on ${rows} of ${of} rows: those that the recording follows.`,
  },
  threshold: {
    explain:
      "From which probability on a row counts as positive. The best threshold is found on the validation rows and judged on the test rows.",
    falsePositive: "A false alarm costs",
    falseNegative: "A miss costs",
    cost: "Cost a row",
    said: (name: string, threshold: string) => `${name} is cheapest at ${threshold}`,
    axis: "threshold",
    bestThreshold: "Best threshold",
    onValidation: "Cost, validation",
    onTest: "Cost, test",
    atHalf: "at 0.5",
    confusion: "Test rows: hits, false alarms, misses, rest",
    calibrated: (threshold: string) => `A calibrated model is cheapest at ${threshold}.`,
    positive: (name: string) => `Positive is ${name}.`,
    onlyTwo: "Thresholds are for two classes.",
  },
  rates: {
    explain:
      "A smaller rate takes smaller steps and needs more rounds. The run is trained once with each rate, and every round of it is seen: one seed and one split, so small differences can be luck.",
    none: "No run has a rate that scales its steps.",
    best: (value: string, rate: string, round: string) => `Best: ${value} at rate ${rate}, round ${round}.`,
    atTheEnd: "That is the last round: more rounds could be better still.",
    trade: (times: string) =>
      `Among the rates that come within 1 % of it, half the rate needed ${times} times the rounds.`,
    noTrade:
      "Fewer than three rates come within 1 % of it, so nothing is said of how rounds and rate trade off.",
    walk: "Read the map cell by cell, with the arrow keys",
    readHint: "Point at a cell, or walk through the map with the arrow keys.",
    rounds: (from: string, to: string) => `${from} to ${to}`,
    cell: (rate: string, rounds: string, metric: string, value: string) =>
      `Rate ${rate}, round ${rounds}: ${metric} ${value}`,
    own: (rate: string) => `▸ ${rate}`,
    axis: "round",
    rateAxis: "rate",
    rate: (rate: string) => `rate ${rate}`,
    sets: { train: "Training", validation: "Validation", test: "Test" },
    legend: (set: string, metric: string) => `${set} ${metric}`,
    cut: (value: string, isLower: boolean) => `${isLower ? "≥" : "≤"} ${value}`,
    marks: "Ring: best. Line: within 1 % of it. ▸ this run.",
  },
  learning: {
    explain: (seeds: number) =>
      `Every run on a part of its training rows, judged on test rows that stay the same: rows that do not train are put aside. ${seeds} seeds, each with a split of its own; the band is their standard deviation.`,
    onlyRandom:
      "Only where rows are drawn at random can some be left out while the test rows stay the same. This experiment splits them in another way.",
    noRoom: "So few rows train that no smaller part of them can be asked.",
    axis: "training rows",
    title: (set: string, metric: string, direction: string) => `${set} ${metric}, ${direction}`,
    step: (name: string, from: string, to: string, metric: string, change: string, spread: string) =>
      `${name}: from ${from} to ${to} training rows ${metric} changed by ${change} ± ${spread}`,
    verdict: {
      helped: "more rows still helped.",
      hurt: "more rows made it worse.",
      open: "no clear change.",
    },
    verdictOf: (step: string, verdict: string) => `${step}: ${verdict}`,
    moreThan: "What still more rows would do was not measured.",
    moved: "its test rows are not those of the whole.",
    name: (run: string, rows: string, seed: string) => `${run}, ${rows} of the rows, seed ${seed}`,
  },
  refits: {
    explain:
      "Every run is refitted on parts of its training rows, 63 % of them each, and judged on the same test rows. What all refits get wrong alike is bias and noise; how far they lie apart is variance.",
    squared: "Measured as squared error.",
    brier: "Measured as squared error of the probabilities (Brier score).",
    notForTimes: "Censored times have no squared error, so bias and variance are for numbers and classes.",
    count: "Refits",
    name: (run: string, refit: number) => `${run}, refit ${refit}`,
    noSplit: "The rows cannot be split.",
    noTest: "There are no test rows that stay the same. Give the split a share of test rows.",
    said: (name: string, error: string, share: string, refits: number) =>
      `${name}, each of ${refits} refits at its best validation round: the error of one model is ${error}, and ${share} of it is variance.`,
    change: (round: string, biasFrom: string, biasTo: string, varianceFrom: string, varianceTo: string) =>
      `From round 0 to ${round} bias² + noise goes from ${biasFrom} to ${biasTo}, variance from ${varianceFrom} to ${varianceTo}.`,
    unknownNoise: "Data alone cannot tell noise from bias, so they stand together.",
    knownNoise: (noise: string) =>
      `These rows are made by a formula, so their noise is known: about ${noise}. How far bias² + noise lies above it is about the bias.`,
    error: "Error of one",
    biasAndNoise: "Bias² + noise",
    variance: "Variance",
    noise: "Noise, known",
    share: "Share of variance",
    refits: "Refits",
    best: (round: string) => `best, ${round}`,
    tableCaption: "Every run at the best validation rounds of its refits",
  },
  dataSets: {
    explain: (seeds: number) =>
      `Every run's engine and settings on other built-in data sets of the same kind, ${seeds} seeds each, each data set with its own columns and split. Runs are ranked on every data set, and ranks are compared (Friedman, Nemenyi, 0.05).`,
    variants: VARIANTS,
    tooFew: "There are fewer than three built-in data sets of this kind.",
    oneRun: "Ranks need at least two runs that are shown.",
    choose: "Data sets",
    rows: (count: string) => `${count} rows`,
    atLeast: (count: number) => `Choose at least ${count} data sets.`,
    atMost: (count: number) => `At most ${count} at a time.`,
    name: (run: string, dataSet: string, seed: string) => `${run} on ${dataSet}, seed ${seed}`,
    oneYet: "Ranks are compared from two data sets on.",
    dataSet: "Data set",
    average: "Average rank",
    named: (name: string, rank: string) => `${name} ${rank}`,
    critical: (value: string) => `critical difference ${value}`,
    caption: (metric: string, direction: string) =>
      `${metric} on the test rows, ${direction}; in brackets the rank`,
    value: (value: string, rank: string) => `${value} (${rank})`,
    friedman: (pValue: string) => `Friedman's test that all runs are alike: p ${pValue}.`,
    noneApart: "No two runs are told apart.",
    someApart: (pairs: string) => `Told apart: ${pairs}.`,
    apart: (better: string, worse: string) => `${better} ranks better than ${worse}`,
    little: (dataSets: number, runs: number, difference: string) =>
      `Ranks over few data sets decide little: with ${runs} runs on ${dataSets} data sets, average ranks must lie more than ${difference} apart.`,
  },
} as const;
