/** The table of the data. */
export const tableWords = {
  showAll: "Show all",
  cells: "Cells",
  row: "row",
  looking: "Looking…",
  rowsOf: (shown: string, all: string) => `${shown} of ${all} rows`,
  notANumber: (text: string) => `"${text}" is no number and counts as missing`,
  noValue: "no value",
  noNumber: "no number",
  numberFilter: "10..20, missing",
  textFilter: "contains, missing",
  filter: (column: string) => `Filter ${column}`,
} as const;
