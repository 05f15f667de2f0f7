import { describe, expect, it } from "vitest";
import { storedBoundOf } from "../../src/analysis/conformal/conformal-regions.ts";
import type { Table } from "../../src/core/table.ts";
import type { RunSpec, SplitSpec } from "../../src/experiment/spec.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { endOf, eventsOf, gbdtRun, regression, smallTable } from "./experiment-fixture.ts";

/** The fixture's table with a column that names the sets, and the targets of one set moved. */
function parted(moved: string, by: number): Table {
  const { rowCount, columns } = smallTable(240);
  const names = ["train", "validation", "test", "calibration"];
  const codes = Int32Array.from({ length: rowCount }, (_, row) => row % 4);
  return {
    rowCount,
    columns: [
      ...columns.map((column) => {
        if (column.kind !== "number" || column.name !== "y") return column;
        const values = column.values.map((value, row) => (names[row % 4] === moved ? value + by : value));
        return { ...column, values };
      }),
      { kind: "text", name: "part", codes, dictionary: names },
    ],
  };
}

const stoppingRun: RunSpec = { ...gbdtRun, rounds: 60, earlyStopping: 3 };

async function trained(table: Table, asked: Partial<SplitSpec> = {}, run: RunSpec = stoppingRun) {
  const plain = regression();
  const experiment = regression({
    data: { ...plain.data, ignored: ["c", "part"] },
    split: {
      kind: "column",
      column: "part",
      validation: 0,
      test: 0,
      calibration: 0,
      duplicatesTogether: false,
      ...asked,
    },
    runs: [run],
  });
  const { end, model } = endOf(await eventsOf(experiment, { table }));
  const { header, rounds, keptRounds } = model;
  return { end, model, sum: modelSha256({ header, rounds, keptRounds }) };
}

describe("calibration rows", () => {
  it("decide neither the model nor the kept round, and the bound alone", async () => {
    const before = await trained(parted("calibration", 0));
    const after = await trained(parted("calibration", 5));
    expect(before.end.reason).toBe("early-stopped");
    expect(after.sum).toBe(before.sum);
    expect(after.end.keptRounds).toBe(before.end.keptRounds);
    expect(after.end.bestRound).toBe(before.end.bestRound);
    expect(after.end.conformal!.size! - before.end.conformal!.size!).toBeGreaterThan(3);
  });

  it("leave their bound in the model", async () => {
    const { end, model } = await trained(parted("calibration", 0));
    expect(model.conformal).toEqual({ method: "absolute", level: 0.9, bound: end.conformal!.size });
    expect(storedBoundOf(end.conformal!)).toEqual(model.conformal);
  });

  it("give the bound of the level and the method that the experiment asks for, and nothing else", async () => {
    const table = parted("calibration", 0);
    const run = { ...gbdtRun, engine: "ngboost", values: {}, rounds: 10 };
    const usual = await trained(table, {}, run);
    const asked = await trained(table, { conformal: { level: 0.5, method: "absolute" } }, run);
    const { methods } = asked.end.conformal!;
    expect(usual.model.conformal).toMatchObject({ method: "cqr", level: 0.9 });
    expect(usual.end.conformal).not.toHaveProperty("chosen");
    expect(asked.model.conformal).toEqual({ method: "absolute", level: 0.5, bound: methods![2]!.bound });
    expect(asked.end.conformal!.size).toBeLessThan(usual.end.conformal!.size!);
    expect(asked.sum).toBe(usual.sum);
  });

  it("have the only method of a point where another is asked for", async () => {
    const { model } = await trained(parted("calibration", 0), { conformal: { method: "normalised" } });
    expect(model.conformal).toMatchObject({ method: "absolute", level: 0.9 });
  });

  it("are unlike validation rows, which do decide", async () => {
    const before = await trained(parted("validation", 0));
    const after = await trained(parted("validation", 5));
    expect(after.end.keptRounds).not.toBe(before.end.keptRounds);
  });
});
