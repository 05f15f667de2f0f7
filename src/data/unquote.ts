const SPACE = 32;
const TAB = 9;

/** Takes quotes off in place; text after the closing quote is kept, blanks there are not. Returns the new end. */
export function unquote(
  bytes: Uint8Array,
  { start, end, quote, escaper }: { start: number; end: number; quote: number; escaper: number },
): number {
  let out = start;
  let inside = true;
  let kept = start;
  for (let i = start + 1; i < end; i++) {
    const byte = bytes[i]!;
    if (inside && byte === escaper && i + 1 < end) {
      if (bytes[i + 1] === quote || bytes[i + 1] === escaper) i++;
    } else if (inside && byte === quote) {
      if (bytes[i + 1] === quote && i + 1 < end) i++;
      else {
        inside = false;
        continue;
      }
    }
    const written = bytes[i]!;
    bytes[out++] = written;
    if (inside || (written !== SPACE && written !== TAB)) kept = out;
  }
  return kept;
}
