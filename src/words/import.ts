/** The dialog of the ways to data: its title, built-in sets, and a file on its way in. */
export const dataDialogWords = {
  title: "Data",
  builtIn: "Built in",
  use: "Use",
  useAgain: "Use again",
  toUse: (title: string) => `Use ${title}`,
  fetching: (name: string, read: string) => `Fetching ${name}: ${read}`,
  reading: (name: string, read: string, whole: string) => `Reading ${name}: ${read} of ${whole}`,
  bytesRead: "Bytes read",
  cancel: "Cancel",
} as const;

/** The ways to an own table. */
export const ownTableWords = {
  title: "Your own table",
  formats:
    "CSV and its relatives, Excel, Parquet, JSON, ARFF, LIBSVM; also as .gz or .zip. Drop it anywhere on the page.",
  wanted: (name: string) => `The link was made with ${name}. Open that file here.`,
  paste: "Paste cells from a spreadsheet",
  openPasted: "Open pasted cells",
  address: "Open a public address",
  addressStart: "https://",
  addressHint:
    "Only the server of this address is asked, and only for the file. It has to allow other pages to read it.",
  fetch: "Fetch",
} as const;

/** Tables that were trained on before. */
export const recentWords = {
  title: "Recent",
  about: (size: string, target: string, date: string) => `${size}, predicts ${target}, ${date}`,
  open: "Open again",
  choose: "Choose it again",
  forget: "Forget",
  forgetOf: (name: string) => `Forget ${name}`,
  file: "Recent file",
} as const;

/** A file so large that a sample may do. */
export const largeWords = {
  explain: (name: string, rows: string, columns: string, memory: string) =>
    `${name} has about ${rows} rows and ${columns} columns, and would take about ${memory} of memory. Training needs about as much again.`,
  rows: "Rows in the sample",
  rowsHelp: "Drawn by seed: the same rows every time.",
  keepShares: "Keep the shares of",
  noColumn: "no column",
  charts: "Charts will say that they show a sample.",
  readSample: (rows: string) => `Read a sample of ${rows} rows`,
  readAll: "Read it all",
  tooLarge: "It would not fit into the memory of a tab.",
  cancel: "Cancel",
} as const;

/** The screen as a whole, what was opened, and its first rows. */
export const importWords = {
  heading: (name: string) => `Import ${name}`,
  file: "File",
  another: "Drop another file, paste rows, or",
  chooseOther: "choose other data",
  setAside: (name: string) => `${name} is set aside with what you decided.`,
  backTo: (name: string) => `Back to ${name}`,
  sample: (rows: string, all: string) => `A sample of ${rows} of ${all} rows, drawn by seed.`,
  replaced: "Same columns as before: target, types, split and runs were kept.",
  suggestAnew: "Suggest anew",
  keepCopy: "Keep a copy in this browser",
  back: "Back to the lab",
  firstRows: "First rows",
  allRows: "All rows and columns",
  privacy: "Read in this tab, not sent anywhere.",
} as const;

/** How the file was read: every guess with what it could be instead. */
export const readReportWords = {
  title: "How it was read",
  delimiter: "Separator",
  delimiters: {
    comma: "comma  ,",
    semicolon: "semicolon  ;",
    tab: "tab",
    bar: "bar  |",
    blanks: "blanks",
  },
  decimal: "Decimal mark",
  decimals: { point: "point  1.5", comma: "comma  1,5" },
  thousands: "Thousands mark",
  thousandsMarks: {
    byColumn: "by column",
    comma: "comma  1,000",
    point: "point  1.000",
    blank: "blank  1 000",
    apostrophe: "apostrophe  1'000",
  },
  encoding: "Encoding",
  encodings: {
    utf8: "UTF-8",
    windows1252: "windows-1252",
    utf16le: "UTF-16 LE",
    utf16be: "UTF-16 BE",
  },
  firstRow: "First row",
  firstRows: { names: "column names", data: "data" },
  quote: "Quotes",
  quotes: { double: '"double"', single: "'single'", none: "none" },
  escape: "Quote in a quote",
  escapes: { doubled: 'doubled  ""', backslash: 'backslash  \\"' },
  comment: "Comment lines",
  comments: {
    none: "none",
    hash: "begin with #",
    percent: "begin with %",
    slashes: "begin with //",
  },
  linesAbove: "Lines above",
  linesAboveHelp: "Lines above the column names that are skipped.",
  sheet: "Sheet",
  fileInside: "File inside",
  fewer: "Fewer",
  more: "Quotes, comments, lines above",
  rows: "Rows",
  columns: "Columns",
  missing: "Missing",
} as const;

/** The texts that mean "no value". */
export const missingWords = {
  line: (label: string, tokens: readonly string[]) => `${label}: ${["empty", ...tokens].join(", ")}`,
  edit: "Edit list",
  editOf: (label: string) => `Edit list: ${label}`,
  explain: (label: string) => `${label}: one text a line. An empty cell is always missing.`,
  apply: "Apply and read again",
  cancel: "Cancel",
} as const;

/** Three decisions and the button that takes them. */
export const decisionWords = {
  title: "Decisions",
  target: "Target",
  split: "Split",
  budget: "Budget, same for all",
  bothWays: ", each with and without",
  train: "Train",
  trainAndCompare: "Train and compare",
} as const;

/** What is to be predicted. */
export const targetWords = {
  predict: "Predict",
  task: "Task",
  event: "End seen in",
  noEvent: "a plain number",
  eventHelp:
    "A column of 1 and 0, yes and no: was the end of this time seen, or does the row only say that it came later?",
  tasks: {
    regression: "Number",
    binary: "Two classes",
    multiclass: "Classes",
    survival: "Time",
    ranking: "Ranking",
    multioutput: "Several numbers",
  },
  further: "And also",
  noFurther: "add a column",
  dropTarget: (name: string) => `Take out ${name}`,
  query: "Ranked within",
  noQuery: "rows stand alone",
  queryHelp:
    "A column whose values are queries: the target grades the documents of each, and their order is learned.",
  missingOne: (target: string) => `1 row has no ${target} and is left out.`,
  missingMany: (rows: string, target: string) => `${rows} rows have no ${target} and are left out.`,
} as const;

/** Who trains and who tests. */
export const splitWords = {
  label: "Split",
  random: "Random",
  time: "Time",
  group: "Group",
  column: "Column",
  noTime: "There is no column of dates or numbers.",
  noGroup: "There is no column whose values repeat.",
  noColumn: "There is no column that says train, validation or test.",
  orderedBy: "Ordered by",
  groups: "Groups",
  sets: "Sets",
  about: (rows: string) => `about ${rows}`,
  sentences: {
    random: "Rows are drawn by seed.",
    classes: "Rows are drawn by seed, classes in equal shares.",
    queries: "Queries are drawn by seed; the rows of one stay together.",
    time: "Train on the past, test on the newest rows.",
    group: "Rows of one group stay together.",
    column: "The column names the set of each row.",
  },
  equalRows: "Equal rows stay on one side",
} as const;

/** When training ends. */
export const budgetWords = {
  label: "Stop each engine at",
  rounds: "Rounds",
  time: "Time",
  seconds: "Seconds",
  secondsHelp: "Every engine ends after so long; what it has learnt by then counts.",
  off: "off",
} as const;
