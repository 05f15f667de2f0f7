/** What is known of a trained run besides its curves. */
export const detailWords = {
  timeEngine: "Time in the engine",
  computedBy: "Computed by",
  ms: (count: string) => `${count} ms`,
  roundsKept: "Rounds kept",
  modelFingerprint: "Model fingerprint",
  ridges: (count: string) => `${count} singular metrics of rows got a ridge.`,
} as const;
