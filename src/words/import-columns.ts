/** The table of columns: used or not, as what, with what in them. */
export const columnTableWords = {
  title: "Columns",
  counts: (used: string, left: string, targets: number) =>
    `${used} used, ${left} left out, ${targets === 1 ? "1 target" : `${targets} targets`}`,
  trapsFound: (count: number) => (count === 1 ? "1 trap found" : `${count} traps found`),
  find: "Find a column",
  list: "List of columns",
  use: "Use",
  column: "Column",
  type: "Type",
  values: "Values",
  examples: "Examples",
  missing: "Missing",
  note: "Note",
  showMore: (more: number, all: string) => `Show ${more} more of ${all}`,
  target: "target",
  toUse: (name: string) => `Use ${name}`,
} as const;

/** What a column is read as. */
export const columnTypeWords = {
  number: "number",
  category: "category",
  boolean: "yes / no",
  date: "date",
  text: "text",
  id: "id",
} as const;

/** The one thing to know of a column. */
export const columnNoteWords = {
  target: "target",
  query: "says of which query a row is",
  weight: "row weights",
  event: "says which ends were seen",
  ordersSplit: "orders the split",
  decidesSplit: "decides the split",
  failingOne: "1 cell is no number",
  failingMany: (count: string) => `${count} cells are no numbers`,
  leftOut: "left out",
  leadingZeros: "leading zeros kept",
} as const;

/** One column, opened: its type, its parts of a date, and cells that do not fit. */
export const columnDetailWords = {
  title: (name: string) => `Column ${name}`,
  close: "Close column",
  range: (low: string, high: string, median: string) => `from ${low} to ${high}, median ${median}; `,
  values: (distinct: string, missing: string) => `${distinct} different values, ${missing} missing`,
  type: "Type",
  missingAsFile: "Missing, as in the file",
  missingHere: "Missing in this column",
  dateOrder: "Order of the date",
  dayFirst: "Day first",
  monthFirst: "Month first",
  countsAs: "Counts as",
  parts: {
    ordinal: "days",
    year: "year",
    month: "month",
    day: "day of month",
    weekday: "weekday",
    hour: "hour",
  },
  weight: "Use as the weight of each row",
  failingOne: (known: string) => `1 of ${known} cells is no number.`,
  failingMany: (count: string, known: string) => `${count} of ${known} cells are no numbers.`,
  treatment: "What cells that are no numbers count as",
  asMissing: "Missing",
  asText: "Text",
  dropRows: "Drop rows",
  failingList: "Cells that are no numbers",
  row: (row: number) => `row ${row}:`,
  andMore: (count: string) => `and ${count} more`,
} as const;

/** What could mislead in a table, and what to do. */
export const trapWords = {
  title: "Traps",
  looking: "Looking for traps…",
  none: "No traps found: no column gives the target away, no ids, no equal rows across the split.",
  alsoFound: "Also found:",
  byTime: "Split by time",
  atRandom: "Split at random",
  equalTogether: "Keep equal rows on one side",
  equalApart: "Let them fall apart",
  keepOut: (columns: number) => (columns === 1 ? "Keep it out" : "Keep them out"),
  toUseAnyway: (columns: number) => (columns === 1 ? "Use it anyway" : "Use them anyway"),
  bothWays: "Train both ways",
  pointsOf: (y: string, x: string) => `${y} against ${x}`,
  pointsLabel: (x: string, y: string) => `${y}, against ${x}`,
  barsOf: (label: string, series: string) => `${label}: ${series}`,
} as const;
