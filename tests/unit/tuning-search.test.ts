import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Observed, suggestBayesian } from "../../src/analysis/tuning/bayesian-search.ts";
import { randomPoint } from "../../src/analysis/tuning/random-search.ts";
import {
  dimensionsOf,
  fromUnit,
  pointOf,
  snapped,
  toUnit,
  usualDimensions,
  valuesAt,
} from "../../src/analysis/tuning/search-space.ts";
import { keptOf, roundsOfHalving, rungsOf, survivors } from "../../src/analysis/tuning/successive-halving.ts";
import { engines } from "../../src/boosting/engines/index.ts";
import { resolveValues } from "../../src/core/resolve-params.ts";
import { resolveRun, runParams } from "../../src/experiment/resolve-run.ts";
import { startingRun } from "../../src/store/starting-experiment.ts";

const cases = engines.flatMap(({ id, tasks }) => tasks.map((task) => ({ id, task })));

function spaceOf(engine: string, task: (typeof cases)[number]["task"]) {
  const spec = startingRun(engine, task);
  const { values } = resolveRun(spec, task, "run");
  const params = runParams(spec, task);
  return { params, values, space: dimensionsOf(params, values) };
}

const gbdt = spaceOf("gbdt", "regression").space;
const usual = gbdt.filter(({ id }) => usualDimensions(gbdt).includes(id));

describe("the space of a search", () => {
  it.each(cases)("holds only values that $id takes for $task, wherever one looks", ({ id, task }) => {
    const { params, values, space } = spaceOf(id, task);
    expect(usualDimensions(space).length).toBeGreaterThan(1);
    const cube = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: space.length,
      maxLength: space.length,
    });
    fc.assert(
      fc.property(cube, (point) => {
        const found = valuesAt(space, point);
        resolveValues(params, { ...values, ...found }, "run.values");
        expect(valuesAt(space, snapped(space, point))).toEqual(found);
      }),
      { numRuns: 60 },
    );
    fc.assert(
      fc.property(fc.nat(300), fc.nat(1e6), (trial, seed) => {
        resolveValues(
          params,
          { ...values, ...valuesAt(space, randomPoint(space, seed, trial)) },
          "run.values",
        );
      }),
      { numRuns: 40 },
    );
  });

  it("has the ends of the range at its ends, and whole numbers and options in equal shares", () => {
    const [rate, depth, growth] = ["learning_rate", "max_depth", "grow_policy"].map(
      (id) => gbdt.find((dimension) => dimension.id === id)!,
    );
    expect([0, 0.5, 1].map((unit) => fromUnit(rate!, unit))).toEqual([0.01, 0.1, 1]);
    expect([0, 0.0999, 0.1, 0.999, 1].map((unit) => fromUnit(depth!, unit))).toEqual([1, 1, 2, 10, 10]);
    expect([0.49, 0.5].map((unit) => fromUnit(growth!, unit))).toEqual(["depthwise", "lossguide"]);
    expect(toUnit(rate!, 0.1)).toBeCloseTo(0.5, 12);
    expect(toUnit(depth!, 1)).toBeCloseTo(0.05, 12);
  });
});

describe("the random search", () => {
  it("begins with the run's own settings and gives the same points for a seed", () => {
    expect(randomPoint(usual, 5, 0)).toEqual(pointOf(usual, {}));
    const points = (seed: number) =>
      Array.from({ length: 20 }, (_, trial) => randomPoint(usual, seed, trial));
    expect(points(5)).toEqual(points(5));
    expect(points(5)).not.toEqual(points(6));
  });

  it("fills every side evenly: of 32 points each half of a side gets 16", () => {
    const rate = usual.filter(({ id }) => id === "learning_rate");
    const below = Array.from({ length: 32 }, (_, n) => randomPoint(rate, 1, n + 1)[0]! < 0.5);
    expect(below.filter(Boolean)).toHaveLength(16);
  });
});

describe("successive halving", () => {
  it("has rungs at a ninth and a third of the rounds", () => {
    expect(rungsOf(90)).toEqual([10, 30, 90]);
    expect(rungsOf(2)).toEqual([1, 2]);
    expect(rungsOf(1)).toEqual([1]);
    expect(roundsOfHalving(9, [10, 30, 90])).toBe(9 * 10 + 3 * 20 + 60);
  });

  it("keeps exactly the best third, and never what failed", () => {
    expect(survivors([5, 1, 9, 2, 3, 8, 7, 6, 4])).toEqual([1, 3, 4]);
    expect(survivors([Number.NaN, 2, 2])).toEqual([1]);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 60 }), (losses) => {
        const kept = survivors(losses);
        expect(kept).toHaveLength(keptOf(losses.length));
        const worst = Math.max(...kept.map((place) => losses[place]!));
        expect(losses.filter((loss) => loss <= worst)).toHaveLength(kept.length);
      }),
    );
  });
});

describe("the Bayesian search", () => {
  /** Lowest at a rate of 0.1 and depth 4; the other dimensions say nothing. */
  const lossAt = (point: ArrayLike<number>) => (point[0]! - 0.5) ** 2 + (point[1]! - 0.35) ** 2;

  function searched(seed: number, trials: number): Observed[] {
    const observed: Observed[] = [];
    for (let trial = 0; trial < trials; trial++) {
      const { point, expected } = suggestBayesian(usual, observed, { seed, trial });
      expect(expected === null).toBe(trial < usual.length + 1);
      if (expected !== null) expect(expected.improvement).toBeGreaterThanOrEqual(0);
      observed.push({ point, loss: lossAt(point) });
    }
    return observed;
  }

  it("is the same for a seed, and tries no point twice", () => {
    const points = searched(4, 12).map(({ point }) => Array.from(point).join());
    expect(searched(4, 12).map(({ point }) => Array.from(point).join())).toEqual(points);
    expect(new Set(points).size).toBe(12);
  });

  it("comes nearer to the least loss than the drawn points", () => {
    for (const seed of [1, 2, 3]) {
      const found = Math.min(...searched(seed, 25).map(({ loss }) => loss));
      const drawn = Math.min(...Array.from({ length: 25 }, (_, n) => lossAt(randomPoint(usual, seed, n))));
      expect(found).toBeLessThan(drawn);
    }
  });
});
