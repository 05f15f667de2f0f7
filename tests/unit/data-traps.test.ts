import { describe, expect, it } from "vitest";
import { createRandomSource } from "../../src/core/random.ts";
import type { Table, TableColumn } from "../../src/core/table.ts";
import type { Task } from "../../src/core/task.ts";
import { findExperimentTraps } from "../../src/experiment/find-experiment-traps.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { SplitSpec } from "../../src/experiment/spec.ts";

const ROWS = 600;
const draws = createRandomSource(7, "test");
const random = (row: number, stream: number) => draws.uniform(row, stream);
const number = (name: string, value: (row: number) => number, rows = ROWS): TableColumn => ({
  kind: "number",
  name,
  values: Float64Array.from({ length: rows }, (_, row) => value(row)),
  failing: [],
  failingCount: 0,
});
const text = (name: string, value: (row: number) => string, rows = ROWS): TableColumn => {
  const texts = Array.from({ length: rows }, (_, row) => value(row));
  const dictionary = [...new Set(texts)];
  return {
    kind: "text",
    name,
    codes: Int32Array.from(texts, (cell) => dictionary.indexOf(cell)),
    dictionary,
  };
};
const a = number("a", (row) => random(row, 1));
const b = number("b", (row) => 1 + random(row, 2));
const y = number("y", (row) => random(row, 1) + random(row, 3));
const kind = number("kind", (row) => (random(row, 4) < 0.4 ? 1 : 0));
const labelOf = (row: number) => (random(row, 4) < 0.4 ? 1 : 0);

function traps(
  columns: TableColumn[],
  {
    target = "y",
    task = "regression" as Task,
    split = randomSplit(0.2, 0.2) as SplitSpec,
    ignored = [] as string[],
  } = {},
) {
  const rowCount = columns[0]!.kind === "number" ? columns[0]!.values.length : columns[0]!.codes.length;
  const table: Table = { rowCount, columns };
  const data = {
    source: { kind: "file", name: "t" } as const,
    fingerprint: null,
    reading: null,
    sample: null,
    target,
    ignored,
    categorical: [],
    dates: [],
    dropFailing: [],
    weight: null,
  };
  const draft = {
    version: 2,
    numerics: 1,
    data,
    task,
    split,
    metrics: [],
    stopMetric: null,
    seed: 1,
  } as const;
  return findExperimentTraps(table, draft);
}
const kinds = (found: Awaited<ReturnType<typeof traps>>) =>
  found.map(({ kind: of, columns }) => `${of} ${columns.join(" ")}`);

describe("traps", () => {
  it("finds none where there is none", async () => {
    expect(kinds(await traps([a, b, y]))).toEqual([]);
    expect(kinds(await traps([a, b, kind], { target: "kind", task: "binary" }))).toEqual([]);
  });

  it("finds copies of the target, also bent ones, with points to draw", async () => {
    const copy = number("copy", (row) => (random(row, 1) + random(row, 3)) ** 3 * 100);
    const [trap] = await traps([a, copy, y]);
    expect(trap).toMatchObject({ kind: "gives-target-away", columns: ["copy"], tone: "warn" });
    expect(trap?.advice).toEqual({ kind: "leave-out", columns: ["copy"] });
    expect(trap?.evidence?.kind === "points" && trap.evidence.x.length).toBeGreaterThan(100);
    expect(kinds(await traps([a, copy, y], { ignored: ["copy"] }))).toEqual([]);
  });

  it("finds columns that alone tell the class: by value, by threshold, by being missing", async () => {
    const word = text("word", (row) =>
      labelOf(row) === 1 ? "paid" : random(row, 5) < 0.5 ? "open" : "late",
    );
    const level = number("level", (row) => labelOf(row) * 2 + random(row, 6));
    const hole = number("hole", (row) => (labelOf(row) === 1 ? random(row, 7) : Number.NaN));
    for (const column of [word, level, hole]) {
      const found = await traps([a, column, kind], { target: "kind", task: "binary" });
      expect(kinds(found)).toEqual([`gives-target-away ${column.name}`]);
    }
  });

  it("does not take a strong honest column for a leak", async () => {
    const strong = text("strong", (row) => (random(row, 8) < 0.95 === (labelOf(row) === 1) ? "p" : "q"));
    const near = number("near", (row) => random(row, 1) + random(row, 3) + 0.3 * random(row, 9));
    expect(kinds(await traps([a, strong, kind], { target: "kind", task: "binary" }))).toEqual([]);
    expect(kinds(await traps([b, near, y]))).toEqual([]);
  });

  it.each([
    ["×", (row: number) => random(row, 1) * (1 + random(row, 2))],
    ["/", (row: number) => random(row, 1) / (1 + random(row, 2))],
    ["+", (row: number) => random(row, 1) + 1 + random(row, 2)],
    ["−", (row: number) => random(row, 1) - (1 + random(row, 2))],
  ])("finds a target that is a %s b", async (sign, target) => {
    const found = await traps([a, b, number("c", (row) => random(row, 10)), number("y", target)]);
    const pair = found.find(({ kind: of }) => of === "product-gives-target-away");
    expect([...(pair?.columns ?? [])].sort()).toEqual(["a", "b"]);
    expect(pair?.sentence).toContain(sign);
  });

  it("finds ids, constants and columns that nearly are", async () => {
    const id = number("user_id", (row) => (row * 7919) % 100_003);
    const same = text("same", () => "x");
    const nearly = number("nearly", (row) => (row === 5 ? 1 : 0), 2000);
    expect(kinds(await traps([a, id, same, y]))).toEqual(["id user_id", "constant same"]);
    const long = [
      number("a", (row) => random(row, 1), 2000),
      nearly,
      number("y", (row) => random(row, 3), 2000),
    ];
    expect(kinds(await traps(long))).toEqual(["constant nearly"]);
  });

  it("counts equal rows on both sides of the split, until they are kept together", async () => {
    const half = (row: number) => Math.floor(row / 2);
    const columns = [
      number("a", (row) => random(half(row), 1)),
      number("b", (row) => random(half(row), 2)),
      number("c", (row) => random(half(row), 3)),
      number("y", (row) => random(half(row), 4)),
    ];
    const [apart] = await traps(columns);
    expect(apart).toMatchObject({ kind: "duplicate-rows", tone: "warn" });
    const [together] = await traps(columns, {
      split: { ...randomSplit(0.2, 0.2), duplicatesTogether: true },
    });
    expect(together).toMatchObject({ kind: "duplicate-rows", tone: "note" });
  });

  it("warns of time order where the target moves, notes it where it does not, and is quiet after a split by time", async () => {
    const day = text(
      "day",
      (row) =>
        `2021-${String(1 + Math.floor(row / 60)).padStart(2, "0")}-${String(1 + (row % 28)).padStart(2, "0")}`,
    );
    const rising = number("y", (row) => row + random(row, 3) * 50);
    expect((await traps([a, day, rising]))[0]).toMatchObject({ kind: "time-order", tone: "warn" });
    expect((await traps([a, day, y]))[0]).toMatchObject({ kind: "time-order", tone: "note" });
    const split = { ...randomSplit(0.2, 0.2), kind: "time", column: "a" } as const;
    expect(kinds(await traps([a, day, y], { split }))).toContain("time-order day");
  });

  it("finds rare classes, classes on one side, and drift", async () => {
    const rare = text("class", (row) => (row < 3 ? "odd" : row % 2 === 0 ? "p" : "q"));
    const found = await traps([a, b, rare], { target: "class", task: "multiclass" });
    expect(kinds(found)).toContain("rare-class class");
    const order = number("order", (row) => row);
    const split = { ...randomSplit(0.2, 0.2), kind: "time", column: "order" } as const;
    const moved = await traps([order, number("level", (row) => row + 50 * random(row, 3)), y], {
      split,
      ignored: ["order"],
    });
    expect(kinds(moved)).toContain("drift level");
    const late = text("class", (row) => (row > 590 ? "new" : row % 2 === 0 ? "p" : "q"));
    const unlearnt = await traps([order, a, late], {
      target: "class",
      task: "multiclass",
      split,
      ignored: ["order"],
    });
    expect(unlearnt.find(({ kind: of }) => of === "missing-class")?.tone).toBe("warn");
  });
});
