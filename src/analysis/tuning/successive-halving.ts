/** Of three trials one goes on, with three times the rounds. */
export const SHARE = 3;
const MOST_RUNGS = 3;

/**
 * Rounds at which trials are held against each other: r, 3 r, 9 r, the last one all rounds (Jamieson and Talwalkar,
 * "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016; thirds as in Hyperband).
 */
export function rungsOf(rounds: number): number[] {
  const rungs = [rounds];
  for (let rung = Math.round(rounds / SHARE); rungs.length < MOST_RUNGS && rung >= 1; ) {
    if (rung < rungs[0]!) rungs.unshift(rung);
    rung = rung > 1 ? Math.round(rung / SHARE) : 0;
  }
  return rungs;
}

/** How many of so many trials go on from a rung: a third, and at least one. */
export function keptOf(count: number): number {
  return Math.min(count, Math.max(1, Math.floor(count / SHARE)));
}

/**
 * Places of the trials that go on, in their order: the third with the lowest losses, of equal ones those that came first.
 * NaN = failed, which never goes on.
 */
export function survivors(losses: readonly number[]): number[] {
  const places = [...losses.keys()].filter((place) => !Number.isNaN(losses[place]));
  places.sort((a, b) => losses[a]! - losses[b]! || a - b);
  return places.slice(0, keptOf(losses.length)).sort((a, b) => a - b);
}

/** Rounds that all rungs together train at most: what the search costs, said in advance. */
export function roundsOfHalving(trials: number, rungs: readonly number[]): number {
  let sum = 0;
  let count = trials;
  let before = 0;
  for (const rung of rungs) {
    sum += count * (rung - before);
    before = rung;
    count = keptOf(count);
  }
  return sum;
}
