/** Files to take along. */
export const exportWords = {
  title: "Export",
  nothing: "No run has learnt anything yet.",
  run: "Run",
  predictionsCsv: "Predictions, CSV",
  metricsCsv: "Metrics, CSV",
  modelJson: "Model, JSON",
  runSettings: "This run's settings, JSON",
  terminal: "In a terminal, to the same bits",
  forAllRuns: "For all runs",
  experimentJson: "Experiment, JSON",
  tableCsv: "Table, CSV",
  copied: "Copied",
  copyCommand: "Copy command",
} as const;
