import { describe, expect, it } from "vitest";
import type { Table } from "../../src/core/table.ts";
import type { RunStart } from "../../src/experiment/recording.ts";
import { latestActual } from "../../src/ui/row/latest-actual.ts";

const number = (name: string, values: number[]) =>
  ({ kind: "number", name, values: Float64Array.from(values), failing: [], failingCount: 0 }) as const;

const table: Table = {
  rowCount: 3,
  columns: [number("lower", [2, 3, 0]), number("upper", [2, Number.NaN, 5]), number("died", [1, 0, 1])],
};

const trainedWith = (censoring?: { kind: "event" | "upper"; column: string }) =>
  ({ header: { encoder: { target: { name: "lower", ...(censoring && { censoring }) } } } }) as RunStart;

describe("the latest that a target can have been", () => {
  it("is the target where it was seen, open where it came later, else the upper bound", () => {
    const start = trainedWith({ kind: "upper", column: "upper" });
    const lower = [2, 3, 0];
    expect(lower.map((time, row) => latestActual(table, start, row, time))).toEqual([
      2,
      Number.POSITIVE_INFINITY,
      5,
    ]);
    const events = trainedWith({ kind: "event", column: "died" });
    expect(lower.map((time, row) => latestActual(table, events, row, time))).toEqual([
      2,
      Number.POSITIVE_INFINITY,
      0,
    ]);
  });

  it("is the target itself without censoring, and not known of another table", () => {
    expect(latestActual(table, trainedWith(), 0, 7)).toBe(7);
    const start = trainedWith({ kind: "event", column: "gone" });
    expect(latestActual(table, start, 0, 2)).toBeNaN();
    expect(latestActual(null, start, 0, 2)).toBeNaN();
    // Neither an event nor none: these cells say something else.
    expect(latestActual(table, trainedWith({ kind: "event", column: "lower" }), 0, 2)).toBeNaN();
  });
});
