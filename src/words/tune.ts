/** The search for better settings. */
export const tuneWords = {
  open: "Tune…",
  title: "Tune",
  close: "Close the search",
  about: (run: string, metric: string) => `around ${run}, by validation ${metric}`,
  run: "Run",
  method: "Search",
  methods: { random: "Random", halving: "Halving", bayesian: "Bayesian" },
  explain: {
    random:
      "Settings are drawn evenly over all ranges, whatever came out before. Hard to beat where few of many parameters matter, and every trial could be trained at the same time.",
    halving:
      "All trials get few rounds. The best third of them gets three times as many, and so on. Cheap, but what learns slowly at first may be ended too early.",
    bayesian:
      "After some drawn trials a Gaussian process is fitted to all results so far. The next trial is where it expects the largest improvement: where the prediction is good, or where little is known.",
  },
  trials: "Trials",
  seeds: "Seeds",
  parameters: (chosen: number, offered: number) => `${chosen} of ${offered} parameters`,
  range: (low: string, high: string) => `${low} to ${high}`,
  byPowers: "by powers",
  lowest: (label: string) => `Lowest ${label}`,
  highest: (label: string) => `Highest ${label}`,
  to: "to",
  endsOrder: (label: string, low: string, high: string) =>
    `${label} cannot be searched from ${low} to ${high}: the first has to be below the second.`,
  usualRange: (low: string, high: string) => `Usual: ${low} to ${high}`,
  usualAgain: "Usual parameters and ranges",
  start: (trials: number) => `Start ${trials} trials`,
  stop: "Stop",
  cost: (rounds: string, time: string) => `At most ${rounds} rounds, about ${time}.`,
  unknownCost: (rounds: string) =>
    `At most ${rounds} rounds. How long they take shows after the first trial.`,
  working: (trial: number, of: number) => `Trial ${trial} of ${of}`,
  rung: (rounds: string) => `up to round ${rounds}`,
  left: (time: string) => `about ${time} left`,
  notReady: "There is no table to train on yet.",
  noValidation: "A search needs validation rows, and this split has none.",
  noSpace: "Choose at least one parameter.",
  stale: "The experiment was changed since. These trials are of the settings before.",
  stopped: "What was finished is kept.",
  picture: "Settings and results",
  pictureSaid: (trials: number, best: number, value: string, settings: string) =>
    `${trials} trials. Trial ${best} is best with ${value}: ${settings}.`,
  lines: "Each line is a trial. The best is drawn in colour, the better half stronger.",
  clipped: (count: number) =>
    count === 1
      ? "One trial is worse than the frame and stands at its edge."
      : `${count} trials are worse than the frame and stand at its edge.`,
  slices: "One parameter at a time",
  slicesBy: (metric: string) => `Validation ${metric}, one parameter at a time`,
  slicesSaid: (parameter: string, metric: string) => `${metric} of all trials by ${parameter}`,
  slicesFoot: "Later trials are drawn stronger.",
  slicesModel:
    "The line is what the model predicts along each parameter with the others as in the best trial, the band one standard deviation.",
  table: "Trials",
  trial: "Trial",
  state: "State",
  states: {
    waiting: "waits",
    training: "trains",
    done: "done",
    ended: "ended early",
    stopped: "stopped",
    failed: "failed",
  },
  value: (metric: string) => `validation ${metric}`,
  test: (metric: string) => `test ${metric}`,
  round: "Best round",
  rounds: "Rounds",
  mark: (trial: number) => `Show trial ${trial} in the pictures`,
  sortBy: (column: string) => `Sort by ${column}`,
  add: "Add to the lab",
  addNamed: (trial: number) => `Add trial ${trial} to the lab`,
  inLab: "in the lab",
  best: "best",
  yes: "yes",
  no: "no",
  trialOf: (run: string, trial: number) => `${run}, trial ${trial}`,
  trialAgain: (run: string, trial: number, again: number) => `${run}, trial ${trial} (${again})`,
  showTest: "Show test values",
  optimistic: (trials: number) =>
    `The best of ${trials} validation scores was lucky as well as good, so it is optimistic. Test rows took no part in the choice; look once, after it.`,
  reasons: {
    own: (trial: number) => `Trial ${trial}: the run's own settings, to hold all others against.`,
    drawn: (trial: number) =>
      `Trial ${trial}: drawn to fill the ranges evenly, without a look at any result.`,
    early: (trial: number, from: number) =>
      `Trial ${trial}: drawn, since a model of so few results has little to say. The model chooses from trial ${from} on.`,
    expected: (trial: number, improvement: string, at: string, mean: string, deviation: string) =>
      `Trial ${trial}: an improvement of ${improvement} was expected at ${at}, where the model predicted ${mean} ± ${deviation}.`,
    outcome: (value: string) => `It came to ${value}.`,
    ended: (rounds: string) => `It was ended after ${rounds} rounds, since it was not in the best third.`,
    through: (rungs: string) => `It went through every rung: ${rungs} rounds.`,
  },
  stack: (count: number) => `Stack the best ${count}`,
  stackTitle: "Stack",
  stackHow: {
    squares:
      "Predictions of the best trials are added up with weights that are not negative and have the least squared error on the validation rows (stacked regressions).",
    "log-loss":
      "Class probabilities of the best trials are mixed with weights that are not negative, add up to 1 and have the least log loss on the validation rows.",
  },
  weight: "Weight",
  weights: "Weights of the stack",
  measured: "The stack and the best trial",
  model: "Model",
  stackName: "Stack",
  stackFitted: (rows: string) =>
    `The weights were fitted to the ${rows} validation rows, so only test rows judge the stack.`,
  stackTest: (metric: string, mean: string, low: string, high: string, rows: string) =>
    `Stack less best trial on ${rows} test rows: ${metric} ${mean}, between ${low} and ${high} by the draw of the rows alone (cheap bootstrap, 95 %).`,
  noTest: "There are no test rows to judge it by.",
  keepStack: "Keep as a run",
  keepStackHow:
    "A run trains these members side by side for all rounds, three more times each for its folds: its weights come from training rows that members never saw, so its validation value is no fitted one.",
  stackOf: (run: string, again: number) => (again > 1 ? `${run}, stack ${again}` : `${run}, stack`),
  refused: {
    "too-few": "A stack needs at least two finished trials.",
    weighted: "Rows with weights or censored targets are not stacked.",
    "other-task": "Rankings and several targets are not stacked.",
    "other-rows": "The trials were recorded on different rows.",
  },
} as const;
