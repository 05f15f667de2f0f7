import { describe, expect, it } from "vitest";
import { bestProcess, expectedImprovement, fitProcess } from "../../src/analysis/tuning/gaussian-process.ts";
import { logLossWeights, squaredErrorWeights } from "../../src/boosting/stack-weights.ts";
import reference from "./tuning-reference.json" with { type: "json" };

describe("a Gaussian process against scikit-learn", () => {
  it.each(reference.processes)("$points.length points, scales $scales, noise $noise", (line) => {
    const process = fitProcess(line.points, line.values, { scales: line.scales, noise: line.noise })!;
    expect(process.logLikelihood).toBeCloseTo(line.logLikelihood, 10);
    line.at.forEach((point, n) => {
      const belief = process.at(point);
      expect(belief.mean).toBeCloseTo(line.mean[n]!, 10);
      expect(belief.deviation).toBeCloseTo(line.deviation[n]!, 10);
      const improvement = expectedImprovement(belief, Math.min(...line.values));
      expect(improvement).toBeCloseTo(line.improvement[n]!, 10);
    });
  });

  it("expects no improvement where nothing is open, and all of it where it is sure", () => {
    expect(expectedImprovement({ mean: 2, deviation: 0 }, 1)).toBe(0);
    expect(expectedImprovement({ mean: 0.5, deviation: 0 }, 1)).toBe(0.5);
  });

  it("finds which coordinate matters", () => {
    const points = Array.from({ length: 20 }, (_, n) => [(n * 0.37) % 1, (n * 0.61) % 1]);
    const values = points.map(([x]) => Math.sin(6 * x!));
    const { scales } = bestProcess(points, values, [0, 1])!.settings;
    expect(scales[1]! / scales[0]!).toBeGreaterThan(3);
  });

  it("says nothing but the mean where all values are alike", () => {
    const process = bestProcess([[0], [1]], [3, 3], [0])!;
    expect(process.at([0.5]).mean).toBe(3);
  });
});

describe("stacking against SciPy", () => {
  it.each(reference.nonNegative)("weights $weights", ({ columns, target, weights }) => {
    const ours = squaredErrorWeights(
      columns.map((column) => Float64Array.from(column)),
      Float64Array.from(target),
    );
    ours.forEach((weight, n) => {
      expect(Math.abs(weight - weights[n]!)).toBeLessThan(1e-8);
    });
  });

  it("gives the same model twice one weight in all", () => {
    const column = Float64Array.of(1, 2, 3);
    const weights = squaredErrorWeights([column, column, column], Float64Array.of(1, 2, 3.5));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    expect(sum).toBeCloseTo(15.5 / 14, 10);
    expect([...weights].filter((weight) => weight > 0)).toHaveLength(1);
  });

  it("mixes probabilities with the least log loss", () => {
    const { ofTruth, weights, loss } = reference.mixture;
    const ours = logLossWeights(ofTruth.map((column) => Float64Array.from(column)));
    ours.forEach((weight, n) => {
      expect(Math.abs(weight - weights[n]!)).toBeLessThan(1e-4);
    });
    expect(ours.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    const rows = ofTruth[0]!.map((_, row) => ofTruth.reduce((sum, p, k) => sum + p[row]! * ours[k]!, 0));
    expect(-rows.reduce((sum, p) => sum + Math.log(p), 0) / rows.length).toBeLessThan(loss + 1e-8);
  });
});
