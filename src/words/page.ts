/** The page around the lab. */
export const pageWords = {
  skipExperiment: "Skip to the experiment",
  thePresentation: "The presentation",
  theImport: "The import",
  theListSettings: "The list of settings",
  theRoundClock: "The round clock",
  theDialog: "The dialog",
  notDrawn: (part: string, problem: string) => `${part} could not be drawn: ${problem}`,
  closeNote: "Close this note",
  openTable: "Open table…",
  tableFile: "Table file",
  reloadHint: "Reload to begin anew: the settings go along in the address.",
  keptHint: "Training and its results are kept.",
  reload: "Reload",
  drawAgain: "Draw again",
  sampleOf: (rows: string, all: string) => `sample of ${rows} of ${all} rows`,
} as const;
