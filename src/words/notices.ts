/** Sentences above the experiment, and errors that the page itself finds. */
export const noticeWords = {
  noModel: "This run has no model yet. Train it first.",
  copyKept: (name: string) =>
    `A copy of ${name} is kept in this browser. Change data opens it again, and forgets it.`,
  noRoomForCopy:
    "This browser has no room for a copy of the table. It is open and trains; only its name and your decisions are remembered.",
  otherFile: (difference: string) =>
    `This file differs from the one in the link: ${difference}. Results will not match.`,
  rowsDiffer: "its rows differ",
  columnMissing: (column: string) => `column "${column}" is missing`,
  sameFile: (name: string, rows: string, columns: number) =>
    `${name} is the file of the link: its fingerprint matches (${rows} rows, ${columns} columns).`,
  dataChanged: "This data set has changed since the link was made. Results will not match.",
  readingLost:
    "Reading was cut off: its worker ended. The experiment on screen is kept. Open the file again.",
} as const;
