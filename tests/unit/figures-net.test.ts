import { describe, expect, it } from "vitest";
import { createChainReader } from "../../src/analysis/chain-reader.ts";
import { stateAfter } from "../../src/boosting/learners/net/net-states.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { linkWidth, netFigure } from "../../src/figures/net-figure.ts";
import { evenly, inputNames, sampleRows } from "../../src/figures/net-inputs.ts";
import { netPlaces, nodesThatFit } from "../../src/figures/net-layout.ts";
import { netScene, strongest } from "../../src/figures/net-scene.ts";
import { netTable } from "../../src/figures/net-tables.ts";
import { netSentence, unitSentence } from "../../src/figures/net-text.ts";
import { vectorCells } from "../../src/figures/net-vectors.ts";
import { categorical, followedRows, numeric, runStart } from "./figures-fixture.ts";
import { netOf, plainInput, type RecordedNets, recordedNets } from "./net-fixture.ts";

const size = { width: 358, height: 200 };
const limits = { features: 12, handed: 12, hidden: 12, output: 0 };
const line = { kind: "line", feature: 0, x: Float32Array.from({ length: 256 }, (_, i) => i / 255) } as const;
const followed = followedRows([numeric("x", [0, 0.25, 0.5, 1])], [1, 2, 3, 4]);

function readingOf(weights: readonly (readonly number[])[], hidden = [3]) {
  const sample = sampleRows(runStart(followed, undefined, line), 1);
  const net = netOf({ hidden }, weights);
  return { sample, reading: createChainReader(plainInput, sample).read([net]) };
}

function recordsTo({ rounds }: RecordedNets, round: number): RoundRecord[] {
  return rounds.slice(1, round + 1).flatMap(({ record }) => (record === null ? [] : [record]));
}

describe("a net that is looked into", () => {
  it("adds what the recording says it added, at every point of the probe", async () => {
    const nets = await recordedNets({
      boost_rate_mode: "shrinkage",
      boost_rate: 0.5,
      corrective_step: "off",
    });
    const { start, rounds } = nets;
    const sample = sampleRows(start, 4);
    const reader = createChainReader(start.header.inputs!, sample);
    for (const round of [1, 2, 5, 3]) {
      const reading = reader.readAfter(recordsTo(nets, round));
      expect(reader.readAfter(recordsTo(nets, round))).toBe(reading);
      const before = rounds[round - 1]!;
      const after = rounds[round]!;
      const points = evenly(after.probeScores!.length, 128);
      for (const n of [0, 50, 127]) {
        const added = after.probeScores![points[n]!]! - before.probeScores![points[n]!]!;
        expect(0.5 * reading.outputs[n]!).toBeCloseTo(added, 4);
      }
      expect(0.5 * reading.outputs[sample.drawn]!).toBeCloseTo(after.scores[4]! - before.scores[4]!, 4);
    }
  });

  it("is the sum of what its layers say, batch norms folded in", async () => {
    const nets = await recordedNets({ hidden_layers: 2, batch_norm: true }, ["c"]);
    const sample = sampleRows(nets.start, -1);
    expect(sample.kind).toBe("grid");
    const reader = createChainReader(nets.start.header.inputs!, sample);
    const reading = reader.read(stateAfter(recordsTo(nets, 5)).nets);
    const [last] = reading.layers.slice(-1);
    const answers = reading.answers[1]!;
    for (const row of [0, 77, 250]) {
      let sum = last!.bias[0]!;
      for (let j = 0; j < 3; j++) sum += last!.weights[j]! * answers[row * 3 + j]!;
      expect(reading.outputs[row]).toBeCloseTo(sum, 4);
    }
  });
});

describe("a net of embedded categories", () => {
  it("adds what the recording says it added, and shows each vector by its categories", async () => {
    const nets = await recordedNets(
      { categories: "embedded", embedding_size: 2, boost_rate_mode: "shrinkage", corrective_step: "off" },
      [],
    );
    const { start, rounds } = nets;
    const { features } = start.followed;
    const inputs = start.header.inputs!;
    const sample = sampleRows(start, 4);
    for (const round of [1, 4]) {
      const reading = createChainReader(inputs, sample).readAfter(recordsTo(nets, round));
      const added = rounds[round]!.scores[4]! - rounds[round - 1]!.scores[4]!;
      expect(reading.outputs[sample.drawn]!).toBeCloseTo(added, 4);
    }
    const names = inputNames(inputs, features);
    expect(names).toEqual(["a", "b", "c, vector 1", "c, vector 2"]);
    const { nets: all } = stateAfter(recordsTo(nets, 4));
    const net = all[3]!;
    const cells = vectorCells(inputs, features, net);
    expect(cells.map(({ categories, coordinate }) => [categories, coordinate])).toEqual([
      ["no", "c, vector 1"],
      ["no", "c, vector 2"],
      ["yes", "c, vector 1"],
      ["yes", "c, vector 2"],
    ]);
    expect(cells.map(({ value }) => value)).toEqual(Array.from(net.parameters.slice(-4)));
    const reading = { net, layers: createChainReader(inputs, sample).read(all).layers };
    const { lines } = netTable({ reading, round: 4, names, vectors: cells, outputs: [""] });
    expect(lines[3]).toEqual(["vector", "yes", "c, vector 2", net.parameters.at(-1)]);
    expect(lines[4]!.slice(0, 3)).toEqual([1, "a", "unit 1"]);
  });
});

describe("what of a net is drawn", () => {
  it("has lines as wide as weights, and none under 8 % of the largest", () => {
    const { reading } = readingOf([
      [2, -1, 0.15],
      [1, -0.5, 0.07],
    ]);
    const { links } = netScene(reading, limits);
    expect(links[0]!.map(({ to, share }) => [to, share])).toEqual([
      [0, 1],
      [1, 0.5],
    ]);
    expect(links[1]!.map(({ from, weight }) => [from, weight])).toEqual([
      [0, 1],
      [1, -0.5],
    ]);
    expect([linkWidth(0, false), linkWidth(1, false), linkWidth(0, true), linkWidth(1, true)]).toEqual([
      0.4, 3.4, 0.6, 4.6,
    ]);
  });

  it("is the twelve that count most, in their order, and how many are smaller", () => {
    const values = Float64Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 100 - i : i));
    expect(strongest(values, 0, 20, 99)).toEqual({
      shown: [0, 2, 4, 6, 8, 10, 12, 14, 16, 17, 18, 19],
      smaller: 8,
    });
    const { reading, sample } = readingOf(
      [Array.from({ length: 32 }, () => 1), Array.from({ length: 32 }, (_, j) => (j < 20 ? 0.5 : 1))],
      [32],
    );
    const figure = netFigure({ reading, sample, names: ["x"], output: 0, size: { width: 358, height: 400 } });
    expect(figure.units.map(({ unit }) => unit)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);
    expect(figure.notes.map(({ text }) => text)).toEqual(["+ 20 smaller"]);
  });

  it("fits into the panel, in columns or the last layer alone", () => {
    const fit = nodesThatFit(150, { features: 8, handed: 16 });
    expect(fit.features * 22 + fit.handed * 12 + 22).toBeLessThanOrEqual(150);
    expect(fit.features).toBeGreaterThan(1);
    expect(fit.handed).toBeGreaterThan(1);
    const layout = (width: number) =>
      netPlaces({
        size: { width, height: 180 },
        featureTexts: ["x"],
        dots: 6,
        hidden: [6, 6, 6],
        hasNotes: false,
        isMap: false,
      });
    const wide = layout(358);
    expect([wide.isWhole, wide.hidden.length]).toEqual([true, 3]);
    for (const box of [...wide.features, ...wide.hidden.flat()]) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(180);
      expect(box.x + box.width).toBeLessThan(wide.sum.x - wide.sum.radius);
    }
    const narrow = layout(240);
    expect([narrow.isWhole, narrow.hidden.length, narrow.dots.length]).toEqual([false, 1, 0]);
  });

  it("shows units as curves, maps or bars, with the marked row in each", async () => {
    const { reading, sample } = readingOf([
      [2, -1, 0.15],
      [1, -0.5, 0.07],
    ]);
    const [first] = netFigure({ reading, sample, names: ["x"], output: 0, size }).units;
    expect(first!.picture.curve.startsWith("M")).toBe(true);
    const { box, picture } = first!;
    expect(picture.mark!.x).toBeCloseTo(box.x + 2 + 0.25 * (box.width - 4), 1);
    const nets = await recordedNets({}, ["c"]);
    const grid = sampleRows(nets.start, 3);
    const map = netFigure({
      reading: createChainReader(nets.start.header.inputs!, grid).read(stateAfter(recordsTo(nets, 2)).nets),
      sample: grid,
      names: ["a", "b"],
      output: 0,
      size,
    });
    expect(map.units.every(({ picture: { cells, curve } }) => cells.length > 0 && curve === "")).toBe(true);
    expect(map.places.dots).toHaveLength(3);
    const mixed = await recordedNets({}, []);
    const rows = sampleRows(mixed.start, 3);
    expect(rows.kind).toBe("rows");
    const names = inputNames(mixed.start.header.inputs!, mixed.start.followed.features);
    expect(names).toEqual(["a", "b", "c: no", "c: yes"]);
    const bars = netFigure({
      reading: createChainReader(mixed.start.header.inputs!, rows).read(stateAfter(recordsTo(mixed, 1)).nets),
      sample: rows,
      names,
      output: 0,
      size,
    });
    expect(bars.units.every(({ picture: { bars, mark } }) => bars !== "" && mark !== null)).toBe(true);
    expect(bars.sum).not.toBeNaN();
  });

  it("takes at most 256 training rows, evenly", () => {
    const count = 2000;
    const column = categorical(
      "k",
      ["p", "q"],
      Array.from({ length: count }, (_, i) => i % 2),
    );
    const start = runStart(followedRows([column], new Array<number>(count).fill(0)));
    expect(sampleRows(start, -1).rowCount).toBe(256);
    expect(sampleRows(start, 7).rowCount).toBe(257);
  });
});

describe("a net in words and numbers", () => {
  it("says what it is, and what a unit is fed by and counts", () => {
    const { reading, sample } = readingOf([
      [2, -1, 0.15],
      [1, -0.5, 0.07],
    ]);
    const figure = netFigure({ reading, sample, names: ["x"], output: 0, size });
    expect(netSentence({ figure, reading, round: 1, row: 11 })).toMatch(
      /^Net 1: 1 input, 3 hidden units, Σ \+0\.59 for row 11\.$/,
    );
    const told = unitSentence({ key: "0 1", reading, sample, names: ["x"], round: 1, row: 11, output: 0 });
    expect(told).toBe("unit 2: −1.00 from x, counts −0.50 in Σ, answers −0.24 for row 11");
  });

  it("lists each weight and bias with its ends", async () => {
    const nets = await recordedNets();
    const reader = createChainReader(nets.start.header.inputs!, sampleRows(nets.start, -1));
    const reading = reader.read(stateAfter(recordsTo(nets, 2)).nets);
    const { columns, lines } = netTable({ reading, round: 2, names: ["a"], vectors: [], outputs: [""] });
    expect(columns).toEqual(["layer", "from", "to", "weight"]);
    expect(lines).toHaveLength((1 + 3 + 1) * 3 + 3 + 1);
    expect(lines[0]!.slice(0, 3)).toEqual([1, "a", "unit 1"]);
    expect(lines[3]!.slice(0, 3)).toEqual([1, "net 1, unit 1", "unit 1"]);
    expect(lines.at(-1)!.slice(0, 3)).toEqual(["Σ", "bias", "Σ"]);
  });
});
