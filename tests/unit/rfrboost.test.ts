import { describe, expect, it } from "vitest";
import { rfrboostEngine } from "../../src/boosting/engines/rfrboost/engine.ts";
import { measureFeatures } from "../../src/boosting/engines/rfrboost/measure-features.ts";
import { drawIid } from "../../src/boosting/learners/random-features/draw-features.ts";
import { createFeaturePass } from "../../src/boosting/learners/random-features/feature-pass.ts";
import type { ModelHeader } from "../../src/boosting/model-file.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { createJsNetKernel } from "../../src/compute/js/net-kernel.ts";
import { padded } from "../../src/compute/net-kernel.ts";
import { loadWasmBackend } from "../../src/compute/wasm/wasm-backend.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { madeRows, quietHost, rmse, rowsOf, trainRfr } from "./rfr-fixture.ts";

const wasm = await loadWasmBackend({ build: "simd" });
const small = { representation_features: 24, input_features: 20 };
const wave = madeRows(400, 3, 9, ([a, b, c], noise) => 40 + 9 * (a! + b! * c! + 0.1 * noise));
const names = ["in", "out"];
const ring = madeRows(400, 2, 5, ([a, b], noise) => Number(a! * a! + b! * b! + 0.1 * noise > 1.4), names);
const sectors = madeRows(400, 2, 6, ([a, b]) => (a! * b! > 0.2 ? 2 : Number(a! > 0)), [
  "left",
  "right",
  "corners",
]);

const headerOf = (start: { inputs?: unknown; baseScores: Float64Array }) =>
  ({ inputs: start.inputs, baseScores: [...start.baseScores] }) as unknown as ModelHeader;

describe("RFRBoost learns", () => {
  // The README of the original gives 0.170 and 0.171 in training, 0.247 and 0.248 in testing, and 1.73 for the mean.
  // There y is in its own unit; what is tested depends on a few rows far out, hence several draws.
  it.each(["gradient", "greedy_dense"])("the toy of the original's README, %s", async (block) => {
    let [train, test, mean] = [0, 0, 0];
    const draws = 4;
    for (let seed = 0; seed < draws; seed++) {
      const all = madeRows(2000, 2, 42 + seed, ([a, b], noise) => a! + b! * b! + 0.1 * noise);
      const [known, rest] = [rowsOf(all, 0, 1600), rowsOf(all, 1600, 2000)];
      const values = { block, boost_rate: 0.5, clip: 0, scale_target: false };
      const { scores, start } = await trainRfr(known, { values, watch: [rest], backend: wasm, seed });
      train += rmse(scores[0]!, known) / draws;
      test += rmse(scores[1]!, rest) / draws;
      mean += rmse(new Float64Array(400).fill(start.baseScores[0]!), rest) / draws;
    }
    expect(mean).toBeGreaterThan(1.6);
    expect(train).toBeGreaterThan(0.14);
    expect(train).toBeLessThan(0.2);
    expect(test).toBeGreaterThan(0.15);
    expect(test).toBeLessThan(0.3);
  });

  it.each(["gradient", "greedy_dense", "greedy_diagonal", "greedy_scalar"])(
    "a target in any unit, block by block: %s",
    async (block) => {
      const upscale = block.startsWith("greedy_") ? "swim" : "identity";
      const values = { ...small, block, upscale, hidden_units: 20 };
      const errors: number[] = [];
      for (let rounds = 0; rounds < 4; rounds++) {
        const { scores } = await trainRfr(wave, { values, rounds });
        errors.push(rmse(scores[0]!, wave));
      }
      for (let round = 1; round < 4; round++) expect(errors[round]!).toBeLessThan(errors[round - 1]!);
      expect(errors[3]!).toBeLessThan(0.75 * errors[0]!);
    },
  );

  it.each([
    ["binary:logistic", ring],
    ["multi:softprob", sectors],
  ] as const)("classes with %s", async (objective, data) => {
    const { scores } = await trainRfr(data, { objective, values: small, rounds: 4 });
    const outputs = scores[0]!.length / data.rowCount;
    let right = 0;
    data.target.values.forEach((label, row) => {
      const own = scores[0]!.subarray(row * outputs, (row + 1) * outputs);
      const guess = outputs === 1 ? Number(own[0]! > 0) : own.indexOf(Math.max(...own));
      right += Number(guess === label);
    });
    expect(right / data.rowCount).toBeGreaterThan(0.93);
  });

  it("refuses greedy blocks for classes", async () => {
    const run = trainRfr(ring, { objective: "binary:logistic", values: { block: "greedy_dense" } });
    await expect(run).rejects.toMatchObject({ code: "spec.invalid" });
  });
});

describe("RFRBoost repeats itself", () => {
  const cases = [
    ["squared error", wave, "reg:squarederror", { ...small }],
    [
      "iid, upscaled, added",
      wave,
      "reg:squarederror",
      { ...small, features: "iid", upscale: "iid", hidden_units: 9, add_features: true },
    ],
    ["no features of x", wave, "reg:squarederror", { ...small, input_features: 0, block: "greedy_dense" }],
    ["three classes, frozen top", sectors, "multi:softprob", { ...small, freeze_top: 1 }],
  ] as const;

  it.each(cases)("bit for bit in WASM, %s", async (_, data, objective, values) => {
    const plain = await trainRfr(data, { objective, values });
    const fast = await trainRfr(data, { objective, values, backend: wasm });
    expect(fast.records).toEqual(plain.records);
    expect(fast.scores).toEqual(plain.scores);
  });

  it.each(cases)("from a model, in any split of rows, %s", async (_, data, objective, values) => {
    const { records, scores, start } = await trainRfr(data, { objective, values });
    const score = (rows: typeof data, rounds: number) =>
      rfrboostEngine.rawScores(headerOf(start), records, rows, { kind: "stateAfter", rounds }, jsBackend)
        .values;
    expect(score(data, 3)).toEqual(scores[0]);
    const outputs = scores[0]!.length / data.rowCount;
    for (const [from, to] of [
      [0, 1],
      [1, 130],
      [131, 400],
    ] as const) {
      expect(score(rowsOf(data, from, to), 3)).toEqual(scores[0]!.slice(from * outputs, to * outputs));
    }
    const two = await trainRfr(data, { objective, values, rounds: 2 });
    expect(score(data, 2)).toEqual(two.scores[0]);
    expect(two.records).toEqual(records.slice(0, 2));
  });

  it.each(cases)("from any round on, %s", async (_, data, objective, values) => {
    const whole = await trainRfr(data, { objective, values, watch: [rowsOf(data, 0, 50)] });
    const past = whole.records.slice(0, 2);
    const rest = await trainRfr(data, { objective, values, past, watch: [rowsOf(data, 0, 50)] });
    expect(rest.records).toEqual(whole.records);
    expect(rest.scores).toEqual(whole.scores);
  });

  it("with weights that are all the same as without, and otherwise not", async () => {
    const plain = await trainRfr(wave, { values: small });
    const even = { ...wave, weights: new Float32Array(wave.rowCount).fill(2) };
    expect((await trainRfr(even, { values: small })).records).toEqual(plain.records);
    const low = { ...wave, weights: Float32Array.from(wave.target.values, (y) => (y < 40 ? 9 : 1)) };
    const { scores } = await trainRfr(low, { values: small });
    const below = (all: ArrayLike<number>) =>
      Array.from(all).reduce((sum, score, row) => {
        const y = wave.target.values[row]!;
        return y < 40 ? sum + (score - y) ** 2 : sum;
      }, 0);
    expect(below(scores[0]!)).toBeLessThan(0.9 * below(plain.scores[0]!));
  });

  it("abandons a round when it is stopped, and leaves the scores of the last one", async () => {
    const one = await trainRfr(wave, { values: small, rounds: 1 });
    let breaths = 0;
    let last = Number.POSITIVE_INFINITY;
    const host = {
      now: () => 0,
      pause() {
        breaths++;
        return undefined;
      },
      get stopped() {
        return breaths > last;
      },
    };
    await trainRfr(wave, { values: small, rounds: 1, host });
    const first = breaths;
    breaths = 0;
    await trainRfr(wave, { values: small, rounds: 2, host });
    const second = breaths;
    expect(second).toBeGreaterThan(first + 8);
    for (last = first; last < second; last++) {
      breaths = 0;
      const { records, scores } = await trainRfr(wave, { values: small, rounds: 2, host });
      expect(records).toEqual(one.records);
      expect(scores).toEqual(one.scores);
    }
  });
});

it("moments of features are their definitions, weighted too", async () => {
  const [rowCount, inputs, width, outputs] = [300, 3, 5, 2];
  const random = createRandomSource(8, "moments");
  const kernel = createJsNetKernel();
  const stride = padded(inputs);
  const place = (part: number) => {
    const at = kernel.allocate(rowCount * stride);
    const memory = kernel.memory();
    for (let r = 0; r < rowCount; r++)
      for (let i = 0; i < inputs; i++) memory[at + r * stride + i] = random.uniform(part, r, i) - 0.5;
    return { at, stride };
  };
  const set = { inputs: place(0), representation: place(1), rowCount, scores: new Float64Array(0) };
  const values = Float64Array.from({ length: rowCount * outputs }, (_, i) => random.uniform(2, i) - 0.5);
  const weights = Float64Array.from({ length: rowCount }, (_, r) => 0.5 + random.uniform(3, r));
  const block = {
    ofRepresentation: drawIid(inputs, width, 2, random.fork("a")),
    ofInputs: drawIid(inputs, width, 2, random.fork("b")),
  };
  for (const areAdded of [false, true]) {
    const pass = createFeaturePass(kernel, { ...block, areAdded });
    const moments = (await measureFeatures(kernel, quietHost, pass, set, { values, outputs, weights }))!;
    const features = areAdded ? width : 2 * width;
    const plain = Array.from({ length: rowCount }, (_, row) => {
      const of = (kind: typeof block.ofInputs, { at }: { at: number }) =>
        Array.from({ length: width }, (_, j) => {
          let sum: number = kind.biases[j]!;
          for (let i = 0; i < inputs; i++)
            sum += kernel.memory()[at + row * stride + i]! * kind.weights[i * width + j]!;
          return Math.tanh(sum);
        });
      const own = of(block.ofRepresentation, set.representation);
      const other = of(block.ofInputs, set.inputs);
      return areAdded ? own.map((value, j) => value + other[j]!) : [...own, ...other];
    });
    const sum = (term: (row: number) => number) =>
      Array.from(weights).reduce((total, weight, row) => total + weight * term(row), 0);
    for (let i = 0; i < features; i++) {
      expect(moments.sums[i]).toBeCloseTo(
        sum((row) => plain[row]![i]!),
        4,
      );
      for (let j = i; j < features; j++)
        expect(moments.gram[i * features + j]).toBeCloseTo(
          sum((row) => plain[row]![i]! * plain[row]![j]!),
          4,
        );
      for (let k = 0; k < outputs; k++)
        expect(moments.cross[i * outputs + k]).toBeCloseTo(
          sum((row) => plain[row]![i]! * values[row * outputs + k]!),
          4,
        );
    }
    expect(moments.residualSums[1]).toBeCloseTo(
      sum((row) => values[row * outputs + 1]!),
      9,
    );
  }
});
