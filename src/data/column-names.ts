/** Column names that are filled and unique, with a sentence for each kind of change. */
export function uniqueColumnNames(given: readonly string[]): { names: string[]; notes: string[] } {
  const taken = new Set(given);
  const used = new Set<string>();
  const renamed: string[] = [];
  let blankCount = 0;
  const names = given.map((text, index) => {
    if (text !== "" && !used.has(text)) {
      used.add(text);
      return text;
    }
    const base = text === "" ? `column_${index + 1}` : text;
    let name = text === "" ? base : `${base}_2`;
    for (let n = 2; taken.has(name) || used.has(name); n++) name = `${base}_${n}`;
    used.add(name);
    if (text === "") blankCount++;
    else renamed.push(`"${name}"`);
    return name;
  });
  const notes: string[] = [];
  if (blankCount > 0) {
    notes.push(
      blankCount === 1
        ? "One column has no name in the header; it is named after its place."
        : `${blankCount} columns have no name in the header; they are named after their place.`,
    );
  }
  if (renamed.length > 0) {
    const shown = renamed.slice(0, 5).join(", ");
    const more = renamed.length > 5 ? ` and ${renamed.length - 5} more` : "";
    notes.push(`Column names that occur twice were made different: ${shown}${more}.`);
  }
  return { names, notes };
}
