const LINES_PER_PIECE = 1024;

/** A cell as RFC 4180 wants it: quoted only where it has to be. */
export function csvCell(text: string): string {
  const needsQuotes = /[",\r\n]/.test(text) || text !== text.trim();
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV in pieces of about a thousand lines. Cells are written as they are, names are quoted here. */
export function* csvLines(
  names: readonly string[],
  rowCount: number,
  cellsOf: (at: number) => readonly string[],
): Generator<string, void> {
  yield `${names.map(csvCell).join(",")}\n`;
  for (let start = 0; start < rowCount; start += LINES_PER_PIECE) {
    const lines: string[] = [];
    for (let at = start; at < Math.min(start + LINES_PER_PIECE, rowCount); at++) {
      lines.push(cellsOf(at).join(","), "\n");
    }
    yield lines.join("");
  }
}
