import { describe, expect, it } from "vitest";
import { optimisers } from "../../src/boosting/learners/net/optimisers/index.ts";
import type { FlatList, TensorShape } from "../../src/boosting/learners/net/optimisers/optimiser.ts";
import { tensorRules } from "../unit/optimiser-references.ts";
import { gradientsOf, made, settingsOf, walk } from "../unit/optimiser-walk.ts";

const TENSORS = new Set(Object.keys(tensorRules));

const shapes: TensorShape[] = [
  { at: 0, rows: 2, columns: 3 },
  { at: 6, rows: 1, columns: 4 },
];
const target = Float64Array.from({ length: 10 }, (_, i) => made(7, i));

describe.each(optimisers)("$id", (optimiser) => {
  /** Descends the convex sum of (i + 1) / 20 (w - target)^2; the losses before each step. */
  function descend(steps: number, start: FlatList): number[] {
    const run = optimiser.start(shapes, settingsOf(optimiser));
    const weights = start.slice();
    const gradient = start.slice();
    return Array.from({ length: steps }, () => {
      let loss = 0;
      weights.forEach((weight, i) => {
        gradient[i] = ((i + 1) / 10) * (weight - target[i]!);
        loss += ((i + 1) / 20) * (weight - target[i]!) ** 2;
      });
      run.step(weights, gradient, loss);
      return loss;
    });
  }

  it("descends a convex bowl at its own rate", () => {
    const losses = descend(
      3000,
      Float32Array.from(target, (x, i) => x + (i % 2 ? 0.4 : -0.5)),
    );
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses[2999]!).toBeLessThan(0.8 * losses[0]!);
  });

  it("gives the same bits again", () => {
    const start = Float32Array.from(target, (x) => x + 0.3);
    expect(descend(200, start)).toEqual(descend(200, start));
  });

  it("moves no weight of 0 whose gradient is 0", () => {
    const idle = [0, 3, 7];
    const gradients = gradientsOf(60, 10).map((gradient, step) =>
      gradient.map((g, i) => (step < 2 || idle.includes(i) ? 0 : g)),
    );
    for (const [loss, decay] of [
      [0.3, 0],
      [0, 0.1],
    ] as const) {
      const start = Float32Array.from(target, (x, i) => (idle.includes(i) ? 0 : x));
      const found = walk(optimiser, start, gradients, { shapes, loss, decay });
      expect(found.flat().every(Number.isFinite)).toBe(true);
      for (const weights of found) for (const i of idle) expect(weights[i]).toBe(0);
    }
  });

  it("keeps a net of zeros where it is", () => {
    const still = Array.from({ length: 5 }, () => Array(10).fill(0));
    const found = walk(optimiser, new Float32Array(10), still, { shapes, loss: 0.3, decay: 0.1 });
    expect(found.flat().every((weight) => weight === 0)).toBe(true);
  });

  it("draws weights to 0 by decay", () => {
    const still = Array.from({ length: 20 }, () => Array(10).fill(0));
    const start = Float64Array.from(target, (x) => (x < 0 ? -1 : 1) + x);
    const end = walk(optimiser, start, still, { shapes, loss: 0, decay: 0.1 }).at(-1)!;
    end.forEach((weight, i) => {
      // SANIA may solve for 0 at once.
      expect(weight / start[i]!).toBeGreaterThanOrEqual(0);
      expect(weight / start[i]!).toBeLessThan(1);
    });
  });

  it("does not change the settings or gradients of another run", () => {
    const gradients = gradientsOf(20, 10);
    const start = Float32Array.from(target);
    const alone = walk(optimiser, start, gradients, { shapes });
    const run = optimiser.start(shapes, settingsOf(optimiser));
    const weights = start.slice();
    const together = gradients.map((gradient) => {
      walk(optimiser, start, [gradient], { shapes });
      run.step(weights, Float32Array.from(gradient), 1);
      return Array.from(weights);
    });
    expect(together).toEqual(alone);
  });
});

describe("a rule for single weights", () => {
  it.each(optimisers.filter(({ id }) => !TENSORS.has(id)))(
    "$label does not ask how the list is split",
    (rule) => {
      const gradients = gradientsOf(20, 10);
      const start = Float32Array.from(target);
      expect(walk(rule, start, gradients, { shapes })).toEqual(walk(rule, start, gradients));
    },
  );
});
