import { describe, expect, it } from "vitest";
import { loadEmbeddings } from "../../src/boosting/learners/net/embeddings/index.ts";
import { initialNet } from "../../src/boosting/learners/net/initial-net.ts";
import {
  type EmbeddingShape,
  embeddingsOf,
  type Net,
  netLayout,
  penultimateWidth,
} from "../../src/boosting/learners/net/net.ts";
import { createNetPass, readMoments } from "../../src/boosting/learners/net/net-pass.ts";
import { trainingRooms } from "../../src/boosting/learners/net/net-room.ts";
import { createJsNetKernel } from "../../src/compute/js/net-kernel.ts";
import { type Activation, activationIds, type NetKernel, padded } from "../../src/compute/net-kernel.ts";
import { compileNets } from "../../src/compute/wasm/wasm-net-kernel.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { plainPass } from "./plain-net.ts";

await loadEmbeddings();

const ROWS = 37;
const random = createRandomSource(5, "net-pass");

interface Case {
  readonly activation: Activation;
  readonly hidden: readonly number[];
  readonly batchNorm: boolean;
  readonly handedOn: number;
  readonly outputs: number;
  readonly embeddings?: readonly EmbeddingShape[];
}

const EMBEDDINGS: readonly EmbeddingShape[] = [
  { entries: 5, size: 3 },
  { entries: 9, size: 2 },
];

const cases: readonly Case[] = [
  ...activationIds.map((activation) => ({
    activation,
    hidden: [6, 5],
    batchNorm: true,
    handedOn: 3,
    outputs: 1,
  })),
  { activation: "leaky_relu", hidden: [4], batchNorm: true, handedOn: 5, outputs: 2 },
  { activation: "tanh", hidden: [7, 6, 9], batchNorm: true, handedOn: 4, outputs: 3 },
  { activation: "silu", hidden: [5, 5], batchNorm: false, handedOn: 6, outputs: 1 },
  { activation: "logistic", hidden: [3], batchNorm: false, handedOn: 0, outputs: 1 },
  { activation: "leaky_relu", hidden: [19, 21], batchNorm: true, handedOn: 3, outputs: 1 },
  { activation: "tanh", hidden: [5, 4], batchNorm: true, handedOn: 3, outputs: 1, embeddings: EMBEDDINGS },
  { activation: "silu", hidden: [6], batchNorm: false, handedOn: 0, outputs: 2, embeddings: EMBEDDINGS },
];

function matrix(rows: number, columns: number, purpose: number): number[][] {
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, i) => Math.fround(3 * random.uniform(purpose, r, i) - 1)),
  );
}

function netOf({ embeddings = [], ...given }: Case): Net {
  const inputs = embeddings.reduce((count, { size }) => count + size, 4);
  const shape = { inputs, ...given, ...(embeddings.length > 0 && { embeddings }) };
  const net = initialNet(shape, random.fork("start"), 1);
  // Scales of 1 and shifts of 0 would hide mistakes.
  const parameters = net.parameters.map((value, i) => value + 0.3 * random.uniform(9, i) - 0.1);
  return { ...net, parameters };
}

function place(kernel: NetKernel, rows: readonly (readonly number[])[]) {
  const columns = rows[0]!.length;
  const stride = padded(columns);
  const at = kernel.allocate(rows.length * stride);
  rows.forEach((row, r) => {
    kernel.memory().set(row, at + r * stride);
  });
  const moments = { mean: new Float64Array(columns), variance: new Float64Array(columns) };
  readMoments(kernel, at, columns, rows.length, moments);
  return { at, stride, moments };
}

function read(kernel: NetKernel, at: number, columns: number): number[][] {
  const stride = padded(columns);
  return Array.from({ length: ROWS }, (_, r) =>
    Array.from(kernel.memory().subarray(at + r * stride, at + r * stride + columns)),
  );
}

/** A pass forward and back on a kernel, with a loss of sum c output + sum d penultimate. */
function run(kernel: NetKernel, net: Net, data: ReturnType<typeof dataOf>) {
  const pass = createNetPass(kernel, net, ROWS, trainingRooms(kernel, [net], ROWS)[0]!);
  const batch = {
    inputs: place(kernel, data.inputs),
    before: data.handed === null ? null : place(kernel, data.handed),
    rows: ROWS,
    parameters: net.parameters,
    statistics: net.statistics.slice(),
    fillMask: null,
    step: 0,
    wantsMoments: true,
  };
  pass.forward(batch);
  const outputs = read(kernel, pass.outputs, net.outputs);
  const penultimate = read(kernel, pass.penultimate, penultimateWidth(net));
  data.c.forEach((row, r) => {
    kernel.memory().set(row, pass.outputs + r * padded(net.outputs));
  });
  const gradient = new Float32Array(net.parameters.length);
  pass.backward(batch, gradient, place(kernel, data.d).at);
  const handedGradient =
    data.handed === null ? null : read(kernel, pass.backwardHanded(batch, gradient), net.handedOn);
  return { outputs, penultimate, gradient, handedGradient, statistics: batch.statistics };
}

function dataOf(net: Net) {
  return {
    inputs: matrix(ROWS, 4, 1).map((row, r) => [
      ...row,
      // The last entry has no row.
      ...embeddingsOf(net).map(({ entries }, at) => Math.floor((entries - 1) * random.uniform(6, r, at))),
    ]),
    handed: net.handedOn > 0 ? matrix(ROWS, net.handedOn, 2) : null,
    c: matrix(ROWS, net.outputs, 3),
    d: matrix(ROWS, penultimateWidth(net), 4),
  };
}

const dot = (left: readonly (readonly number[])[], right: readonly (readonly number[])[]) =>
  left.reduce((sum, row, r) => sum + row.reduce((part, value, i) => part + value * right[r]![i]!, 0), 0);

/** Central differences of a function of many numbers, each moved in place. */
function differences(x: { [i: number]: number }, count: number, value: () => number): number[] {
  const step = 1e-6;
  return Array.from({ length: count }, (_, i) => {
    const held = x[i]!;
    x[i] = held + step;
    const more = value();
    x[i] = held - step;
    const less = value();
    x[i] = held;
    return (more - less) / (2 * step);
  });
}

const largest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

describe.each(cases)("a net of $hidden with $activation, handed $handedOn", (shape) => {
  const net = netOf(shape);
  const data = dataOf(net);
  const parameters = Float64Array.from(net.parameters);
  const loss = () => {
    const { outputs, penultimate } = plainPass(net, parameters, data.inputs, data.handed);
    return dot(outputs, data.c) + dot(penultimate, data.d);
  };
  const own = run(createJsNetKernel(), net, data);

  it("gives what its definition gives", () => {
    const plain = plainPass(net, parameters, data.inputs, data.handed);
    own.outputs.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(plain.outputs.flat()[i]!, 4);
    });
    own.penultimate.flat().forEach((value, i) => {
      expect(value).toBeCloseTo(plain.penultimate.flat()[i]!, 4);
    });
  });

  it("has the gradient of central differences, for parameters and for what it was handed", () => {
    const wanted = differences(parameters, parameters.length, loss);
    const scale = largest(wanted);
    wanted.forEach((value, i) => {
      expect(Math.abs(own.gradient[i]! - value) / scale).toBeLessThan(2e-5);
    });
    if (data.handed === null) return;
    data.handed.forEach((row, r) => {
      const ofRow = differences(row, row.length, loss);
      ofRow.forEach((value, i) => {
        expect(Math.abs(own.handedGradient![r]![i]! - value)).toBeLessThan(2e-5 * scale);
      });
    });
  });

  it("has the same bits in WASM", async () => {
    expect(run((await compileNets())(), net, data)).toEqual(own);
  });

  it("has means and unbiased variances of the first batch as running ones", () => {
    const places = netLayout(net).layers.at(-2)!;
    if (places.mean < 0 || shape.hidden.length > 1) return;
    const x = [...data.inputs.map((row, r) => [...row, ...data.handed![r]!])];
    for (let i = 0; i < places.from; i++) {
      const column = x.map((row) => row[i]!);
      const mean = column.reduce((sum, value) => sum + value, 0) / ROWS;
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (ROWS - 1);
      expect(own.statistics[places.mean + i]).toBeCloseTo(mean, 5);
      expect(own.statistics[places.variance + i]).toBeCloseTo(variance, 5);
    }
  });
});

describe("a layer's size", () => {
  it("is that of its tensors, one after the other", () => {
    for (const shape of cases) {
      const { tensors, parameterCount, layers } = netLayout(netOf(shape));
      let at = 0;
      for (const tensor of tensors) {
        expect(tensor.at).toBe(at);
        at += tensor.rows * tensor.columns;
      }
      expect(at).toBe(parameterCount);
      expect(layers.length).toBe(shape.hidden.length + 1);
    }
  });
});
