import { describe, expect, it } from "vitest";
import { allDistributions, jointDistributions } from "../../src/boosting/distributions/all-distributions.ts";
import { families } from "../../src/boosting/distributions/catalogue.ts";
import { categorical } from "../../src/boosting/distributions/categorical.ts";
import type { Distribution, Family, ScoringRule } from "../../src/boosting/distributions/distribution.ts";
import { distributionById, familyEntry, loadDistribution } from "../../src/boosting/distributions/index.ts";
import { checkTargets } from "../../src/boosting/distributions/support.ts";
import { createSymmetricSolver } from "../../src/core/linear-algebra.ts";
import { createRandomSource } from "../../src/core/random.ts";

const random = createRandomSource(11, "distributions");
const DRAWS = 8000;

/** Seeded internal parameters, all of them legal since they are unconstrained. */
function thetasOf(family: Family): Float64Array[] {
  return Array.from({ length: 5 }, (_, i) =>
    Float64Array.from(family.parameters, (_, k) => 2 * random.uniform(i, k) - 1),
  );
}

interface Case {
  readonly id: string;
  readonly family: Family;
  /** The value that a share of the probability lies below. */
  quantile(theta: Float64Array, probability: number): number;
}

function ofClasses(family: Family): Case {
  return {
    id: `${family.id} of ${family.parameters.length + 1}`,
    family,
    quantile(theta, probability) {
      const weights = [1, ...Array.from(theta, Math.exp)];
      let left = probability * weights.reduce((sum, weight) => sum + weight, 0);
      const found = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return found < 0 ? weights.length - 1 : found;
    },
  };
}

const cases: readonly Case[] = [
  ...allDistributions.map((distribution) => ({
    id: distribution.id,
    family: distribution,
    quantile: (theta: Float64Array, probability: number) => distribution.quantile(theta, 0, probability),
  })),
  ofClasses(categorical(2)),
  ofClasses(categorical(4)),
];

const drawn = new Map<string, number[]>();

/** Seeded draws, one in each of `count` equally likely slices, so that means over them converge quickly. */
function draws({ id, quantile }: Case, theta: Float64Array, count: number): number[] {
  const key = `${id} ${theta} ${count}`;
  const known =
    drawn.get(key) ??
    Array.from({ length: count }, (_, i) => quantile(theta, (i + random.uniform(i, count)) / count));
  drawn.set(key, known);
  return known;
}

function gradientAt(rule: ScoringRule, theta: Float64Array, y: number): Float64Array {
  const out = new Float64Array(theta.length);
  rule.gradient(theta, 0, y, out, 0);
  return out;
}

function moved(theta: Float64Array, k: number, by: number): Float64Array {
  const result = theta.slice();
  result[k]! += by;
  return result;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function expectNear(ours: number, theirs: number, tolerance: number, what: string) {
  const limit = tolerance * Math.max(1, Math.abs(theirs));
  expect(Math.abs(ours - theirs), `${what}: ${ours}, ${theirs}`).toBeLessThanOrEqual(limit);
}

const rules = cases.flatMap((one) =>
  one.family.scores.map((rule) => ({ name: `${one.id} ${rule.id}`, one, rule })),
);

/** A score with a kink bends only there: draws do not tell of it, the Fisher information does (below). */
const HAS_KINK = ["laplace log"];

describe.each(rules)("score: $name", ({ one, rule }) => {
  const { family } = one;

  it("has the gradient of its score", () => {
    const step = 1e-5;
    for (const theta of thetasOf(family)) {
      for (const y of draws(one, theta, 15)) {
        gradientAt(rule, theta, y).forEach((slope, k) => {
          const above = rule.score(moved(theta, k, step), 0, y);
          const below = rule.score(moved(theta, k, -step), 0, y);
          expectNear(slope, (above - below) / (2 * step), 3e-7, `theta ${theta}, y ${y}, ${k}`);
        });
      }
    }
  });

  it("is proper: its expected gradient vanishes at the truth", () => {
    for (const theta of thetasOf(family)) {
      const gradients = draws(one, theta, DRAWS).map((y) => gradientAt(rule, theta, y));
      theta.forEach((_, k) => {
        expectNear(mean(gradients.map((gradient) => gradient[k]!)), 0, 5e-3, `theta ${theta}, ${k}`);
      });
    }
  });

  it("has a metric that is symmetric and can be solved", () => {
    const solver = createSymmetricSolver(family.parameters.length);
    for (const theta of thetasOf(family)) {
      const size = theta.length;
      const metric = new Float64Array(size * size);
      rule.metric(theta, 0, metric, 0);
      const wanted = Float64Array.from(theta, (_, k) => k + 1);
      const solution = wanted.slice();
      expect(solver.solve(metric, solution, 0)).toBe(true);
      for (let k = 0; k < size; k++) {
        let product = 0;
        for (let j = 0; j < size; j++) {
          expect(metric[k * size + j]).toBe(metric[j * size + k]);
          product += metric[k * size + j]! * solution[j]!;
        }
        expectNear(product, wanted[k]!, 1e-10, `theta ${theta}, ${k}`);
      }
    }
  });

  it("gives the same natural gradient in closed form, where it has one", () => {
    if (rule.natural === undefined) return;
    const solver = createSymmetricSolver(family.parameters.length);
    for (const theta of thetasOf(family)) {
      for (const y of draws(one, theta, 15)) {
        const solved = gradientAt(rule, theta, y);
        const metric = new Float64Array(theta.length ** 2);
        rule.metric(theta, 0, metric, 0);
        solver.solve(metric, solved, 0);
        const closed = new Float64Array(theta.length);
        rule.natural(theta, 0, y, closed, 0);
        closed.forEach((value, k) => {
          expectNear(value, solved[k]!, 1e-13, `theta ${theta}, y ${y}, ${k}`);
        });
      }
    }
  });

  it("judges censored targets by what is known of them, where it can", () => {
    const { censored } = rule;
    if (censored === undefined) return;
    const step = 1e-5;
    for (const theta of thetasOf(family)) {
      const [low, high] = draws(one, theta, 2) as [number, number];
      for (const [lower, upper] of [
        [low, Number.POSITIVE_INFINITY],
        [high, Number.POSITIVE_INFINITY],
        [low, high],
        [0, low],
      ] as const) {
        const slopes = new Float64Array(theta.length);
        censored.gradient(theta, 0, lower, upper, slopes, 0);
        slopes.forEach((slope, k) => {
          const above = censored.score(moved(theta, k, step), 0, lower, upper);
          const below = censored.score(moved(theta, k, -step), 0, lower, upper);
          expectNear(slope, (above - below) / (2 * step), 3e-7, `theta ${theta}, ${lower} to ${upper}, ${k}`);
        });
        if (rule.id !== "log") continue;
        const { cdf } = family as Distribution;
        const mass = (upper === Number.POSITIVE_INFINITY ? 1 : cdf(theta, 0, upper)) - cdf(theta, 0, lower);
        expectNear(censored.score(theta, 0, lower, upper), -Math.log(mass), 1e-10, `${lower} to ${upper}`);
      }
    }
  });
});

const smooth = rules.filter(({ name }) => !HAS_KINK.includes(name));

describe.each(smooth)("score without a kink: $name", ({ one, rule }) => {
  it("has the metric that its expected score bends by", () => {
    const step = 1e-3;
    const { family } = one;
    for (const theta of thetasOf(family).slice(0, 3)) {
      const sample = draws(one, theta, DRAWS);
      const metric = new Float64Array(theta.length ** 2);
      rule.metric(theta, 0, metric, 0);
      theta.forEach((_, j) => {
        const above = sample.map((y) => gradientAt(rule, moved(theta, j, step), y));
        const below = sample.map((y) => gradientAt(rule, moved(theta, j, -step), y));
        theta.forEach((_, k) => {
          const bend = mean(sample.map((_, i) => (above[i]![k]! - below[i]![k]!) / (2 * step)));
          expectNear(metric[k * theta.length + j]!, bend, 1.5e-2, `theta ${theta}, ${k} ${j}`);
        });
      });
    }
  });
});

/** Their degrees of freedom start at three, whatever the data say. */
const FIXED_START = ["student-t"];

describe.each(cases)("family: $id", (one) => {
  const { family } = one;
  const logScore = family.scores.find((rule) => rule.id === "log")!;
  const thetas = thetasOf(family);

  it("has a log score whose metric is the Fisher information", () => {
    for (const theta of thetas) {
      const metric = new Float64Array(theta.length ** 2);
      logScore.metric(theta, 0, metric, 0);
      const gradients = draws(one, theta, DRAWS).map((y) => gradientAt(logScore, theta, y));
      theta.forEach((_, j) => {
        theta.forEach((_, k) => {
          const information = mean(gradients.map((gradient) => gradient[j]! * gradient[k]!));
          expectNear(metric[j * theta.length + k]!, information, 3e-2, `theta ${theta}, ${j} ${k}`);
        });
      });
    }
  });

  it("starts from the weighted maximum of the likelihood", () => {
    const target = Float64Array.from(draws(one, thetas[0]!, 40));
    const weights = Float32Array.from(target, (_, i) => 1 + (i % 3));
    const start = family.fit({ values: target }, weights);
    if (!FIXED_START.includes(one.id)) {
      const pull = start.map((_, k) =>
        target.reduce((sum, y, i) => sum + weights[i]! * gradientAt(logScore, start, y)[k]!, 0),
      );
      // the kink of a Laplace lies on a row: there the slope jumps from one side of 0 to the other
      const jump = one.id === "laplace" ? 3 / Math.exp(start[1]!) : 1e-8;
      for (const slope of pull) expect(Math.abs(slope), "slope at the start").toBeLessThanOrEqual(jump);
    }
    const repeated = Float64Array.from(
      Array.from(target).flatMap((y, i) => Array.from({ length: weights[i]! }, () => y)),
    );
    family.fit({ values: repeated }, undefined).forEach((value, k) => {
      expectNear(value, start[k]!, 1e-9, `parameter ${k}`);
    });
  });

  it("refuses targets outside of its support and starts even from a constant one", () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, -1e300 * 1e10]) {
      expect(() => checkTargets(family, { values: Float64Array.of(1, bad) })).toThrow(
        expect.objectContaining({ code: "data.target-invalid" }),
      );
    }
    const constant = family.support.contains(3) ? 3 : family.support.contains(1) ? 1 : 0.25;
    const start = family.fit({ values: new Float64Array(5).fill(constant) }, undefined);
    expect(Array.from(start).every(Number.isFinite)).toBe(true);
  });

  it("stands in the catalogue as it is", async () => {
    const { id, label, tasks, scores, defaultMetric, parameters } = family;
    const entry = familyEntry(id);
    expect(entry).toMatchObject({ id, label, tasks, defaultMetric });
    expect(entry.scores).toEqual(scores.map((score) => ({ id: score.id, label: score.label })));
    expect(entry.parameterCount(parameters.length + 1, 1)).toBe(parameters.length);
    if (entry.tasks[0] !== "regression") return;
    await loadDistribution(id);
    expect(distributionById(id)).toBe(family);
  });
});

/** Area under `of` between two ends, over sinh, so that heavy tails take part. */
function area(low: number, high: number, centre: number, width: number, of: (x: number) => number): number {
  const count = 30000;
  const [from, to] = [low, high].map((x) => Math.asinh((x - centre) / width)) as [number, number];
  const step = (to - from) / count;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const t = from + (i + 0.5) * step;
    sum += of(centre + width * Math.sinh(t)) * width * Math.cosh(t);
  }
  return sum * step;
}

describe.each(allDistributions.map((distribution) => ({ id: distribution.id, distribution })))(
  "distribution: $id",
  ({ id, distribution }) => {
    const one = cases.find((entry) => entry.id === id)!;
    const logScore = distribution.scores[0]!;
    const thetas = thetasOf(distribution);
    const { discrete = false } = distribution;

    it("has one meaning of density, distribution function and quantile", () => {
      for (const theta of thetas) {
        for (const probability of [1e-6, 0.01, 0.3, 0.5, 0.9, 0.9999]) {
          const y = distribution.quantile(theta, 0, probability);
          const density = distribution.density(theta, 0, y);
          if (discrete) {
            expect(distribution.cdf(theta, 0, y)).toBeGreaterThanOrEqual(probability);
            expect(y === 0 ? -1 : distribution.cdf(theta, 0, y - 1)).toBeLessThan(probability);
            const before = y === 0 ? 0 : distribution.cdf(theta, 0, y - 1);
            expectNear(density, distribution.cdf(theta, 0, y) - before, 1e-12, `density at ${y}`);
          } else {
            expectNear(distribution.cdf(theta, 0, y), probability, 1e-10, `cdf at ${y}`);
            const step = (1e-3 * Math.min(probability, 1 - probability)) / density;
            const around = distribution.cdf(theta, 0, y + step) - distribution.cdf(theta, 0, y - step);
            const isInside =
              distribution.support.contains(y - step) && distribution.support.contains(y + step);
            if (isInside) expectNear(density, around / (2 * step), 1e-3, `density at ${y}`);
          }
          if (density < 1e-200) continue;
          const surprise = -Math.log(density);
          expectNear(distribution.negativeLogLikelihood(theta, 0, y), surprise, 1e-12, `log density at ${y}`);
          expect(logScore.score(theta, 0, y)).toBe(distribution.negativeLogLikelihood(theta, 0, y));
        }
      }
    });

    it("has the mean, variance and mode of its draws", () => {
      for (const theta of thetas) {
        const sample = draws(one, theta, DRAWS);
        const variance = distribution.variance(theta, 0);
        const centre = distribution.mean(theta, 0);
        const mode = distribution.mode(theta, 0);
        const highest = Math.max(...sample.map((y) => distribution.density(theta, 0, y)));
        const top = distribution.density(theta, 0, mode);
        const isAtEnd = mode === 0 || mode === 1;
        if (!isAtEnd || discrete) expect(top).toBeGreaterThanOrEqual(highest * (1 - 1e-3));
        // the mean of draws tells little of tails as heavy as these
        if (id.startsWith("student") || id.startsWith("cauchy")) continue;
        expectNear(mean(sample), centre, 1e-2, `mean at ${theta}`);
        const seen = mean(sample.map((y) => (y - centre) ** 2));
        if (id !== "lognormal") expectNear(seen, variance, 4e-2, `variance at ${theta}`);
      }
    });

    it("shows finite numbers, as many as it names, wherever the row stands", () => {
      for (const theta of thetas) {
        const shown = distribution.display(theta, 0);
        expect(shown.length).toBe(distribution.displayed.length);
        expect(shown.every(Number.isFinite)).toBe(true);
        const shifted = Float64Array.of(99, 98, 97, ...theta);
        expect(distribution.display(shifted, 3)).toEqual(shown);
        expect(distribution.mean(shifted, 3)).toBe(distribution.mean(theta, 0));
        expect(distribution.quantile(shifted, 3, 0.8)).toBe(distribution.quantile(theta, 0, 0.8));
      }
    });

    it("comes back from wherever a line search may look", () => {
      for (const first of [-40, -10, 10, 40, 200]) {
        for (const others of [-40, 0, 40]) {
          const theta = Float64Array.from(distribution.parameters, (_, k) => (k === 0 ? first : others));
          const y = [0, 0.3, 1, 7].filter((value) => distribution.support.contains(value)).at(-1)!;
          const out = new Float64Array(9);
          for (const rule of distribution.scores) {
            expect(rule.score(theta, 0, y)).toBeTypeOf("number");
            rule.gradient(theta, 0, y, out, 0);
            rule.metric(theta, 0, out, 0);
          }
          expect(distribution.quantile(theta, 0, 0.3)).toBeTypeOf("number");
        }
      }
    });

    it("has the CRPS of its distribution function", () => {
      const { crps, cdf, quantile } = distribution;
      if (crps === null) return;
      for (const theta of thetas.slice(0, 3)) {
        if (Number.isNaN(crps(theta, 0, 1))) continue;
        for (const y of draws(one, theta, 3)) {
          let expected = 0;
          if (discrete) {
            for (let k = 0; k < 400; k++) expected += (cdf(theta, 0, k) - (y <= k ? 1 : 0)) ** 2;
          } else {
            const isWhole = distribution.support.contains(-5);
            const centre = quantile(theta, 0, 0.5);
            const width = quantile(theta, 0, 0.75) - quantile(theta, 0, 0.25);
            const low = isWhole ? quantile(theta, 0, 1e-11) : 0;
            const high = distribution.support.contains(5) ? quantile(theta, 0, 1 - 1e-11) : 1;
            expected =
              area(low, y, centre, width, (x) => cdf(theta, 0, x) ** 2) +
              area(y, high, centre, width, (x) => (1 - cdf(theta, 0, x)) ** 2);
          }
          expectNear(crps(theta, 0, y), expected, 2e-6, `theta ${theta}, y ${y}`);
        }
      }
    });
  },
);

describe("the catalogue of families", () => {
  it("lists what there is, in the order of menus", () => {
    expect(families.map(({ id }) => id).sort()).toEqual(
      [
        ...[...allDistributions.map(({ id }) => id), ...Object.keys(jointDistributions)],
        ...["bernoulli", "categorical"],
      ].sort(),
    );
  });

  it("names the known ones when asked for another", () => {
    expect(() => familyEntry("gauss")).toThrow(
      expect.objectContaining({ code: "spec.unknown-id", message: expect.stringContaining("normal") }),
    );
  });
});

/** Computed in double precision from the formulas, apart from this code. */
describe("golden values of the normal distribution at mu 0.3, sigma 2.5, y 1.7", () => {
  const theta = Float64Array.of(0.3, Math.log(2.5));
  const golden = {
    log: { gradient: [-0.224, 0.6864], natural: [-1.4, 0.3432], metric: [0.16, 2] },
    crps: {
      gradient: [-0.42452056, 0.29475498],
      natural: [-1.88110776, 0.41795169],
      metric: [0.22568, 0.70524],
    },
  } as const;

  it.each(["log", "crps"] as const)("%s", (id) => {
    const rule = distributionById("normal").scores.find((entry) => entry.id === id)!;
    const gradient = gradientAt(rule, theta, 1.7);
    const metric = new Float64Array(4);
    rule.metric(theta, 0, metric, 0);
    const natural = gradient.slice();
    createSymmetricSolver(2).solve(metric, natural, 0);
    for (const k of [0, 1] as const) {
      expect(gradient[k]).toBeCloseTo(golden[id].gradient[k], 7);
      expect(natural[k]).toBeCloseTo(golden[id].natural[k], 7);
      expect(metric[3 * k]).toBeCloseTo(golden[id].metric[k], 5);
    }
  });

  it("score", () => {
    expect(distributionById("normal").crps!(theta, 0, 1.7)).toBeCloseTo(0.8890837715, 9);
  });
});
