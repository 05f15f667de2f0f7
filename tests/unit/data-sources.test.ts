import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../src/core/sha256.ts";
import type { Table } from "../../src/core/table.ts";
import { makeSourceTable } from "../../src/data/data-session.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { makeEncoder } from "../../src/data/make-encoder.ts";
import { readTable } from "../../src/data/read-table.ts";
import { sourceCards } from "../../src/data/sources/cards.ts";
import { sourceById, sources } from "../../src/data/sources/index.ts";
import { loadMaker } from "../../src/data/sources/makers.ts";
import type { Maker } from "../../src/data/sources/source.ts";
import { suggestRoles } from "../../src/data/suggest-roles.ts";
import "../../src/data/sources/extract-samples.mjs";

const sampleBytes = (path: string) =>
  Uint8Array.from(readFileSync(new URL(`../../public/${path}`, import.meta.url)));

async function makerOf(id: string): Promise<Maker> {
  const make = await loadMaker(id);
  if (make === null) throw new Error(`${id} is not made`);
  return make;
}

async function tableOf(id: string): Promise<Table> {
  const source = sourceById(id);
  if (source.kind === "generated") return (await makerOf(id))({});
  const bytes = sampleBytes(source.path);
  const { table } = await readTable(async function* () {
    yield bytes;
  });
  return table;
}

const numbersOf = (table: Table, name: string): Float64Array => {
  const column = table.columns.find((candidate) => candidate.name === name);
  return column?.kind === "number" ? column.values : new Float64Array(0);
};

const countsOf = (table: Table, name: string) => {
  const counts: { [text: string]: number } = {};
  const column = table.columns.find((candidate) => candidate.name === name)!;
  if (column.kind === "text") {
    for (const code of column.codes) {
      const text = code < 0 ? "missing" : column.dictionary[code]!;
      counts[text] = (counts[text] ?? 0) + 1;
    }
  }
  return counts;
};

describe("every source", () => {
  it.each(sources.map((source) => source.id))(
    "%s can be trained on with its roles and the suggested ones",
    async (id) => {
      const source = sourceById(id);
      const table = await tableOf(id);
      expect(makeEncoder(table, source.roles).encoder.target.name).toBe(source.roles.target);
      const suggested = suggestRoles(table).roles;
      // that several columns are to be predicted at once is for the user to say
      if (source.roles.targets !== undefined) expect(source.roles.targets).toContain(suggested.target);
      else expect(suggested).toMatchObject({ target: source.roles.target, task: source.roles.task });
      for (const text of Object.values(sourceCards[id]!)) expect(text.length).toBeGreaterThan(5);
    },
  );

  it("is found by id alone", () => {
    expect(new Set(sources.map((source) => source.id)).size).toBe(sources.length);
    expect(() => sourceById("penguin")).toThrow('"penguins"');
  });
});

describe("generated tables", () => {
  it.each([
    ["heteroscedastic-sine", {}, "1c6876340823a7a4f2156dac735f4400876a15ecaa66abeb267786f3a82191ac"],
    [
      "heteroscedastic-sine",
      { n: 1000, noise: 0.5, seed: 7, gap: true },
      "d5500567f078b8ea3351d50738669d9e226a9c5fd33a9d2e86b3c70239918ab6",
    ],
    ["two-moons", {}, "d73ac216359c6caea2e969795e5b510dab309b9e03a6ad81b14954be9f7e3390"],
    ["friedman-1", {}, "473691a0507808e31e8a1137f62ab253f2c30a4b3ce115018b69727e08f639c8"],
  ])("%s %j has the same bits everywhere", async (id, values, expected) => {
    expect(fingerprintTable((await makerOf(id))(values))).toBe(expected);
  });

  it("have the asked rows, other rows for another seed, and refuse what is out of range", async () => {
    for (const source of sources) {
      if (source.kind !== "generated") continue;
      const make = await makerOf(source.id);
      // the ranking toy counts queries, of 8 to 20 rows each
      if (source.id === "ranking-queries") expect(make({ n: 37 }).rowCount).toBeGreaterThan(8 * 37);
      else expect(make({ n: 37 }).rowCount).toBe(37);
      expect(fingerprintTable(make({ seed: 2 }))).not.toBe(fingerprintTable(make({})));
      expect(() => make({ n: 1 })).toThrow("(n)");
      expect(() => make({ rows: 100 })).toThrow("rows");
    }
  });

  it("follow their formula when there is no noise", async () => {
    const sine = (await makerOf("heteroscedastic-sine"))({
      noise: 0,
      gap: true,
      n: 500,
    });
    const x = numbersOf(sine, "x");
    numbersOf(sine, "y").forEach((y, row) => {
      expect(y).toBeCloseTo(Math.sin(1.5 * x[row]!) + 0.15 * x[row]!, 12);
    });
    expect(x.some((value) => value > 1.001 && value < 1.799)).toBe(false);
    expect([Math.min(...x) >= -4, Math.max(...x) <= 4, Math.max(...x) > 3.9]).toEqual([true, true, true]);
    const moons = (await makerOf("two-moons"))({ noise: 0 });
    const [x1, x2] = [numbersOf(moons, "x1"), numbersOf(moons, "x2")];
    numbersOf(moons, "class").forEach((moon, row) => {
      const distance = moon === 0 ? Math.hypot(x1[row]!, x2[row]!) : Math.hypot(x1[row]! - 1, x2[row]! - 0.5);
      expect(distance).toBeCloseTo(1, 6);
    });
    const friedman = (await makerOf("friedman-1"))({ noise: 0 });
    const f = (name: string, row: number) => numbersOf(friedman, name)[row]!;
    numbersOf(friedman, "y").forEach((y, row) => {
      const mean = 10 * Math.sin(Math.PI * f("x1", row) * f("x2", row)) + 20 * (f("x3", row) - 0.5) ** 2;
      expect(y).toBeCloseTo(mean + 10 * f("x4", row) + 5 * f("x5", row), 10);
    });
  });

  it("have noise of the asked spread", async () => {
    const friedman = await makerOf("friedman-1");
    const make = (noise: number) => friedman({ noise, n: 20000 });
    const [noisy, exact] = [numbersOf(make(2), "y"), numbersOf(make(0), "y")];
    const rest = noisy.map((y, row) => y - exact[row]!);
    const mean = rest.reduce((sum, value) => sum + value, 0) / rest.length;
    const variance = rest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rest.length;
    expect(Math.abs(mean)).toBeLessThan(0.06);
    expect(Math.abs(Math.sqrt(variance) - 2)).toBeLessThan(0.05);
  });
});

describe("sample tables", () => {
  it("penguins", async () => {
    const table = await tableOf("penguins");
    expect([table.rowCount, table.columns.length]).toEqual([344, 7]);
    expect(countsOf(table, "Species")).toEqual({ Adelie: 152, Chinstrap: 68, Gentoo: 124 });
    expect(countsOf(table, "Sex")).toEqual({ MALE: 168, FEMALE: 165, missing: 11 });
    expect(sha256Hex(sampleBytes("samples/penguins.csv"))).toBe(
      "78cf4a881120919808bc9a93fb87f1c50e5a74f96115b5adf62d0b80cb81bef1",
    );
  });

  it("wages", async () => {
    const table = await tableOf("wages");
    expect([table.rowCount, table.columns.length]).toEqual([534, 11]);
    expect(countsOf(table, "gender")).toEqual({ female: 245, male: 289 });
    expect(sha256Hex(sampleBytes("samples/wages.csv"))).toBe(
      "3f3543dcc9f564189b7354327370782b400514c4261c06a29b53c906b57ba0ed",
    );
  });

  it("come through the data session like any file", async () => {
    const request = { id: "wages", values: {}, cancelled: () => false, pause: () => Promise.resolve() };
    const outcome = await makeSourceTable({
      ...request,
      fetchFile: async (path) => new Blob([sampleBytes(path)]),
    });
    expect(outcome).toMatchObject({
      ok: true,
      value: { report: { recipe: { hasHeader: true } }, table: { rowCount: 534 } },
    });
    const broken = await makeSourceTable({ ...request, fetchFile: () => Promise.reject(new Error("404")) });
    expect(broken).toMatchObject({ ok: false, error: { code: "read.failed" } });
    const unknown = await makeSourceTable({
      ...request,
      id: "x",
      fetchFile: () => Promise.reject(new Error("")),
    });
    expect(unknown).toMatchObject({ ok: false, error: { code: "data.source-unknown" } });
  });
});
