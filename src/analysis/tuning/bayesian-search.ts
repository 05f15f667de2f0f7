import { createRandomSource } from "../../core/random.ts";
import { type Belief, bestProcess, expectedImprovement, type GaussianProcess } from "./gaussian-process.ts";
import { randomPoint } from "./random-search.ts";
import { type Dimension, snapped } from "./search-space.ts";

/** A trial that is done. The lower the loss the better. */
export interface Observed {
  readonly point: ArrayLike<number>;
  readonly loss: number;
}

export interface Suggestion {
  readonly point: Float64Array;
  /** Why it was chosen; null = drawn, as the first ones are. Losses, as they were given. */
  readonly expected: (Belief & { readonly improvement: number }) | null;
}

/** Trials that are drawn before a model has something to say. */
const FEWEST_DRAWN = 5;
const MOST_DRAWN = 10;
const CANDIDATES = 384;
/** Candidates near the best point so far, at most so far from it on each side of the cube. */
const NEAR = 128;
const NEAR_REACH = 0.1;

/** How far from the best loss, in distances of the middle one, a loss still counts in full. */
const REACH = 4;

/**
 * The loss from which on all are equally bad: how bad a hopeless setting is would otherwise shape the model where good ones lie.
 */
export function worstThatCounts(losses: readonly number[]): number {
  const sorted = [...losses].sort((a, b) => a - b);
  const [best, worst] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return middle > best ? Math.min(worst, best + REACH * (middle - best)) : worst;
}

/** One more than the dimensions, within bounds. */
export function drawnFirst(dimensions: number): number {
  return Math.min(MOST_DRAWN, Math.max(FEWEST_DRAWN, dimensions + 1));
}

/** Options are told apart by 1, whichever they are: a coordinate for each, of which one is set. */
function coordinatesOf(space: readonly Dimension[], point: ArrayLike<number>): number[] {
  return space.flatMap(({ options }, d) => {
    if (options.length === 0) return [point[d]!];
    const chosen = Math.min(options.length - 1, Math.floor(point[d]! * options.length));
    return options.map((_, at) => (at === chosen ? Math.SQRT1_2 : 0));
  });
}

function groupsOf(space: readonly Dimension[]): number[] {
  return space.flatMap(({ options }, d) => (options.length === 0 ? [d] : options.map(() => d)));
}

/** What the trials so far say of every point of the cube; null = too few. */
export function modelOf(space: readonly Dimension[], observed: readonly Observed[]) {
  if (observed.length < 2) return null;
  const worst = worstThatCounts(observed.map(({ loss }) => loss));
  const process: GaussianProcess | null = bestProcess(
    observed.map(({ point }) => coordinatesOf(space, point)),
    observed.map(({ loss }) => Math.min(worst, loss)),
    groupsOf(space),
  );
  return process === null ? null : (point: ArrayLike<number>) => process.at(coordinatesOf(space, point));
}

/**
 * The next trial: the candidate whose improvement over the best loss so far is expected to be largest. Random candidates all over
 * the cube, and some around the best point; they depend on seed and trial alone, so a search can be repeated.
 */
export function suggestBayesian(
  space: readonly Dimension[],
  observed: readonly Observed[],
  { seed, trial }: { readonly seed: number; readonly trial: number },
): Suggestion {
  const drawn = { point: randomPoint(space, seed, trial), expected: null };
  if (trial < drawnFirst(space.length)) return drawn;
  const model = modelOf(space, observed);
  if (model === null) return drawn;
  const best = observed.reduce((least, one) => (one.loss < least.loss ? one : least));
  const tried = new Set(observed.map(({ point }) => Array.from(point).join()));
  const random = createRandomSource(seed, "tuning/candidates");
  let found: Suggestion = drawn;
  for (let candidate = 0; candidate < CANDIDATES + NEAR; candidate++) {
    const at = (d: number) => random.uniform(trial, candidate, d);
    const point = snapped(
      space,
      space.map((_, d) => (candidate < CANDIDATES ? at(d) : best.point[d]! + NEAR_REACH * (2 * at(d) - 1))),
    );
    if (tried.has(point.join())) continue;
    const belief = model(point);
    const improvement = expectedImprovement(belief, best.loss);
    if (found.expected === null || improvement > found.expected.improvement)
      found = { point, expected: { ...belief, improvement } };
  }
  return found;
}
