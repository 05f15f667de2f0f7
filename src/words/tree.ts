/** The tree of a round: its picture, its list, its folding. */
export const treeWords = {
  figure: (title: string, leaves: number) => `${title} with ${leaves} leaves.`,
  outline: (title: string) =>
    `${title}. Arrow keys walk, fold and open, Enter shows the numbers of a node, Z zooms in, Backspace out.`,
  passes: ", selected row passes",
  missing: (side: string) => `, missing goes to ${side}`,
  yes: "yes",
  no: "no",
  leaf: (value: string, rows: string) => `leaf ${value}, ${rows}`,
  folded: (leaves: number, rows: string) => `${leaves} leaves folded away, ${rows}`,
  rows: (count: string, isOne: boolean) => `${count} ${isOne ? "row" : "rows"}`,
  fold: "Fold",
  open: "Open",
  zoomIn: "Zoom in",
  zoomOut: "One up",
  whole: "Whole tree",
  zoomed: (question: string) => `From ${question}`,
  previous: "Previous tree of this round",
  next: "Next tree of this round",
  of: (at: number, count: number) => `${at} of ${count}`,
  for: "tree for",
  numbered: (number: number) => `tree ${number}`,
} as const;
