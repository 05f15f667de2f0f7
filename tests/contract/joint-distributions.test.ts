import { describe, expect, it } from "vitest";
import { jointDistributions } from "../../src/boosting/distributions/all-distributions.ts";
import type { JointDistribution, ScoreFormulas } from "../../src/boosting/distributions/distribution.ts";
import {
  distributionById,
  familyEntry,
  jointById,
  loadDistribution,
} from "../../src/boosting/distributions/index.ts";
import { rowScores } from "../../src/boosting/distributions/row-scores.ts";
import { checkTargets } from "../../src/boosting/distributions/support.ts";
import { createSymmetricSolver } from "../../src/core/linear-algebra.ts";
import { createRandomSource } from "../../src/core/random.ts";

const random = createRandomSource(5, "joint-distributions");
const cases = Object.entries(jointDistributions).flatMap(([id, make]) => {
  const [least, most] = familyEntry(id).targetCounts!;
  const counts = Array.from({ length: most - least + 1 }, (_, n) => least + n);
  return counts.map((count) => ({ name: `${id} of ${count}`, family: make(count) }));
});

/** Seeded internal parameters, all of them legal since they are unconstrained. */
function thetasOf({ parameters }: JointDistribution): Float64Array[] {
  return Array.from({ length: 4 }, (_, i) =>
    Float64Array.from(parameters, (__, k) => 2 * random.uniform(i, k) - 1),
  );
}

function drawOf({ targetCount, draw }: JointDistribution, theta: Float64Array, seed: number): Float64Array {
  const out = new Float64Array(targetCount);
  draw(
    theta,
    0,
    out.map((_, k) => random.uniform(1000 + seed, k)),
    out,
  );
  return out;
}

const rowsOf = (family: JointDistribution, theta: Float64Array) =>
  Array.from({ length: 6 }, (_, seed) => drawOf(family, theta, seed));

function gradientAt(
  rule: Pick<ScoreFormulas<Float64Array>, "gradient">,
  theta: Float64Array,
  y: Float64Array,
) {
  const out = new Float64Array(theta.length);
  rule.gradient(theta, 0, y, out, 0);
  return out;
}

function expectNear(ours: number, theirs: number, tolerance: number, what: string) {
  const limit = tolerance * Math.max(1, Math.abs(theirs));
  expect(Math.abs(ours - theirs), `${what}: ${ours}, ${theirs}`).toBeLessThanOrEqual(limit);
}

function moved(theta: Float64Array, k: number, by: number): Float64Array {
  const result = theta.slice();
  result[k]! += by;
  return result;
}

/** P(Z < z) of the standard normal numbers 0 and plus or minus the root of 3. */
const NODES = [
  { share: 2 / 3, probability: 0.5 },
  { share: 1 / 6, probability: 0.04163225833177518 },
  { share: 1 / 6, probability: 1 - 0.04163225833177518 },
];

/**
 * Points and weights of Gauss and Hermite's rule of three in every direction: means of polynomials up to degree 5 are exact,
 * as products of two gradients are.
 */
function nodes(family: JointDistribution, theta: Float64Array) {
  const { targetCount } = family;
  return Array.from({ length: 3 ** targetCount }, (_, n) => {
    const own = Array.from({ length: targetCount }, (__, k) => NODES[Math.floor(n / 3 ** k) % 3]!);
    const y = new Float64Array(targetCount);
    family.draw(
      theta,
      0,
      Float64Array.from(own, ({ probability }) => probability),
      y,
    );
    return { y, share: own.reduce((product, { share }) => product * share, 1) };
  });
}

describe.each(cases)("joint family: $name", ({ family }) => {
  const [rule] = family.scores;
  const size = family.parameters.length;
  const thetas = thetasOf(family);

  it("has the gradient of its score", () => {
    const step = 1e-5;
    for (const theta of thetas) {
      for (const y of rowsOf(family, theta)) {
        gradientAt(rule!, theta, y).forEach((slope, k) => {
          const rise = rule!.score(moved(theta, k, step), 0, y) - rule!.score(moved(theta, k, -step), 0, y);
          expectNear(slope, rise / (2 * step), 3e-7, `theta ${theta}, y ${y}, ${k}`);
        });
      }
    }
  });

  it("is proper, and its metric is the Fisher information", () => {
    for (const theta of thetas.slice(0, 2)) {
      const metric = new Float64Array(size * size);
      rule!.metric(theta, 0, metric, 0);
      const seen = nodes(family, theta).map(({ y, share }) => ({
        share,
        slope: gradientAt(rule!, theta, y),
      }));
      for (let j = 0; j < size; j++) {
        expectNear(
          seen.reduce((sum, { share, slope }) => sum + share * slope[j]!, 0),
          0,
          1e-9,
          `mean ${j}`,
        );
        for (let k = 0; k < size; k++) {
          const information = seen.reduce((sum, { share, slope }) => sum + share * slope[j]! * slope[k]!, 0);
          expectNear(metric[j * size + k]!, information, 1e-8, `${j} ${k}`);
        }
      }
    }
  });

  it("gives the natural gradient in closed form that its metric gives", () => {
    const solver = createSymmetricSolver(size);
    for (const theta of thetas) {
      for (const y of rowsOf(family, theta)) {
        const solved = gradientAt(rule!, theta, y);
        const metric = new Float64Array(size * size);
        rule!.metric(theta, 0, metric, 0);
        expect(solver.solve(metric, solved, 0)).toBe(true);
        const closed = new Float64Array(size);
        rule!.natural!(theta, 0, y, closed, 0);
        closed.forEach((value, k) => {
          expectNear(value, solved[k]!, 1e-10, `theta ${theta}, y ${y}, ${k}`);
        });
      }
    }
  });

  it("starts from the weighted maximum of the likelihood", () => {
    const count = family.targetCount;
    const values = new Float64Array(40 * count);
    for (let row = 0; row < 40; row++) values.set(drawOf(family, thetas[0]!, row), row * count);
    const weights = Float32Array.from({ length: 40 }, (_, row) => row % 3);
    const start = family.fit({ values, outputCount: count }, weights);
    const pull = new Float64Array(size);
    for (let row = 0; row < 40; row++) {
      const slope = gradientAt(rule!, start, values.subarray(row * count, (row + 1) * count));
      for (let k = 0; k < size; k++) pull[k]! += weights[row]! * slope[k]!;
    }
    for (const slope of pull) expect(Math.abs(slope)).toBeLessThan(1e-9);
  });

  it("starts even from targets that are constant, or follow from one another", () => {
    const count = family.targetCount;
    for (const of of [() => 3, (row: number) => row, (row: number, k: number) => 1e6 * row * (k + 1)]) {
      const values = Float64Array.from({ length: 20 * count }, (_, at) =>
        of(Math.floor(at / count), at % count),
      );
      expect(family.fit({ values, outputCount: count }, undefined).every(Number.isFinite)).toBe(true);
    }
  });

  it("has marginals, means, covariances and draws that belong together", () => {
    const { targetCount: count, marginal, marginalTheta } = family;
    const one = distributionById(marginal);
    for (const theta of thetas.slice(0, 2)) {
      const covariance = new Float64Array(count * count);
      family.covariance(theta, 0, covariance);
      const points = nodes(family, theta);
      for (let j = 0; j < count; j++) {
        const own = Float64Array.from(marginalTheta(theta, 0, j));
        expectNear(one.mean(own, 0), theta[j]!, 1e-12, `mean ${j}`);
        expectNear(one.variance(own, 0), covariance[j * count + j]!, 1e-12, `variance ${j}`);
        for (let k = 0; k < count; k++) {
          const seen = points.reduce(
            (sum, { y, share }) => sum + share * (y[j]! - theta[j]!) * (y[k]! - theta[k]!),
            0,
          );
          expectNear(covariance[j * count + k]!, seen, 1e-9, `${j} ${k}`);
        }
      }
      const shifted = Float64Array.of(9, 8, ...theta);
      expect(marginalTheta(shifted, 2, 0)).toEqual(marginalTheta(theta, 0, 0));
    }
  });

  it("holds in its regions the share of draws that they are of", () => {
    const theta = thetas[1]!;
    const edges = Array.from({ length: 4000 }, (_, seed) =>
      family.regionOf(theta, 0, drawOf(family, theta, seed)),
    );
    for (const level of [0.1, 0.5, 0.9]) {
      expectNear(edges.filter((edge) => edge <= level).length / 4000, level, 0.02, `${level}`);
    }
  });

  it("comes back from wherever a line search may look", () => {
    const y = new Float64Array(family.targetCount).fill(1);
    const out = new Float64Array(size * size);
    for (const value of [-800, -40, 0, 40, 800]) {
      const theta = new Float64Array(size).fill(value);
      expect(rule!.score(theta, 0, y)).toBeTypeOf("number");
      rule!.gradient(theta, 0, y, out, 0);
      rule!.metric(theta, 0, out, 0);
      rule!.natural!(theta, 0, y, out, 0);
    }
  });

  it("scores rows of a matrix, each with its own targets", () => {
    const count = family.targetCount;
    const [first, second] = rowsOf(family, thetas[0]!) as [Float64Array, Float64Array];
    const values = Float64Array.of(...first, ...second);
    const rows = rowScores(rule!, { values, outputCount: count }, false);
    expect(rows.score(thetas[1]!, 0, 1)).toBe(rule!.score(thetas[1]!, 0, second));
    const natural = new Float64Array(size);
    rule!.natural!(thetas[1]!, 0, first, natural, 0);
    const ours = new Float64Array(size);
    rows.natural!(thetas[1]!, 0, 0, ours);
    expect(ours).toEqual(natural);
  });

  it("stands in the catalogue as it is, and refuses what is no number", async () => {
    const { id, label, tasks, defaultMetric, targetCount } = family;
    const entry = familyEntry(id);
    expect(entry).toMatchObject({ id, label, tasks, defaultMetric });
    expect(entry.scores).toEqual(family.scores.map((score) => ({ id: score.id, label: score.label })));
    expect(entry.parameterCount(0, targetCount)).toBe(size);
    await loadDistribution(id);
    expect(jointById(id, targetCount).parameters).toEqual(family.parameters);
    const values = new Float64Array(2 * targetCount);
    values[targetCount + 1] = Number.NaN;
    expect(() => checkTargets(family, { values, outputCount: targetCount })).toThrow(
      expect.objectContaining({ code: "data.target-invalid", facts: { row: 1, value: "NaN" } }),
    );
  });
});

/** By NumPy 2 and SciPy 1.17: multivariate_normal, chi2, and the Cholesky factor of the inverse covariance. */
describe("golden values of a normal distribution of three targets", () => {
  const family = jointDistributions["multivariate-normal"]!(3);
  const theta = Float64Array.of(0.4, -1.2, 2, 0.3, -0.7, -0.2, 0.5, 1.1, 0.6);
  const y = Float64Array.of(1, -2, 2.5);

  it("density, covariance and region", () => {
    expect(family.negativeLogLikelihood(theta, 0, y)).toBeCloseTo(3.789403862885406, 12);
    expect(family.regionOf(theta, 0, y)).toBeCloseTo(0.6746932268136456, 12);
    const covariance = new Float64Array(9);
    family.covariance(theta, 0, covariance);
    const golden = [
      [1.2929820859344971, 1.2054539367139336, -0.32141456071040464],
      [1.2054539367139336, 2.0355127442231087, -0.4046673852885866],
      [-0.32141456071040464, -0.4046673852885867, 0.30119421191220214],
    ].flat();
    golden.forEach((value, at) => {
      expect(covariance[at]).toBeCloseTo(value, 12);
    });
  });

  it("weighted start", () => {
    const rows = [
      [1, 2, 0.5],
      [2, 1.5, 3],
      [0.2, 4, 1],
      [3, 3, -1],
      [1.5, 0, 2.2],
      [2.2, 1, 0.1],
    ];
    const values = Float64Array.from(rows.flat());
    const golden = [
      2.01, 2, 0.69, 0.334809295287626, 0.3393020319418529, -0.009444225982046375, 0.5326252826994201,
      0.38118761392689426, -0.4020982421676201,
    ];
    const start = family.fit({ values, outputCount: 3 }, Float32Array.of(1, 2, 1, 3, 1, 2));
    golden.forEach((value, at) => {
      expect(start[at]).toBeCloseTo(value, 12);
    });
  });

  it("of NGBoost 0.5.11: a little is added to the diagonal", () => {
    const { original, score } = family.scores[0]!;
    expect(original!.score!(theta, 0, y)).not.toBe(score(theta, 0, y));
    expect(original!.score!(theta, 0, y)).toBeCloseTo(score(theta, 0, y), 5);
    const exact = gradientAt(family.scores[0]!, theta, y);
    gradientAt({ gradient: original!.gradient! }, theta, y).forEach((slope, k) => {
      expect(slope).toBeCloseTo(exact[k]!, 4);
    });
  });
});
