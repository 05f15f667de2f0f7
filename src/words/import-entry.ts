/** Opening a table from anywhere on the page, before an import screen is loaded. */
export const importEntryWords = {
  drop: "Drop the table to open it",
  manyFiles: (count: number, first: string) =>
    `${count} files came at once; "${first}" was opened. One table is trained on at a time.`,
  pastedName: "pasted cells",
  fetchFrom: (host: string) => `Fetch it from ${host}`,
} as const;
