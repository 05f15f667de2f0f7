/** The line of choices between the clock and the columns. */
export const toolbarWords = {
  view: "View",
  testRows: "Test rows",
  noTestRows: "The split leaves no rows for testing.",
  firstOf: (shown: number, all: number) => `Columns show ${shown} of ${all} runs.`,
  row: "Row",
  rowField: "Row that is marked",
  rowsFrom: (last: string) => `Rows go from 0 to ${last}.`,
  marked: "is marked in every panel",
  notFollowed: "is not followed in this run",
  follow: "Follow this row",
  followHint: "Show how the prediction of this row came about, round by round (P)",
  branch: (round: number) => `Branch from round ${round}`,
  branchHint: "Go on from this round with other settings (N)",
  branchNone: "Show a round that a run has learnt first.",
  branchWhich: (name: string) => `Branch ${name}`,
} as const;
