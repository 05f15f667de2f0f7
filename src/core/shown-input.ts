const LONGEST = 80;

/** What somebody gave, short enough for a sentence: a crafted link may hold a name of any length. */
export function shownInput(text: string): string {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST - 1);
  // no half of a pair of code units
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
