/** A part of the lab inside somebody else's page, and what an address's query asks for. */
export const embedWords = {
  page: "Boosting Lab",
  clock: "Round clock",
  round: "Round",
  open: "Open in Boosting Lab",
  openHint: "Opens in a new tab",
  title: "Embed",
  panels: "Panels",
  panelNames: {
    loss: "Loss",
    fit: "Prediction",
    rest: "What is left",
    learner: "Learner",
    row: "Row",
    compare: "Compare",
  },
  snippet: "Snippet",
  copySnippet: "Copy snippet",
  copied: "Copied",
  hint: "The page trains inside the frame, on the reader's machine; the host needs no headers. A host of your own has to let other pages frame this address: the README says how.",
  unknownPanels: (names: readonly string[], known: readonly string[]) =>
    `The address asks for ${names.map((name) => `"${name}"`).join(", ")}, which is no panel. Known are ${known.join(", ")}.`,
  unknownTheme: (name: string) =>
    `The address asks for the theme "${name}". Known are light and dark; the system's own is shown.`,
  unknownLanguage: (tag: string) =>
    `The address asks for the numbers of "${tag}", which is no language. Those of this browser are shown.`,
  offersTable: (host: string) =>
    `The address names a table at ${host}. Nothing is fetched from there until you say so.`,
} as const;
