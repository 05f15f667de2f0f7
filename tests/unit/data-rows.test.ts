import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TableColumn } from "../../src/core/table.ts";
import { profileTable } from "../../src/data/column-profile.ts";
import { drawSample } from "../../src/data/draw-sample.ts";
import { duplicateGroups } from "../../src/data/duplicate-rows.ts";
import { filterRows, sortRows } from "../../src/data/row-order.ts";
import { splitByGroup, splitByName, splitByTime, splitTogether } from "../../src/data/split-kinds.ts";
import { splitRows } from "../../src/data/split-rows.ts";
import { cellsOf, readBytes } from "./read-fixture.ts";

const number = (name: string, values: readonly number[]): TableColumn => ({
  kind: "number",
  name,
  values: Float64Array.from(values),
  failing: [],
  failingCount: 0,
});
const text = (name: string, values: readonly (string | null)[]): TableColumn => {
  const dictionary = [...new Set(values.filter((value) => value !== null))];
  const codes = Int32Array.from(values, (value) => (value === null ? -1 : dictionary.indexOf(value)));
  return { kind: "text", name, codes, dictionary };
};
const rows = (count: number) => Uint32Array.from({ length: count }, (_, row) => row);

describe("sortRows", () => {
  it("keeps file order among equals and missing cells last, either way", () => {
    const values = number("x", [2, Number.NaN, 1, 2, -1]);
    expect([...sortRows(values, "ascending")]).toEqual([4, 2, 0, 3, 1]);
    expect([...sortRows(values, "descending")]).toEqual([0, 3, 2, 4, 1]);
    const texts = text("t", ["b", null, "B", "a", "ä"]);
    expect([...sortRows(texts, "ascending")]).toEqual([2, 3, 0, 4, 1]);
  });
});

describe("filterRows", () => {
  it("combines filters", () => {
    const failing = { ...number("x", [1, Number.NaN, 3, 4]), failingRows: Uint32Array.of(1) } as TableColumn;
    const table = { rowCount: 4, columns: [failing, text("t", ["ab", "Abc", null, "c"])] };
    expect([...filterRows(table, [{ column: 0, kind: "range", min: 2, max: 9 }])]).toEqual([2, 3]);
    expect([...filterRows(table, [{ column: 0, kind: "missing" }])]).toEqual([1]);
    expect([...filterRows(table, [{ column: 0, kind: "failing" }])]).toEqual([1]);
    expect([...filterRows(table, [{ column: 1, kind: "contains", text: "AB" }])]).toEqual([0, 1]);
    expect([
      ...filterRows(table, [
        { column: 1, kind: "contains", text: "ab" },
        { column: 0, kind: "range", min: 0, max: 2 },
      ]),
    ]).toEqual([0]);
    expect(() => filterRows(table, [{ column: 9, kind: "missing" }])).toThrow("column number 10");
  });
});

describe("profileTable", () => {
  it("counts what is there", () => {
    const values = [...Array.from({ length: 100 }, (_, at) => at), Number.NaN, 1e9];
    const [x, t] = profileTable({
      rowCount: 102,
      columns: [
        number("x", values),
        text(
          "t",
          values.map((_, at) => (at % 3 === 0 ? null : at % 2 === 0 ? "p" : "q")),
        ),
      ],
    });
    expect(x).toMatchObject({ missing: 1, distinct: 101, examples: ["0", "1", "2"] });
    expect(x?.numbers).toEqual({ min: 0, max: 1e9, median: 50 });
    expect(x?.bars.kind === "range" && x.bars.outside).toBeGreaterThan(0);
    expect(t).toMatchObject({ missing: 34, distinct: 2, numbers: null });
    expect(t?.bars).toMatchObject({ kind: "values", names: ["q", "p"], counts: [34, 34], others: 0 });
  });
});

describe("profiles of dates", () => {
  it("have bars of days", () => {
    const days = Array.from({ length: 48 }, (_, at) => `2021-01-${String(1 + (at % 24)).padStart(2, "0")}`);
    const [profile] = profileTable({ rowCount: 48, columns: [text("day", days)] });
    expect(profile).toMatchObject({
      numbers: null,
      distinct: 24,
      examples: ["2021-01-01", "2021-01-02", "2021-01-03"],
    });
    expect(profile?.bars.kind === "range" && profile.bars.counts).toEqual(new Array(24).fill(2));
  });
});

describe("other splits", () => {
  const request = (count: number, split: { validation: number; test: number; calibration?: number }) => ({
    labels: Float64Array.from({ length: count }, (_, row) => row % 2),
    rows: rows(count),
    task: "binary" as const,
    split,
    seed: 5,
  });
  const sizes = (split: ReturnType<typeof splitRows>) =>
    [split.train, split.validation, split.test, split.calibration].map(({ length }) => length);

  it("keep a part for calibration", () => {
    expect(sizes(splitRows(request(100, { validation: 0.1, test: 0.2, calibration: 0.3 })))).toEqual([
      40, 10, 20, 30,
    ]);
    expect(sizes(splitRows(request(100, { validation: 0.1, test: 0.2 })))).toEqual([70, 10, 20, 0]);
  });

  it("by time train on the oldest and test on the newest, equal times together, unknown ones as oldest", () => {
    const time = Float64Array.of(9, 1, 2, 3, 3, 3, 4, 5, 6, Number.NaN);
    const split = splitByTime(request(10, { validation: 0.2, test: 0.3 }), time);
    expect([...split.train]).toEqual([1, 2, 3, 4, 5, 9]);
    expect([...split.validation]).toEqual([6, 7]);
    expect([...split.test]).toEqual([0, 8]);
  });

  it("by group and with duplicates never tear apart what belongs together", () => {
    const groups = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 30, maxLength: 80 });
    fc.assert(
      fc.property(groups, (given) => {
        const asked = request(given.length, { validation: 0.2, test: 0.2 });
        for (const split of [splitByGroup, splitTogether]) {
          const made = split(asked, Int32Array.from(given));
          const sets = [made.train, made.validation, made.test];
          expect(sets.reduce((sum, { length }) => sum + length, 0)).toBe(given.length);
          const owners = new Map<number, number>();
          sets.forEach((set, at) => {
            for (const row of set) {
              expect(owners.get(given[row]!) ?? at).toBe(at);
              owners.set(given[row]!, at);
            }
          });
        }
      }),
      { numRuns: 100, seed: 4 },
    );
  });

  it("by a column follow its words and refuse others", () => {
    const asked = request(5, { validation: 0, test: 0 });
    const split = splitByName(asked, ["train", "Test", "VALID", "calibration", null]);
    expect(sizes(split)).toEqual([1, 1, 1, 1]);
    expect(() => splitByName(asked, ["train", "x", "test", "test", "test"])).toThrow(
      '"x" is no name of a set',
    );
  });
});

describe("duplicateGroups", () => {
  it("numbers equal rows alike, missing cells included", () => {
    const table = {
      rowCount: 5,
      columns: [number("x", [1, 2, 1, Number.NaN, Number.NaN]), text("t", ["a", "a", "a", null, null])],
    };
    expect([...duplicateGroups(table, ["x", "t"])]).toEqual([0, 1, 0, 2, 2]);
    expect([...duplicateGroups(table, ["t"])]).toEqual([0, 0, 0, 1, 1]);
  });
});

describe("a sample of a large file", () => {
  const lines = Array.from(
    { length: 1000 },
    (_, row) => `${row},${row % 10 === 0 ? "rare" : "usual"},"q ${row}, x"`,
  );
  const csv = `n,class,note\n${lines.join("\n")}\n`;

  it("has exactly the asked rows, keeps shares, and knows the rows of the file", async () => {
    const sample = { rows: 100, seed: 1, stratify: "class" };
    const { table, report } = await readBytes(csv, { sample });
    expect([table.rowCount, report.fileRowCount]).toEqual([100, 1000]);
    const [n, classes] = cellsOf(table);
    expect(classes?.[1].filter((cell) => cell === "rare")).toHaveLength(10);
    expect(n?.[1]).toEqual([...(table.rowNumbers ?? [])]);
    for (const size of [13, 777]) expect((await readBytes(csv, { sample, size })).table).toEqual(table);
    const other = await readBytes(csv, { sample: { ...sample, seed: 2 } });
    expect(other.table.rowNumbers).not.toEqual(table.rowNumbers);
  });

  it("is all of a smaller file, and refuses a column that is not there", async () => {
    const { table } = await readBytes(csv, { sample: { rows: 5000, seed: 1, stratify: null } });
    expect(table.rowCount).toBe(1000);
    expect(table.rowNumbers).toBeUndefined();
    const sample = { rows: 10, seed: 1, stratify: "nothing" };
    await expect(readBytes(csv, { sample })).rejects.toMatchObject({ code: "data.column-missing" });
  });

  it("draws rows without regard to the others", () => {
    const few = drawSample({ rows: 50, seed: 3, stratify: null }, 200, null);
    const more = drawSample({ rows: 80, seed: 3, stratify: null }, 200, null);
    expect([...few].every((row) => more.includes(row))).toBe(true);
  });
});
