/** What scripts are told. */
export const apiWords = {
  tableName: "table.csv",
  noTable: "There is no table to train on. Open one first.",
  noModel: "This run has not learnt anything yet. Train it first.",
  noRun: (name: string) => `There is no run "${name.slice(0, 80)}".`,
  tooLarge: "The table is so large that the page asks how much of it is to be read. Answer there.",
} as const;
