/** Runs: their acts, what a branch changed, and the settings in which they differ. */
export const runWords = {
  automatic: "automatic",
  on: "on",
  off: "off",
  change: (label: string, before: string, after: string) => `${label} ${before} → ${after}`,
  branchFrom: (round: number) => `from round ${round}`,
  sharesPast: (round: number) => `Rounds 1 to ${round} are shared. Change a setting, then go on.`,
  goOnFrom: (round: number) => `Go on from round ${round}`,
  train: "Train again",
  rename: "Rename",
  duplicate: "Duplicate",
  pin: "Pin its column",
  unpin: "Unpin its column",
  pinned: "pinned",
  delete: "Delete",
  differ: "Settings that differ",
  differHint: "Compare the settings of all runs",
} as const;
