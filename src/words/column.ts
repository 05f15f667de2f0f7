const roundsText = (count: number) => (count === 1 ? "1 round" : `${count} rounds`);

/** A run's column: its header, and what the run is doing. */
export const columnWords = {
  rounds: (count: number) => `${roundsText(count)},`,
  afterRounds: (count: number) => `after ${roundsText(count)}`,
  bands: "50 and 90 % bands",
  failed: "failed",
  failedAfter: (round: number) => `failed after ${round}`,
  starting: "starting",
  stopping: "stopping",
  running: (round: number, planned: number) => `round ${round} of ${planned}`,
  left: (time: string) => `, ${time} left`,
  pastBest: (rounds: number) => `${rounds} past best`,
  stopped: (round: number) => `stopped at ${round}, model kept`,
  stoppedEarly: (best: number) => `stopped early, best at ${best}`,
  bestRound: "best round",
  bestAt: (best: number) => `best at ${best}`,
  inFront: "Run in front",
  noRun: "No run yet.",
  allHidden: "All runs are hidden. Switch one on at the left.",
  train: (engine: string) => `Train ${engine}`,
  failedPart: (name: string) => `The column of ${name}`,
  failedPicture: (name: string) => `This picture of ${name}`,
} as const;
