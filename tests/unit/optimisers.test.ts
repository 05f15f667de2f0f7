import { describe, expect, it } from "vitest";
import { optimiserById, optimisers } from "../../src/boosting/learners/net/optimisers/index.ts";
import type { TensorShape } from "../../src/boosting/learners/net/optimisers/optimiser.ts";
import { scalarRules, type Tensors, tensorRules } from "./optimiser-references.ts";
import { gradientsOf, made, walk } from "./optimiser-walk.ts";

function expectClose(found: readonly (readonly number[])[], wanted: readonly (readonly number[])[]) {
  expect(found).toHaveLength(wanted.length);
  found.forEach((list, step) => {
    list.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted[step]![i]!, 11);
    });
  });
}

describe("one weight from 1 along 0.1, -0.3, 0.2, 0.5", () => {
  it.each([
    ["adam", 0.999, 0.99949419, 0.9994754, 0.99900076],
    ["adamw", 0.999, 0.99949419, 0.9994754, 0.99900076],
    ["amsgrad", 0.999, 0.99949419, 0.9994754, 0.99900076],
    ["adabelief", 0.99888889, 0.99942197, 0.99940213, 0.99888386],
    ["adabound", 0.999, 0.99949419, 0.9994754, 0.99900077],
    ["amsbound", 0.999, 0.99949419, 0.9994754, 0.99900077],
    ["adamod", 0.999999, 1.00000159, 1.00000144, 0.99999381],
    ["lion", 0.9999, 1, 0.9999, 0.9998],
    ["novograd", 0.99, 1.0083543, 1.00765994, 0.96856678],
  ])("%s", (id, ...wanted) => {
    const found = walk(optimiserById(id), Float64Array.of(1), [[0.1], [-0.3], [0.2], [0.5]]);
    found.forEach(([weight], step) => {
      expect(Math.abs(weight! - wanted[step]!)).toBeLessThan(1e-8);
    });
  });
});

/** torch 1.13.1, float64: weights after steps 2, 4 and 6, first without decay, then with 0.1. */
const torch = {
  sgd: [
    [
      [1.0011, -2.00345],
      [0.9958910000000001, -2.0069945],
      [0.99117171, -2.013415545],
    ],
    [
      [0.998202, -1.9976515],
      [0.9868554506020001, -1.9889101369514999],
      [0.9734156817327831, -1.977822763271936],
    ],
  ],
  adam: [
    [
      [0.9994941899112006, -2.0018610460143162],
      [0.9990007626484607, -2.002701518321348],
      [0.9985904097149921, -2.003574024444007],
    ],
    [
      [0.9990528815555435, -1.9986003324533197],
      [0.997934475923538, -1.9971038164213857],
      [0.9969728872373371, -1.9957749447704554],
    ],
  ],
  adamw: [
    [
      [0.9994941899112006, -2.0018610460143162],
      [0.9990007626484607, -2.002701518321348],
      [0.9985904097149921, -2.003574024444007],
    ],
    [
      [0.9992942999111907, -2.0014609660143363],
      [0.9986010256601808, -2.001901099583654],
      [0.997991002625457, -2.0023732140149386],
    ],
  ],
  amsgrad: [
    [
      [0.9994941899112006, -2.0018610460143162],
      [0.9990007626484607, -2.002701185442525],
      [0.99859061035449, -2.0035736915651836],
    ],
    [
      [0.9990528815555435, -1.9986003324533197],
      [0.997934475923538, -1.9971038164213857],
      [0.9969728872373371, -1.9957749447704554],
    ],
  ],
};

describe("torch takes the same steps", () => {
  it.each(Object.entries(torch))("%s", (id, [plain, decayed]) => {
    const gradients = [0.1, -0.3, 0.2, 0.5, 0, -0.4].map((g) => [g, -0.5 * g + 0.1]);
    for (const [decay, wanted] of [[0, plain!] as const, [0.1, decayed!] as const]) {
      const found = walk(optimiserById(id), Float64Array.of(1, -2), gradients, { decay });
      expectClose([found[1]!, found[3]!, found[5]!], wanted);
    }
  });
});

describe("rules that take each weight alone", () => {
  it.each(Object.entries(scalarRules))("%s is its recurrence", (id, rule) => {
    const optimiser = optimiserById(id);
    const gradients = gradientsOf(40, 3);
    for (const decay of [0, 0.05]) {
      const found = walk(optimiser, Float64Array.of(1, -2, 0.5), gradients, { decay });
      const wanted = [1, -2, 0.5].map((start, i) =>
        rule(
          start,
          gradients.map((gradient) => gradient[i]!),
          optimiser.defaultRate!,
          decay,
        ),
      );
      expectClose(
        found,
        gradients.map((_, step) => wanted.map((weights) => weights[step]!)),
      );
    }
  });

  it("AMSBound differs from AdaBound once gradients fade", () => {
    const gradients = Array.from({ length: 40 }, (_, step) => [step < 5 ? 0.5 : 0.01]);
    const [bound, ams] = ["adabound", "amsbound"].map((id) =>
      walk(optimiserById(id), Float64Array.of(1), gradients),
    );
    expect(ams![39]![0]).not.toBe(bound![39]![0]);
    expect(ams![39]![0]).toBeCloseTo(scalarRules.amsbound!(1, gradients.flat(), 0.001, 0)[39]!, 11);
  });
});

describe("rules that see a tensor's shape", () => {
  const shapes: TensorShape[] = [
    { at: 0, rows: 2, columns: 3 },
    { at: 6, rows: 1, columns: 2 },
    { at: 8, rows: 3, columns: 2 },
  ];
  const nested = (flat: readonly number[]): Tensors =>
    shapes.map(({ at, rows, columns }) =>
      Array.from({ length: rows }, (_, row) => flat.slice(at + row * columns, at + (row + 1) * columns)),
    );
  const start = Array.from({ length: 14 }, (_, i) => made(99, i, 2));

  it.each(Object.entries(tensorRules))("%s is its naive form", (id, rule) => {
    const optimiser = optimiserById(id);
    const gradients = gradientsOf(12, 14).map((gradient, step) =>
      gradient.map((g) => g * (step % 4 === 1 ? 4 : 1)),
    );
    for (const decay of [0, 0.05]) {
      const found = walk(optimiser, Float64Array.from(start), gradients, { shapes, decay });
      const wanted = rule(nested(start), gradients.map(nested), optimiser.defaultRate ?? Number.NaN, decay);
      expectClose(
        found,
        wanted.map((tensors) => tensors.flat(2)),
      );
    }
  });
});

describe("SWATS", () => {
  it("is Adam while the projected rate wanders", () => {
    const [found, wanted] = ["swats", "adam"].map((id) =>
      walk(optimiserById(id), Float64Array.of(1, -2), gradientsOf(30, 2)).flat(),
    );
    // Their eps stand before and after the correction of the bias.
    found!.forEach((weight, i) => {
      expect(weight).toBeCloseTo(wanted![i]!, 6);
    });
  });

  it("goes on as SGD with Adam's rate along the gradient", () => {
    // A constant gradient of 0.5: Adam steps by its rate, which SGD reaches with a rate of 0.001 / 0.5. The second step
    // sees that it is stable; the velocity begins at 0 and (1 - 0.9) 0.002 (0.5, then 0.95) is taken off.
    const found = walk(optimiserById("swats"), Float64Array.of(1), [[0.5], [0.5], [0.5], [0.5]]).flat();
    [0.999, 0.998, 0.9979, 0.99771].forEach((wanted, step) => {
      expect(found[step]).toBeCloseTo(wanted, 7);
    });
  });
});

describe("SANIA", () => {
  // (g1, g2) = (1, 0.1), loss 0.2. In step 1 both rules have B = (1, max(0.01, 0.1)): s = (1, 1), q = 1.1,
  // a = 1 - sqrt(1 - 0.4 / 1.1). In step 2 Adam's B is the same, AdaGrad's (2, 0.1): s = (0.5, 1), q = 0.6.
  const first = 1 - Math.sqrt(1 - 0.4 / 1.1);
  const second = 1 - Math.sqrt(1 - 0.4 / 0.6);
  const twice = [
    [1, 0.1],
    [1, 0.1],
  ];

  it("goes as far as the loss allows", () => {
    expectClose(walk(optimiserById("sania-adam"), Float64Array.of(1, 1), twice, { loss: 0.2 }), [
      [1 - first, 1 - first],
      [1 - 2 * first, 1 - 2 * first],
    ]);
    expectClose(walk(optimiserById("sania-adagrad"), Float64Array.of(1, 1), twice, { loss: 0.2 }), [
      [1 - first, 1 - first],
      [1 - first - 0.5 * second, 1 - first - second],
    ]);
  });

  it.each(["sania-adam", "sania-adagrad"])("%s takes whole steps at most, none below a loss of 0", (id) => {
    expectClose(walk(optimiserById(id), Float64Array.of(1, 1), twice.slice(1), { loss: 7 }), [[0, 0]]);
    expectClose(walk(optimiserById(id), Float64Array.of(1, 1), twice, { loss: -7 }), [
      [1, 1],
      [1, 1],
    ]);
  });

  it("counts the penalty of decay in the loss", () => {
    // g = 0.3 + 0.1 = 0.4 with B = 0.16, loss 0.1 + 0.05: q = 1.
    const found = walk(optimiserById("sania-adam"), Float64Array.of(1), [[0.3]], { loss: 0.1, decay: 0.1 });
    expectClose(found, [[1 - (1 - Math.sqrt(0.7)) * 2.5]]);
  });
});

describe("Adafactor", () => {
  it("leaves 0 by steps of a smallest size", () => {
    // u = g / |g|, then 0.001 (the floor of the size) x 0.01; next the size is still below the floor.
    expectClose(walk(optimiserById("adafactor"), Float64Array.of(0), [[2], [2]]), [[-1e-5], [-2e-5]]);
  });
});

describe("the list", () => {
  it("knows its entries by their ids alone", () => {
    for (const optimiser of optimisers) expect(optimiserById(optimiser.id)).toBe(optimiser);
    expect(new Set(optimisers.map(({ id }) => id)).size).toBe(optimisers.length);
    expect(() => optimiserById("adan")).toThrowError(
      expect.objectContaining({ code: "spec.unknown-id", facts: { path: "optimizer", value: "adan" } }),
    );
  });
});
