/** The table of the data. */
export const tableWords = {
  showAll: "Show all",
  cells: "Cells",
  row: "row",
  looking: "Looking…",
  rowsOf: (shown: string, all: string) => `${shown} of ${all} rows`,
  filter: (column: string) => `Filter ${column}`,
} as const;
