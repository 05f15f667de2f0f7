/** A run that failed, and what can be done about it. */
export const columnFailureWords = {
  goOnFrom: (round: number) => `Go on from round ${round}`,
  tryRate: (rate: string) => `Try rate ${rate}`,
  toUseForValidation: (share: string) => `Use ${share} for validation`,
  computeAutomatically: "Compute automatically",
  trainAgain: "Train again",
  showRound: (round: number) => `Show round ${round}`,
} as const;

/** Where no run stands: none at all, or an engine that cannot learn the task. */
export const absentColumnWords = {
  tasks: {
    regression: "numbers",
    binary: "two classes",
    multiclass: "several classes",
    ranking: "rankings",
    survival: "survival times",
    multioutput: "several numbers",
  },
  off: (engine: string, task: string) => `Off. ${engine} does not learn ${task} here.`,
  does: (tasks: readonly string[]) => `It predicts ${tasks.join(", ")}.`,
  otherTarget: "Choose other data",
  engineOff: (engine: string) => `${engine} is off`,
  allHidden: "All runs are hidden. Switch one on at the left.",
  train: (engine: string) => `Train ${engine}`,
} as const;
