import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { metricEntry } from "../../src/boosting/metrics/catalogue.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Table } from "../../src/core/table.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { sourceCards } from "../../src/data/sources/cards.ts";
import { sourceById, sources } from "../../src/data/sources/index.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import { rolesOf, type Source } from "../../src/data/sources/source.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { dataOfSource, metricsFor, setupOfSource } from "../../src/store/starting-experiment.ts";
import { cellsOf, readBytes } from "./read-fixture.ts";
import "../../src/data/sources/extract-samples.mjs";

const made = async (id: string, values = {}) => {
  const make = await loadMaker(id);
  if (make === null) throw new Error(`${id} is not made`);
  return make(values);
};
const sampleOf = async (id: string) => {
  const source = sourceById(id);
  if (source.kind !== "sample") throw new Error(`${id} is made up`);
  const bytes = readFileSync(new URL(`../../public/${source.path}`, import.meta.url));
  return (await readBytes(Uint8Array.from(bytes))).table;
};
const numbers = (table: Table, name: string) => {
  const column = table.columns.find((other) => other.name === name);
  return column?.kind === "number" ? Array.from(column.values) : [];
};
const counts = (table: Table, name: string) => {
  const [, cells] = cellsOf(table).find(([other]) => other === name)!;
  const counted: { [text: string]: number } = {};
  for (const cell of cells) counted[String(cell)] = (counted[String(cell)] ?? 0) + 1;
  return counted;
};

describe("real tables", () => {
  it.each([
    ["boston", 506, 15, "cmedv", null, "477cde26a2fff45ddd9bf5999e60ca7c5827fc0aa26d3a2bc1d79d27a324003e"],
    [
      "bank",
      4521,
      17,
      "y",
      { no: 4000, yes: 521 },
      "f7bdc2c702081c930067216282631d8e868503ce110ab5296997ad19c261a011",
    ],
    [
      "bird-strikes",
      10_000,
      14,
      "damage",
      { no: 8939, yes: 1061 },
      "628f10af2e1ac12dbb3303127b60e22a20659a17b29ce1fe17261ea21bb7311c",
    ],
    [
      "weather",
      2922,
      7,
      "weather",
      { drizzle: 111, fog: 139, rain: 1087, snow: 119, sun: 1466 },
      "083042aeff9beb3f4eab4139edcf64aaaa7553fb52d6c9c3ff961aad1162915b",
    ],
  ] as const)("%s", async (id, rows, columns, target, classes, fingerprint) => {
    const table = await sampleOf(id);
    expect([table.rowCount, table.columns.length]).toEqual([rows, columns]);
    if (classes !== null) expect(counts(table, target)).toEqual(classes);
    expect(fingerprintTable(table)).toBe(fingerprint);
  });
});

describe("made-up tables", () => {
  it.each([
    ["shapes", { shape: "circles" }, "96a79f267134f7ee6a79524285ebd658600c5172088c868e4cdd280cee2c8b5c"],
    [
      "shapes",
      { shape: "spirals", classes: 3, turns: 1 },
      "b73ddc9770bd3fdf37129e1e0be07bc2eee2d26cea98c4e305df2996d72dc853",
    ],
    ["shapes", { shape: "xor" }, "414d5c5ad42c73d45a164803c069f16b6f3153b3ceba3026a324d4b84c313b4b"],
    ["friedman", { number: "2" }, "db101010e54a3f4ac608665e226dfe2e51cfe741f67429b9b37410455d90c1f2"],
    ["friedman", { number: "3" }, "f92e43be972af33c87615298d6ad77b6930d6e60abd08356a9e6799fd482ae0f"],
    ["hastie-10-2", {}, "8e9a939b2933e5c1d2742fa8a39205d84a509e8fc25d26c033677889a54acfab"],
    ["piecewise-steps", {}, "cd51eeb6d59548dee5facc593e53bc15ef49e7b15123dba7ecda3edb186a4398"],
    ["noisy-labels", {}, "fef8973265a9650fa67aee800f0c58c9980d3b3e7c73be88f7ea16d3bbf311e3"],
    ["fairness-toy", {}, "d4c41310f8638971b18c64dadafe51fbf0c5358048497c3698ba56110ddbd8a0"],
    ["ranking-toy", {}, "44d0622f6b76dfc8dd4f75e899d22c8977c574c31950a4f796014c62a62ecc2c"],
    [
      "shapes",
      { noise_columns: 2, missing: 0.2, missing_how: "by-value" },
      "23cd54127e067aaf12d5eaa7152ce922afc2c75989b1bb8067f2003eb15e5dde",
    ],
  ])("%s %j has the same bits everywhere", async (id, values, fingerprint) => {
    expect(fingerprintTable(await made(id, values))).toBe(fingerprint);
  });

  it("are under their retired names what they are under the new ones", async () => {
    for (const [old, id] of [
      ["two-moons", "shapes"],
      ["friedman-1", "friedman"],
      ["ranking-toy", "ranking-queries"],
    ] as const) {
      const values = { n: 77, noise: 0.4, seed: 9 };
      expect(fingerprintTable(await made(id, values))).toBe(fingerprintTable(await made(old, values)));
    }
  });

  it("follow their formulas without noise", async () => {
    const circles = await made("shapes", { shape: "circles", noise: 0 });
    const [x1, x2, circle] = ["x1", "x2", "class"].map((name) => numbers(circles, name));
    circle!.forEach((label, row) => {
      expect(Math.hypot(x1![row]!, x2![row]!)).toBeCloseTo(label === 0 ? 1 : 0.5, 5);
    });
    const xor = await made("shapes", { shape: "xor", noise: 0 });
    numbers(xor, "class").forEach((label, row) => {
      expect(label).toBe(numbers(xor, "x1")[row]! * numbers(xor, "x2")[row]! > 0 ? 1 : 0);
    });
    for (const number of ["2", "3"]) {
      const table = await made("friedman", { number, noise: 0, n: 50 });
      numbers(table, "y").forEach((y, row) => {
        const [a, b, c, d] = ["x1", "x2", "x3", "x4"].map((name) => numbers(table, name)[row]!);
        const reactance = b! * c! - 1 / (b! * d!);
        expect(y).toBeCloseTo(number === "2" ? Math.hypot(a!, reactance) : Math.atan(reactance / a!), 8);
      });
    }
    const hastie = await made("hastie-10-2", { n: 200 });
    numbers(hastie, "class").forEach((label, row) => {
      const sum = hastie.columns
        .slice(0, 10)
        .reduce((total, { name }) => total + numbers(hastie, name)[row]! ** 2, 0);
      expect(label).toBe(sum > 9.34 ? 1 : 0);
    });
    const steps = await made("piecewise-steps", { noise: 0 });
    const level = (x: number) => (x < 2 ? 1 : x < 3.5 ? 3 : x < 6 ? -1 : x < 8 ? 2 : 0);
    numbers(steps, "y").forEach((y, row) => {
      expect(y).toBe(level(numbers(steps, "x")[row]!));
    });
  });

  it("flip, hold back and grade as they say", async () => {
    const noisy = await made("noisy-labels", { n: 20_000, noise: 0.25 });
    const flipped = numbers(noisy, "flipped").reduce((sum, flag) => sum + flag, 0);
    expect(flipped / 20_000).toBeCloseTo(0.25, 1);
    const fair = await made("fairness-toy", { n: 20_000, bias: 0.5 });
    const [truth, label] = [numbers(fair, "truth"), numbers(fair, "label")];
    const groups = cellsOf(fair).find(([name]) => name === "group")![1];
    const heldBack = truth.filter((value, row) => value === 1 && label[row] === 0);
    expect(truth.every((value, row) => value === 1 || label[row] === 0)).toBe(true);
    expect(truth.every((value, row) => groups[row] === "B" || value === label[row])).toBe(true);
    const deserving = truth.filter((value, row) => value === 1 && groups[row] === "B").length;
    expect(heldBack.length / deserving).toBeCloseTo(0.5, 1);
    const grades = counts(await made("ranking-toy", { n: 200 }), "grade");
    expect(Object.keys(grades).sort()).toEqual(["0", "1", "2", "3", "4"]);
    expect(Math.max(...Object.values(grades)) / Math.min(...Object.values(grades))).toBeLessThan(1.5);
  });

  it("lose cells and gain columns by their knobs", async () => {
    const table = await made("piecewise-steps", { n: 4000, noise_columns: 3, missing: 0.3 });
    expect(table.columns.map(({ name }) => name)).toEqual(["x", "noise1", "noise2", "noise3", "y"]);
    const lost = numbers(table, "x").filter(Number.isNaN).length;
    expect(lost / 4000).toBeCloseTo(0.3, 1);
    expect(numbers(table, "y").some(Number.isNaN)).toBe(false);
  });
});

describe("every data set", () => {
  it("is one of fifteen, with a card", () => {
    expect(sources).toHaveLength(15);
    expect(Object.keys(sourceCards).sort()).toEqual(sources.map(({ id }) => id).sort());
    for (const card of Object.values(sourceCards))
      for (const text of Object.values(card)) expect(text.length).toBeGreaterThan(5);
  });

  it.each(sources.map((source) => [source.id, source] as const))("%s can be learnt", async (_, source) => {
    const table = source.kind === "generated" ? await made(source.id) : await sampleOf(source.id);
    const [first, last] = await lossOf(source, table);
    expect(last).toBeLessThan(first * 0.97);
  });

  it("has more classes with more spirals", () => {
    expect(rolesOf(sourceById("shapes"), { shape: "spirals", classes: 4 }).task).toBe("multiclass");
    expect(rolesOf(sourceById("shapes"), {}).task).toBe("binary");
  });
});

/** The test loss of the constant and after 20 rounds. */
async function lossOf(source: Source, table: Table): Promise<[number, number]> {
  const setup = { ...setupOfSource(source, 1), data: dataOfSource(source, {}) };
  const metric = metricsFor(setup.task)[0]!;
  const run = { ...defaultRun("gbdt", setup.task), rounds: 20, values: { learning_rate: 0.1, max_depth: 3 } };
  const experiment = { ...setup, runs: [run], metrics: [metric] };
  const host = { now: () => 0, pause: () => undefined, stopped: false };
  const losses: number[] = [];
  const context = { backend: jsBackend, host, recording: "every-round" } as const;
  for await (const event of runExperiment(experiment, { table }, context)) {
    if (event.kind === "round") losses.push(event.round.metrics[2]!);
  }
  // what is to be large counts by what is missing to 1
  const { direction } = metricEntry(metric);
  const lossAt = (round: number) => (direction === "lower" ? losses.at(round)! : 1 - losses.at(round)!);
  return [lossAt(0), lossAt(-1)];
}
