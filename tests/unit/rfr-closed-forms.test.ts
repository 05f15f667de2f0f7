import { describe, expect, it } from "vitest";
import {
  type ClassRows,
  classResiduals,
  lossAlong,
  searchLength,
} from "../../src/boosting/engines/rfrboost/cross-entropy.ts";
import { fitResidual, fitSquaredStep, LINE_RIDGE } from "../../src/boosting/engines/rfrboost/fit-step.ts";
import { fitLogisticTop, fitRidgeTop, logisticLoss } from "../../src/boosting/engines/rfrboost/fit-top.ts";
import type { FeatureMoments } from "../../src/boosting/engines/rfrboost/measure-features.ts";
import { drawIid, drawSwim } from "../../src/boosting/learners/random-features/draw-features.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { quietHost } from "./rfr-fixture.ts";

const ROWS = 60;
const source = createRandomSource(11, "closed forms");
const drawn = (part: string, length: number) => {
  const random = source.fork(part);
  return Float64Array.from({ length }, (_, i) => 2 * random.uniform(i) - 1);
};

/** Weighted moments of features and residuals, by their definition. */
function momentsOf(
  f: Float64Array,
  r: Float64Array,
  features: number,
  weights: Float64Array,
): FeatureMoments {
  const outputs = r.length / ROWS;
  const moments = {
    features,
    outputs,
    rows: ROWS,
    gram: new Float64Array(features * features),
    sums: new Float64Array(features),
    cross: new Float64Array(features * outputs),
    residualSums: new Float64Array(outputs),
  };
  for (let n = 0; n < ROWS; n++) {
    const w = weights[n]!;
    for (let i = 0; i < features; i++) {
      const x = w * f[n * features + i]!;
      moments.sums[i]! += x;
      for (let j = 0; j < features; j++) moments.gram[i * features + j]! += x * f[n * features + j]!;
      for (let k = 0; k < outputs; k++) moments.cross[i * outputs + k]! += x * r[n * outputs + k]!;
    }
    for (let k = 0; k < outputs; k++) moments.residualSums[k]! += w * r[n * outputs + k]!;
  }
  return moments;
}

/** Central differences of a function at a point. */
function slopes(of: (point: Float64Array) => number, at: Float64Array): number[] {
  const h = 1e-5;
  return Array.from(at, (_, i) => {
    const moved = (way: number) => of(at.map((value, j) => (i === j ? value + way : value)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));
const meanOne = (() => {
  const raw = drawn("weights", ROWS).map((value) => value + 1.5);
  const mean = raw.reduce((sum, value) => sum + value, 0) / ROWS;
  return raw.map((value) => value / mean);
})();

describe("steps below a linear top model", () => {
  const D = 4;
  const top = drawn("top", D);
  const r = drawn("r", ROWS);
  const weights = meanOne;
  const squares = r.reduce((sum, value, n) => sum + weights[n]! * value * value, 0);
  const wish = (ridge: number) => ({ ridge, residualSquares: squares });

  /** Weighted mean of (r - F step w - shift w)^2. */
  function error(f: Float64Array, p: number, step: Float64Array, shift = new Float64Array(D)): number {
    let sum = 0;
    for (let n = 0; n < ROWS; n++) {
      let left = r[n]!;
      for (let d = 0; d < D; d++) {
        let moved = shift[d]!;
        for (let i = 0; i < p; i++) moved += f[n * p + i]! * step[i * D + d]!;
        left -= moved * top[d]!;
      }
      sum += weights[n]! * left * left;
    }
    return sum / ROWS;
  }
  const norm2 = (values: Float64Array) => values.reduce((sum, value) => sum + value * value, 0);

  it("dense: minimises ||r - F Delta w||^2 / N + l2 ||Delta||^2", async () => {
    const p = 6;
    const f = drawn("dense", ROWS * p);
    const { step } = (await fitSquaredStep(
      "greedy_dense",
      momentsOf(f, r, p, weights),
      top,
      wish(0.03),
      quietHost,
    ))!;
    const objective = (delta: Float64Array) => error(f, p, delta) + 0.03 * norm2(delta);
    expect(largest(slopes(objective, step))).toBeLessThan(1e-9);
    expect(norm2(step)).toBeGreaterThan(1e-3);
  });

  it("diagonal: minimises the same over a diagonal Delta", async () => {
    const f = drawn("diagonal", ROWS * D);
    const { step } = (await fitSquaredStep(
      "greedy_diagonal",
      momentsOf(f, r, D, weights),
      top,
      wish(0.02),
      quietHost,
    ))!;
    const diagonal = (delta: Float64Array) => {
      const matrix = new Float64Array(D * D);
      delta.forEach((value, i) => {
        matrix[i * D + i] = value;
      });
      return matrix;
    };
    const found = Float64Array.from({ length: D }, (_, i) => step[i * D + i]!);
    expect(step).toEqual(diagonal(found));
    const objective = (delta: Float64Array) => error(f, D, diagonal(delta)) + 0.02 * norm2(delta);
    expect(largest(slopes(objective, found))).toBeLessThan(1e-9);
  });

  it("scalar: minimises the same over one number", async () => {
    const f = drawn("scalar", ROWS * D);
    const { step } = (await fitSquaredStep(
      "greedy_scalar",
      momentsOf(f, r, D, weights),
      top,
      wish(0.02),
      quietHost,
    ))!;
    const identity = (delta: number) =>
      Float64Array.from({ length: D * D }, (_, at) => (at % (D + 1) === 0 ? delta : 0));
    expect(step).toEqual(identity(step[0]!));
    const objective = ([delta]: Float64Array) => error(f, D, identity(delta!)) + 0.02 * delta! * delta!;
    expect(largest(slopes(objective, step.slice(0, 1)))).toBeLessThan(1e-9);
  });

  it("gradient: a ridge fit of the normalised gradient, and the length of least error along it", async () => {
    const p = 5;
    const f = drawn("gradient", ROWS * p);
    const moments = momentsOf(f, r, p, weights);
    const gradientNorm = Math.sqrt((norm2(top) * squares) / ROWS);
    const { step, shift } = (await fitSquaredStep("gradient", moments, top, wish(0.05), quietHost))!;
    const fit = (await fitResidual(moments, 0.05, quietHost))!;
    const ridged = (point: Float64Array) => {
      let sum = 0.05 * norm2(point.slice(0, p));
      for (let n = 0; n < ROWS; n++) {
        let left = r[n]! - point[p]!;
        for (let i = 0; i < p; i++) left -= f[n * p + i]! * point[i]!;
        sum += (weights[n]! * left * left) / ROWS;
      }
      return sum;
    };
    expect(largest(slopes(ridged, Float64Array.of(...fit.coefficients, ...fit.offsets)))).toBeLessThan(1e-9);
    // The step is the fit times w', over the gradient's norm, times the length.
    const direction = step.map(
      (_, at) => (fit.coefficients[Math.floor(at / D)]! * top[at % D]!) / gradientNorm,
    );
    const way = shift.map((_, d) => (fit.offsets[0]! * top[d]!) / gradientNorm);
    const length = step[0]! / direction[0]!;
    step.forEach((value, at) => {
      expect(value).toBeCloseTo(length * direction[at]!, 12);
    });
    const along = ([a]: Float64Array) =>
      error(
        f,
        p,
        direction.map((value) => a! * value),
        way.map((value) => a! * value),
      ) +
      LINE_RIDGE * a! * a!;
    expect(largest(slopes(along, Float64Array.of(length)))).toBeLessThan(1e-9);
  });

  it("a ridge of 0 is 0: plain least squares, and a singular system is still solved", async () => {
    const p = 3;
    const f = drawn("plain", ROWS * p).map((value, at) => (at % p === 2 ? 0 : value));
    const { step } = (await fitSquaredStep(
      "greedy_dense",
      momentsOf(f, r, p, weights),
      top,
      wish(0),
      quietHost,
    ))!;
    expect(largest(slopes((delta) => error(f, p, delta), step))).toBeLessThan(1e-9);
    expect(step.every(Number.isFinite)).toBe(true);
  });
});

describe("top models", () => {
  const width = 3;
  const stride = 4;
  const memory = Float32Array.from(drawn("phi", ROWS * stride));
  const rows = { memory, at: 0, stride, width, rowCount: ROWS, weights: meanOne };

  it("ridge: the gradient of mean (y - Phi w - b)^2 + l2 |w|^2 is 0", async () => {
    const y = drawn("y", ROWS);
    const { weights, biases } = (await fitRidgeTop(rows, y, 0.1, quietHost))!;
    const objective = (point: Float64Array) => {
      let sum = 0;
      for (let n = 0; n < ROWS; n++) {
        let left = y[n]! - point[width]!;
        for (let d = 0; d < width; d++) left -= memory[n * stride + d]! * point[d]!;
        sum += (meanOne[n]! * left * left) / ROWS;
      }
      for (let d = 0; d < width; d++) sum += 0.1 * point[d]! ** 2;
      return sum;
    };
    expect(largest(slopes(objective, Float64Array.of(...weights, ...biases)))).toBeLessThan(1e-6);
  });

  it.each([1, 3])("logistic, %i logits: gradient by differences, and its end", async (outputs) => {
    const classes: ClassRows = {
      labels: drawn("labels", ROWS).map((value) => Math.floor(((value + 1) / 2) * Math.max(2, outputs))),
      weights: meanOne,
      outputs,
    };
    const base = drawn("base", outputs);
    const loss = logisticLoss(rows, classes, base, 0.02);
    const point = drawn("point", (width + 1) * outputs);
    const gradient = new Float64Array(point.length);
    loss(point, gradient);
    const unused = new Float64Array(point.length);
    slopes((at) => loss(at, unused), point).forEach((slope, i) => {
      expect(gradient[i]).toBeCloseTo(slope, 8);
    });
    const top = (await fitLogisticTop(rows, classes, base, 0.02, null, quietHost))!;
    loss(Float64Array.of(...top.weights, ...top.biases), gradient);
    expect(largest([...gradient])).toBeLessThan(1e-4);
  });
});

describe("line search of cross-entropy", () => {
  it.each([1, 4])("slope and curve by differences, %i logits; the end has slope 0", (outputs) => {
    const classes: ClassRows = {
      labels: drawn("line labels", ROWS).map((value) => Math.floor(((value + 1) / 2) * Math.max(2, outputs))),
      weights: meanOne,
      outputs,
    };
    const logits = drawn("logits", ROWS * outputs);
    const z = drawn("z", ROWS * outputs);
    const at = (a: number) => lossAlong(classes, logits, z, a);
    const h = 1e-5;
    expect(at(0.3).slope).toBeCloseTo((at(0.3 + h).loss - at(0.3 - h).loss) / (2 * h), 8);
    expect(at(0.3).curve).toBeCloseTo((at(0.3 + h).slope - at(0.3 - h).slope) / (2 * h), 8);
    const a = searchLength(classes, logits, z, 1e-3, () => false);
    expect(at(a).slope + 2e-3 * a).toBeCloseTo(0, 7);
    // At a = 0 the slope is minus the weighted mean of residual times z.
    const residuals = classResiduals(classes, logits);
    const mean =
      residuals.reduce((sum, value, i) => sum + meanOne[Math.floor(i / outputs)]! * value * z[i]!, 0) / ROWS;
    expect(at(0).slope).toBeCloseTo(-mean, 12);
  });
});

describe("random features", () => {
  const inputs = 3;
  const values = Float32Array.from(drawn("rows", ROWS * inputs));
  const labels = drawn("swim labels", ROWS);
  const rows = {
    values,
    at: 0,
    stride: inputs,
    inputs,
    rowCount: ROWS,
    labelDistance: (left: number, right: number) => Math.abs(labels[left]! - labels[right]!),
  };

  it("SWIM: every feature is -c before its tanh at one row and +c at another", async () => {
    const c = 0.7;
    const width = 40;
    const { weights, biases } = (await drawSwim(rows, width, c, source, quietHost))!;
    for (let j = 0; j < width; j++) {
      const answers = Array.from({ length: ROWS }, (_, n) => {
        let sum: number = biases[j]!;
        for (let i = 0; i < inputs; i++) sum += values[n * inputs + i]! * weights[i * width + j]!;
        return sum;
      });
      expect(Math.min(...answers.map((value) => Math.abs(value + c)))).toBeLessThan(1e-5);
      expect(Math.min(...answers.map((value) => Math.abs(value - c)))).toBeLessThan(1e-5);
    }
  });

  it("SWIM: pairs come as often as their labels differ over their distance", async () => {
    // One column, labels that jump between two neighbours: nearly all features stand there.
    const steep = {
      ...rows,
      values: Float32Array.from({ length: ROWS }, (_, n) => n),
      stride: 1,
      inputs: 1,
      labelDistance: (left: number, right: number) => Number(left < 30 !== right < 30),
    };
    const width = 400;
    const { weights, biases } = (await drawSwim(steep, width, 0.5, source, quietHost))!;
    const middles = Array.from(weights, (weight, j) => -biases[j]! / weight);
    expect(middles.every((middle) => middle > 14 && middle < 45)).toBe(true);
    expect(middles.filter((middle) => Math.abs(middle - 29.5) < 5).length).toBeGreaterThan(width / 2);
  });

  it("one row, or labels that are all the same, still give features", async () => {
    const alone = (await drawSwim({ ...rows, rowCount: 1 }, 5, 0.5, source, quietHost))!;
    const same = (await drawSwim({ ...rows, labelDistance: () => 0 }, 5, 0.5, source, quietHost))!;
    for (const { weights, biases } of [alone, same]) {
      expect([...weights, ...biases].every(Number.isFinite)).toBe(true);
    }
  });

  it("iid: within scale / sqrt(inputs)", () => {
    const { weights, biases } = drawIid(4, 500, 3, source);
    const all = [...weights, ...biases];
    expect(Math.max(...all)).toBeGreaterThan(1.4);
    expect(largest(all)).toBeLessThan(1.5);
  });
});
