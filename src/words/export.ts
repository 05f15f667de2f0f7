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
  wholeFile: "Whole experiment, .boostlab",
  withRows: "With the rows",
  wholeMade: "Settings, receipt, models, names and notes in one file. Drop it on the page to open it.",
  rowsStay:
    "Settings, receipt, models, names and notes in one file, without the rows of your table. Drop it on the page to open it.",
  rowsTravel:
    "Every row of your table is in the file, and whoever gets the file can read all of them. Drop it on the page to open it.",
  copied: "Copied",
  copyCommand: "Copy command",
} as const;
