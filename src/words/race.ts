/** Optimisers side by side on one net. */
export const raceWords = {
  title: (round: string) => `A race of optimisers on net ${round}`,
  explain:
    "The net of this round is trained again by every optimiser in turn: the same start, the same task, the same batches in the same order. Each takes the rate its authors advise; the run's own optimiser takes the run's.",
  run: "Run",
  start: "Start the race",
  stop: "Stop",
  busy: "A run is training. The race can start when it has ended.",
  noNet: "Choose a round with a net: round 0 has none.",
  racing: (name: string) => `${name} is training…`,
  picture: (count: number, best: string, loss: string) =>
    `Loss by step of ${count} optimisers, each the mean over an epoch. Lowest at the end: ${best}, ${loss}.`,
  axis: "Loss of the net's own task, mean of an epoch",
  steps: "steps",
  optimiser: "Optimiser",
  rate: "Rate",
  first: "First epoch",
  last: "Last epoch",
  noRate: "its own",
  own: "this run's",
  table: "Optimisers by their loss in the last epoch",
} as const;
