import { createRandomSource, type RandomSource } from "../../core/random.ts";
import { type Dimension, pointOf, snapped } from "./search-space.ts";

/** One base for each dimension of the Halton sequence. */
const PRIMES = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103,
  107, 109, 113,
];
/** Digits beyond this size change nothing that a rounded setting would show. */
const LEAST_DIGIT = 1e-9;

/**
 * Points that fill the cube evenly: the Halton sequence with every digit scrambled by a permutation of its own (Owen, "A
 * randomized Halton algorithm in R", 2017). Point `index` depends on seed and index alone, so a search can be longer,
 * shorter or begun again and asks for the same points. Trial 0 is the run's own settings.
 */
export function randomPoint(space: readonly Dimension[], seed: number, trial: number): Float64Array {
  if (trial === 0) return pointOf(space, {});
  const random = createRandomSource(seed, "tuning/halton");
  return snapped(
    space,
    space.map((_, d) => haltonAt(random, d, trial - 1)),
  );
}

function haltonAt(random: RandomSource, dimension: number, index: number): number {
  const base = PRIMES[dimension % PRIMES.length]!;
  let rest = index;
  let sum = 0;
  for (let digit = 0, size = 1 / base; size > LEAST_DIGIT; digit++, size /= base) {
    sum += size * scrambled(random, { dimension, digit, base }, rest % base);
    rest = Math.floor(rest / base);
  }
  return Math.min(sum, 1 - LEAST_DIGIT);
}

/** Where a permutation of 0 .. base - 1, drawn for this dimension and digit, takes a value: Fisher and Yates' shuffle. */
function scrambled(
  random: RandomSource,
  { dimension, digit, base }: { dimension: number; digit: number; base: number },
  value: number,
): number {
  const order = Array.from({ length: base }, (_, at) => at);
  for (let last = base - 1; last > 0; last--) {
    const other = Math.floor(random.uniform(dimension, digit, last) * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order[value]!;
}
