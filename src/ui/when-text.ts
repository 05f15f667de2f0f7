/** Made once: a list of hundreds of moments would wait for as many of them. */
let format: Intl.DateTimeFormat | null = null;

/** A moment as people of this browser's language write it: "Fri 14:05". */
export function whenText(milliseconds: number): string {
  format ??= new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" });
  return format.format(milliseconds);
}
