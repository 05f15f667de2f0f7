/** The loss plot, whose x axis is the clock. */
export const lossWords = {
  better: (direction: string) => `${direction} is better`,
  log: "log",
  logHint: "Logarithmic loss axis (L)",
  noLog: "Some values are not above 0: no logarithmic axis.",
  keys: { validation: "validation", train: "train", test: "test", best: "best round", actual: "actual" },
  slider: "Round",
  sliderText: (round: number, planned: number, values: readonly string[]) =>
    [`round ${round} of ${planned}`, ...values].join(", "),
  rounds: "rounds",
  /** %{x} is what Plotly fills in. */
  hovered: "Round %{x}",
  rowTitle: (row: number) => `of row ${row}, predicted`,
  actualIs: (value: string) => `actual ${value}`,
  noActual: "its actual value is not known",
  trainOf: (run: string) => `${run} train`,
  validationOf: (run: string) => `${run} valid.`,
  testOf: (run: string) => `${run} test`,
} as const;
