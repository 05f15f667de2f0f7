/** A moment as people of this browser's language write it: "Fri 14:05". */
export function whenText(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(undefined, {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
}
