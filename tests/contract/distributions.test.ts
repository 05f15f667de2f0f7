import { describe, expect, it } from "vitest";
import type { Distribution, ScoringRule } from "../../src/boosting/distributions/distribution.ts";
import { distributionById, distributions } from "../../src/boosting/distributions/index.ts";
import { createSymmetricSolver } from "../../src/core/linear-algebra.ts";
import { createRandomSource } from "../../src/core/random.ts";

const random = createRandomSource(11, "distributions");

/** Seeded internal parameters, all of them legal since they are unconstrained. */
function thetasOf(distribution: Distribution): Float64Array[] {
  return Array.from({ length: 6 }, (_, i) =>
    Float64Array.from(distribution.parameters, (_, k) => 2 * random.uniform(i, k) - 1),
  );
}

/** Seeded draws, one in each of `count` equally likely slices, so that means over them converge quickly. */
function draws(distribution: Distribution, theta: Float64Array, count: number): number[] {
  return Array.from({ length: count }, (_, i) =>
    distribution.quantile(theta, 0, (i + random.uniform(i, count)) / count),
  );
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

const rules = distributions.flatMap((distribution) =>
  distribution.scores.map((rule) => ({ name: `${distribution.id} ${rule.id}`, distribution, rule })),
);

describe.each(rules)("score: $name", ({ distribution, rule }) => {
  it("has the gradient of its score", () => {
    const step = 1e-5;
    for (const theta of thetasOf(distribution)) {
      for (const y of draws(distribution, theta, 15)) {
        gradientAt(rule, theta, y).forEach((slope, k) => {
          const above = rule.score(moved(theta, k, step), 0, y);
          const below = rule.score(moved(theta, k, -step), 0, y);
          expectNear(slope, (above - below) / (2 * step), 1e-7, `theta ${theta}, y ${y}, ${k}`);
        });
      }
    }
  });

  it("is proper: its expected gradient vanishes at the truth", () => {
    for (const theta of thetasOf(distribution)) {
      const gradients = draws(distribution, theta, 20000).map((y) => gradientAt(rule, theta, y));
      theta.forEach((_, k) => {
        expectNear(mean(gradients.map((gradient) => gradient[k]!)), 0, 2e-3, `theta ${theta}, ${k}`);
      });
    }
  });

  it("has the metric that its expected score bends by", () => {
    const step = 1e-3;
    for (const theta of thetasOf(distribution)) {
      const sample = draws(distribution, theta, 20000);
      const metric = new Float64Array(theta.length ** 2);
      rule.metric(theta, 0, metric, 0);
      theta.forEach((_, j) => {
        const above = sample.map((y) => gradientAt(rule, moved(theta, j, step), y));
        const below = sample.map((y) => gradientAt(rule, moved(theta, j, -step), y));
        theta.forEach((_, k) => {
          const bend = mean(sample.map((_, i) => (above[i]![k]! - below[i]![k]!) / (2 * step)));
          expectNear(metric[k * theta.length + j]!, bend, 6e-3, `theta ${theta}, ${k} ${j}`);
        });
      });
    }
  });

  it("has a metric that is symmetric and can be solved", () => {
    const solver = createSymmetricSolver(distribution.parameters.length);
    for (const theta of thetasOf(distribution)) {
      const size = theta.length;
      const metric = new Float64Array(size * size);
      rule.metric(theta, 0, metric, 0);
      const wanted = Float64Array.from(theta, (_, k) => k + 1);
      const solution = wanted.slice();
      solver.solve(metric, solution, 0);
      for (let k = 0; k < size; k++) {
        let product = 0;
        for (let j = 0; j < size; j++) {
          expect(metric[k * size + j]).toBe(metric[j * size + k]);
          product += metric[k * size + j]! * solution[j]!;
        }
        expectNear(product, wanted[k]!, 1e-12, `theta ${theta}, ${k}`);
      }
    }
  });
});

describe.each(distributions.map((distribution) => ({ id: distribution.id, distribution })))(
  "distribution: $id",
  ({ id, distribution }) => {
    const logScore = distribution.scores.find((rule) => rule.id === "log")!;
    const thetas = thetasOf(distribution);

    it("has a log score whose metric is the Fisher information", () => {
      for (const theta of thetas) {
        const metric = new Float64Array(theta.length ** 2);
        logScore.metric(theta, 0, metric, 0);
        const gradients = draws(distribution, theta, 20000).map((y) => gradientAt(logScore, theta, y));
        theta.forEach((_, j) => {
          theta.forEach((_, k) => {
            const information = mean(gradients.map((gradient) => gradient[j]! * gradient[k]!));
            expectNear(metric[j * theta.length + k]!, information, 2e-2, `theta ${theta}, ${j} ${k}`);
          });
        });
      }
    });

    it("has one meaning of density, distribution function, quantile and mean", () => {
      for (const theta of thetas) {
        for (const probability of [1e-6, 0.01, 0.3, 0.5, 0.9, 0.9999]) {
          const y = distribution.quantile(theta, 0, probability);
          expectNear(distribution.cdf(theta, 0, y), probability, 1e-12, `cdf at ${y}`);
          const slope = (distribution.cdf(theta, 0, y + 1e-5) - distribution.cdf(theta, 0, y - 1e-5)) / 2e-5;
          expectNear(distribution.density(theta, 0, y), slope, 1e-6, `density at ${y}`);
          const surprise = -Math.log(distribution.density(theta, 0, y));
          expectNear(distribution.negativeLogLikelihood(theta, 0, y), surprise, 1e-12, `log density at ${y}`);
          expect(logScore.score(theta, 0, y)).toBe(distribution.negativeLogLikelihood(theta, 0, y));
        }
        expectNear(mean(draws(distribution, theta, 50000)), distribution.mean(theta, 0), 1e-3, "mean");
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

    it("has the CRPS of its distribution function", () => {
      if (distribution.crps === null) return;
      for (const theta of thetas) {
        const low = distribution.quantile(theta, 0, 1e-12);
        const high = distribution.quantile(theta, 0, 1 - 1e-12);
        for (const y of draws(distribution, theta, 3)) {
          const count = 20000;
          const width = (part: readonly [number, number]) => (part[1] - part[0]) / count;
          const area = (part: readonly [number, number], power: (x: number) => number) =>
            mean(Array.from({ length: count }, (_, i) => power(part[0] + (i + 0.5) * width(part)))) *
            (part[1] - part[0]);
          const below = area([low, y], (x) => distribution.cdf(theta, 0, x) ** 2);
          const above = area([y, high], (x) => (1 - distribution.cdf(theta, 0, x)) ** 2);
          expectNear(distribution.crps(theta, 0, y), below + above, 1e-6, `theta ${theta}, y ${y}`);
        }
      }
    });

    it("starts from the weighted maximum of the likelihood", () => {
      const target = Float64Array.from(draws(distribution, thetas[0]!, 40));
      const weights = Float32Array.from(target, (_, i) => 1 + (i % 3));
      const start = distribution.fit(target, weights, {});
      const pull = start.map((_, k) =>
        target.reduce((sum, y, i) => sum + weights[i]! * gradientAt(logScore, start, y)[k]!, 0),
      );
      for (const slope of pull) expectNear(slope, 0, 1e-9, "slope at the start");
      const repeated = Float64Array.from(
        Array.from(target).flatMap((y, i) => Array.from({ length: weights[i]! }, () => y)),
      );
      distribution.fit(repeated, undefined, {}).forEach((value, k) => {
        expectNear(value, start[k]!, 1e-12, `parameter ${k}`);
      });
    });

    it("refuses targets outside of its support and starts even from a constant one", () => {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => distribution.checkTarget(Float64Array.of(1, bad))).toThrow(
          expect.objectContaining({ code: "data.target-invalid" }),
        );
      }
      const start = distribution.fit(new Float64Array(5).fill(3), undefined, {});
      expect(Array.from(start).every(Number.isFinite)).toBe(true);
    });

    it("is found by its id", () => {
      expect(distributionById(id)).toBe(distribution);
    });
  },
);

describe("the list of distributions", () => {
  it("names the known ones when asked for another", () => {
    expect(() => distributionById("gauss")).toThrow(
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
