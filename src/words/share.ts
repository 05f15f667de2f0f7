/** What a link brings, and whether it was found again. */
export const shareWords = {
  runOf: (name: string, rounds: number) => `${name}, ${rounds} ${rounds === 1 ? "round" : "rounds"}`,
  asks: (runs: readonly string[], rows: number, seconds: number) =>
    `The link asks for ${runs.length === 1 ? "a run" : `${runs.length} runs`} (${runs.join("; ")}) on ${rows} rows: about ${
      seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
    }.`,
  run: "Run",
  openWith: (path: string, value: number) =>
    `Open with the nearest allowed value, ${path.split(".").at(-1)} ${value}`,
  described: (
    shape: { readonly rows: number; readonly columns: number } | null,
    fingerprint: string | null,
  ) => {
    const size = shape === null ? [] : [`${shape.rows} rows, ${shape.columns} columns`];
    const print = fingerprint === null ? [] : [`fingerprint ${fingerprint.slice(0, 16)}`];
    const told = [...size, ...print].join(", ");
    return told === "" ? null : `It has ${told}. Another file is told apart by its fingerprint.`;
  },
  otherRows:
    "The rows inside the file are not those of its experiment, so they were not used. Open the table itself.",
} as const;
