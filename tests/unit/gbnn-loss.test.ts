import { describe, expect, it } from "vitest";
import { fitUnits, startOfUnits } from "../../src/boosting/engines/gbnn/fit-units.ts";
import { createUnitLoss, type UnitRows } from "../../src/boosting/engines/gbnn/unit-loss.ts";
import { type NetShape, netLayout } from "../../src/boosting/learners/net/net.ts";
import { createRandomSource } from "../../src/core/random.ts";

const ROWS = 30;

function shapeOf(units: number, outputs: number): NetShape {
  return { inputs: 3, handedOn: 0, hidden: [units], outputs, activation: "logistic", batchNorm: false };
}

/** x[i, j] = (7 i + 11 j mod 13) / 6 - 1 and y[i, k] = (5 i + 3 k mod 11) / 5 - 1 + (k + 1) x[i, 0]. */
function rowsOf(outputs: number, weights: Float64Array | null = null): UnitRows {
  const x = (i: number, j: number) => ((i * 7 + j * 11) % 13) / 6 - 1;
  return {
    rowCount: ROWS,
    stride: 4,
    inputs: Float32Array.from({ length: 4 * ROWS }, (_, cell) => (cell % 4 < 3 ? x(cell >> 2, cell % 4) : 0)),
    targets: Float64Array.from({ length: ROWS * outputs }, (_, cell) => {
      const [i, k] = [Math.floor(cell / outputs), cell % outputs];
      return ((i * 5 + k * 3) % 11) / 5 - 1 + x(i, 0) * (k + 1);
    }),
    weights,
  };
}

const pointOf = (shape: NetShape) =>
  Float64Array.from({ length: netLayout(shape).parameterCount }, (_, i) => (((i * 3) % 7) - 3) / 5);

/** Of MLPRegressor's _backprop (scikit-learn 1.2.1), alpha = 1: its loss and gradient. */
const SKLEARN = {
  1: {
    loss: 0.16675247511168484,
    gradient: [
      -0.02, -0.015741492162, 0.02, -0.00691321818, 0.013333333333, -0.016960642437, 0, 0.006938172219,
      0.041209501708, 0.039938538479, 0.050049804352,
    ],
  },
  2: {
    loss: 0.9462351448197738,
    gradient: [
      -0.124803625647, -0.073134620083, 0.015373481339, 0.005734643277, 0.078673443844, 0.034171929298,
      0.079230165332, 0.084747128778, -0.219560188664, 0.664396668851, -0.161466951095, 0.242326337626,
      -0.432979564414, 0.81612315256,
    ],
  },
} as const;

describe("the loss that units are fitted by", () => {
  it.each([1, 2] as const)("has the value and the gradient of MLPRegressor with %d outputs", (outputs) => {
    const shape = shapeOf(2, outputs);
    const point = pointOf(shape);
    const gradient = new Float64Array(point.length);
    const value = createUnitLoss(shape, rowsOf(outputs), 1)(point, gradient);
    const weights = point.filter((_, i) => i < 6 || (i >= 8 && i < 8 + 2 * outputs));
    const penalty = weights.reduce((sum, w) => sum + w * w, 0) / (2 * ROWS);
    // Its reported loss takes the mean over outputs, its gradient the sum.
    expect((value - penalty) / outputs + penalty).toBeCloseTo(SKLEARN[outputs].loss, 6);
    SKLEARN[outputs].gradient.forEach((wanted, i) => {
      expect(gradient[i]).toBeCloseTo(wanted, 6);
    });
  });

  it.each([
    [1, 1],
    [3, 1],
    [2, 3],
  ])("has the gradient of differences: %d units, %d outputs, weighted rows", (units, outputs) => {
    const shape = shapeOf(units, outputs);
    const weights = Float64Array.from({ length: ROWS }, (_, i) => (i % 4) / 2);
    const loss = createUnitLoss(shape, rowsOf(outputs, weights), 0.3);
    const point = pointOf(shape);
    const gradient = new Float64Array(point.length);
    loss(point, gradient);
    const aside = new Float64Array(point.length);
    point.forEach((value, i) => {
      const at = (x: number) => loss(point.with(i, x), aside);
      expect(gradient[i]).toBeCloseTo((at(value + 1e-5) - at(value - 1e-5)) / 2e-5, 8);
    });
  });

  it("is lowered to what scipy 1.10.1 finds from the same start", async () => {
    const shape = shapeOf(2, 1);
    const values = { penalty: 1, maxIterations: 1000, gradientTolerance: 1e-10 };
    const net = await fitUnits(shape, rowsOf(1), pointOf(shape), values, {
      pause: () => undefined,
      stopped: false,
    });
    const found = Float64Array.from(net!.parameters);
    const value = createUnitLoss(shape, rowsOf(1), 1)(found, new Float64Array(found.length));
    expect(value).toBeCloseTo(0.14102643868182152, 6);
  });
});

describe("the start of units", () => {
  it("is uniform in +-sqrt(2 / (from + to)) in each layer, another one each round", () => {
    const shape = shapeOf(200, 2);
    const random = createRandomSource(3, "start");
    const start = startOfUnits(shape, random, 1);
    const bound = [Math.sqrt(2 / 203), Math.sqrt(2 / 202)];
    netLayout(shape).layers.forEach(({ weights, from, to }, layer) => {
      const part = start.slice(weights, weights + from * to + to).map(Math.abs);
      expect(Math.max(...part)).toBeLessThanOrEqual(bound[layer]!);
      expect(Math.max(...part)).toBeGreaterThan(bound[layer]! * 0.97);
    });
    expect(startOfUnits(shape, random, 2)).not.toEqual(start);
    expect(startOfUnits(shape, random, 1)).toEqual(start);
  });
});
