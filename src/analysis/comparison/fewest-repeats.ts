/** Nobody waits for more. */
const MOST_REPEATS = 100_000;

/** How wide an interval would be, by the number of repeats, and what it never goes below. */
interface Narrowing {
  /** Falls with the number of repeats, from 2 upwards. */
  halfWidthAt(count: number): number;
  readonly floor: number;
}

/**
 * The smallest number of repeats, at least 2, whose interval would reach less than `below` to either side.
 * @returns null where the floor is not below that, or only so little that more than 100,000 repeats would be needed.
 */
export function fewestRepeats({ halfWidthAt, floor }: Narrowing, below: number): number | null {
  if (!(floor < below)) return null;
  if (halfWidthAt(2) < below) return 2;
  let tooFew = 2;
  let enough = 4;
  while (!(halfWidthAt(enough) < below)) {
    tooFew = enough;
    enough *= 2;
    if (tooFew > MOST_REPEATS) return null;
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (halfWidthAt(middle) < below) enough = middle;
    else tooFew = middle;
  }
  return enough <= MOST_REPEATS ? enough : null;
}
