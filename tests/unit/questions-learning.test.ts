import { describe, expect, it } from "vitest";
import { createRandomSource } from "../../src/core/random.ts";
import type { Table } from "../../src/core/table.ts";
import { prepareSplit } from "../../src/experiment/prepare-data.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { lastStep } from "../../src/figures/learning-curve.ts";
import { lineFigure } from "../../src/figures/line-figure.ts";
import type { Setup } from "../../src/store/lab-state.ts";
import { trainingShares, wantedSizes } from "../../src/store/questions/train-sizes.ts";
import { startingExperiment } from "../../src/store/starting-experiment.ts";
import { labUnderTest } from "./store-fixture.ts";

const random = createRandomSource(1, "test");
const numbers = (name: string, of: (row: number) => number) =>
  ({
    kind: "number",
    name,
    values: Float64Array.from({ length: 200 }, (_, row) => of(row)),
    failing: [],
    failingCount: 0,
  }) as const;
const table: Table = {
  rowCount: 200,
  columns: [
    // Every tenth row repeats the one before.
    numbers("x", (row) => random.uniform(row % 10 === 9 ? row - 1 : row)),
    numbers("y", (row) => (row % 10 === 9 ? row - 1 : row) % 3),
  ],
};

function setupWith(change: Partial<Setup>): Setup {
  const { runs: _runs, ...setup } = startingExperiment();
  return { ...setup, ...change };
}

describe("parts of the training rows", () => {
  const splits = [
    randomSplit(0.2, 0.2),
    randomSplit(0.1, 0.3),
    { ...randomSplit(0.15, 0.15), calibration: 0.1 },
    { ...randomSplit(0.2, 0.2), duplicatesTogether: true },
    randomSplit(0, 0.25),
  ];

  it.each(splits)("leave validation and test rows as they are (%#)", async (split) => {
    for (const task of ["regression", "multiclass"] as const) {
      const whole = await prepareSplit(setupWith({ split, task }), table);
      const shares = trainingShares(split);
      expect(shares).toHaveLength(5);
      let before = 0;
      for (const part of shares) {
        const { validation, test, calibration } = part.split;
        expect(validation + test + calibration).toBeLessThanOrEqual(0.9);
        const rows = await prepareSplit(setupWith({ split: part.split, task }), table);
        expect(rows.test).toEqual(whole.test);
        expect(rows.validation).toEqual(whole.validation);
        expect(rows.train.length).toBeGreaterThan(before);
        before = rows.train.length;
        expect([...rows.train].every((row) => whole.train.includes(row))).toBe(true);
      }
      expect(before).toBe(whole.train.length);
    }
  });

  it("are asked of random splits alone, and where enough rows train", () => {
    expect(trainingShares({ ...randomSplit(0.2, 0.2), kind: "time", column: "x" })).toEqual([]);
    expect(trainingShares(randomSplit(0.4, 0.45))).toEqual([]);
  });

  it("are trained for all shown runs with three seeds; the whole is the experiment of the comparison", () => {
    const { lab } = labUnderTest();
    const { setup, runs } = lab.store.getState();
    const all = wantedSizes({ setup, runs: [runs[0], { ...runs[1], shown: false }] });
    expect(all).toHaveLength(15);
    const [whole] = all.filter(({ share, repeat }) => share === 1 && repeat === 0);
    expect(whole.experiment).toEqual({ ...setup, runs: [runs[0].spec] });
    expect(new Set(all.map(({ key }) => key)).size).toBe(15);
  });
});

describe("the last step to more rows", () => {
  const from = { rows: 50, values: [5, 6, 7] };

  it("is paired by seed, and counts where all seeds agree by more than they differ", () => {
    expect(lastStep([from, { rows: 100, values: [4, 5, 6] }], "lower")).toEqual({
      from: 50,
      to: 100,
      mean: -1,
      spread: 0,
      verdict: "helped",
    });
    expect(lastStep([from, { rows: 100, values: [4, 5, 6] }], "higher")?.verdict).toBe("hurt");
    expect(lastStep([from, { rows: 100, values: [4, 6.5, 6] }], "lower")?.verdict).toBe("open");
    expect(lastStep([from, { rows: 100, values: [4.5, 4, 4.5] }], "lower")?.verdict).toBe("helped");
    expect(lastStep([from, { rows: 100, values: [4.99, 5.99, 2] }], "lower")?.verdict).toBe("open");
  });

  it("is unknown from one seed or one size", () => {
    expect(lastStep([from], "lower")).toBeNull();
    expect(lastStep([from, { rows: 100, values: [4, Number.NaN, Number.NaN] }], "lower")).toBeNull();
  });
});

describe("lines on an axis of factors", () => {
  it("stand equally far apart for equal factors, with a band around them", () => {
    const line = { id: "a", x: [10, 20, 40], y: [3, 2, 1], spread: [0.5, 0.5, 0] };
    const { sx, lines, xTicks } = lineFigure([line], {
      size: { width: 500, height: 200 },
      right: 20,
      shareInside: 1,
      factors: [10, 20, 40],
    });
    expect(sx(20) - sx(10)).toBeCloseTo(sx(40) - sx(20), 9);
    expect(xTicks).toEqual([10, 20, 40]);
    expect(lines[0].band).toMatch(/^M.+Z$/);
    expect(
      lineFigure([{ ...line, spread: undefined } as never], {
        size: { width: 500, height: 200 },
        right: 20,
        shareInside: 1,
      }).lines[0].band,
    ).toBe("");
  });
});
