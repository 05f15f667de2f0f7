import { describe, expect, it } from "vitest";
import { distributionById, loadDistribution } from "../../src/boosting/distributions/index.ts";
import type { Table } from "../../src/core/table.ts";
import type { RecordedRound } from "../../src/experiment/recording.ts";
import { lineFigure } from "../../src/figures/line-figure.ts";
import { pastBest } from "../../src/figures/past-best.ts";
import { lossesOf, sharedLossesOf } from "../../src/figures/recorded-predictions.ts";
import { thresholdText } from "../../src/figures/split-text.ts";
import { calibratedThreshold, costCurve, costOf, countsAt } from "../../src/figures/threshold-costs.ts";
import { sliceCalibration, sliceMetric, slicesOf } from "../../src/store/questions/slices.ts";
import { completeTree, followedRows, numeric, runStart } from "./figures-fixture.ts";

/** Rows 10, 11, ...; the first two train, the others validate. */
const followed = {
  ...followedRows([numeric("x", [1, 2, 3, 4])], [0, 0, 0, 0]),
  set: Uint8Array.of(0, 0, 1, 1),
};
const start = { ...runStart(followed), metrics: ["rmse"] };

function round(at: number, scores: readonly number[]): RecordedRound {
  const tree = completeTree(2);
  const gain = tree.gain.map((_, node) => (tree.feature[node] < 0 ? 0 : 2));
  const learner = { kind: "tree" as const, tree: { ...tree, gain } };
  const record = {
    round: at,
    scale: 1,
    weightChanges: [],
    learners: [{ learner, output: 0, weight: 1 }],
    quantisation: [],
    draws: { rowCount: 2 },
  };
  return {
    round: at,
    record: at === 0 ? null : record,
    metrics: new Float64Array(3),
    scores: Float32Array.from(scores),
    gradient: null,
    hessian: null,
    probeScores: null,
    elapsedMs: at,
  };
}

describe("what lies past the best round", () => {
  const rounds = [round(0, [3, 3, 3, 3]), round(1, [2, 2, 1, 1]), round(2, [1, 2, 2, 1.5])];

  it("names validation rows that paid and training rows that gained, the most first", () => {
    const { paid, gained } = pastBest(start, rounds, 1);
    expect(paid).toEqual([
      { row: 12, before: 1, after: 4 },
      { row: 13, before: 1, after: 2.25 },
    ]);
    expect(gained).toEqual([{ row: 10, before: 4, after: 1 }]);
  });

  it("shares the gain of splits out to features, before and after, and finds the middle leaf", () => {
    const { features, leafRows } = pastBest(start, rounds, 1);
    expect(features[0]).toMatchObject({ before: features[0]?.after });
    expect(features.reduce((sum, { after }) => sum + after, 0)).toBeCloseTo(1, 12);
    expect(leafRows?.before).toBe(leafRows?.after);
  });
});

describe("a split of dates", () => {
  it("is told as a date, and one below all of them as a number", () => {
    const days = { ...numeric("when", [19_910, 19_911]), isDate: true as const };
    expect(thresholdText(days, 19_910.5)).toBe("2024-07-07");
    expect(thresholdText(days, -3.4028234663852886e38)).not.toContain("Invalid");
  });
});

describe("a row's loss", () => {
  it("of a time that only came later is -log of the chance that it did", async () => {
    await loadDistribution("exponential");
    const { density, cdf } = distributionById("exponential");
    const parameters = Float64Array.of(0.5, 0.5);
    const predictions = {
      kind: "distribution" as const,
      distribution: "exponential",
      rowCount: 2,
      parameterCount: 1,
      parameters,
      point: Float64Array.of(1, 1),
    };
    const [seen, later] = lossesOf(predictions, [2, 2], [2, Number.POSITIVE_INFINITY]);
    expect(seen).toBeCloseTo(-Math.log(density(parameters, 0, 2)), 12);
    expect(later).toBeCloseTo(-Math.log(1 - cdf(parameters, 0, 2)), 12);
  });

  it("is the squared error of a number, and -log of what the class was given", () => {
    const point = { kind: "point" as const, rowCount: 2, point: Float64Array.of(1, 3) };
    expect([...lossesOf(point, [0, 1])]).toEqual([1, 4]);
    const classes = {
      kind: "classes" as const,
      rowCount: 1,
      classCount: 2,
      probabilities: Float64Array.of(0.25, 0.75),
    };
    expect(lossesOf(classes, [0])[0]).toBeCloseTo(Math.log(4), 12);
    expect(sharedLossesOf(classes, [0])).toEqual(lossesOf(classes, [0]));
  });

  it("means the same for points and for distributions, where runs are held against each other", () => {
    const points = Float64Array.of(1, 3);
    const distribution = {
      kind: "distribution" as const,
      rowCount: 2,
      distribution: "normal",
      parameters: Float64Array.of(1, -5, 3, -5),
      parameterCount: 2,
      point: points,
    };
    const point = { kind: "point" as const, rowCount: 2, point: points };
    expect([...sharedLossesOf(distribution, [0, 1])]).toEqual([1, 4]);
    expect(sharedLossesOf(distribution, [0, 1])).toEqual(sharedLossesOf(point, [0, 1]));
  });
});

describe("slices", () => {
  const column = (name: string, values: readonly number[]) => ({
    kind: "number" as const,
    name,
    values: Float64Array.from(values),
    failing: [],
    failingCount: 0,
  });
  const table: Table = {
    rowCount: 14,
    columns: [
      column("k", [...new Array(10).fill(0), 9, 9, 1, Number.NaN]),
      {
        kind: "text",
        name: "t",
        dictionary: ["a", "b"],
        codes: Int32Array.from([...new Array(10).fill(0), 0, 0, 1, -1]),
      },
    ],
  };

  it("hold rows that did not train, by value; missing cells are a part of their own", () => {
    expect(slicesOf(start, table, "t")).toEqual([
      { label: "b", places: [2] },
      { label: "missing", places: [3] },
    ]);
    expect(slicesOf(start, table, "k").map(({ label }) => label)).toEqual(["1", "missing"]);
    expect(slicesOf(start, table, "none")).toEqual([]);
  });

  it("are quarters where a column has many numbers", () => {
    const values = Array.from({ length: 40 }, (_, row) => row);
    const many = {
      ...followedRows(
        [numeric("x", values)],
        values.map(() => 0),
      ),
      set: new Uint8Array(40).fill(1),
    };
    const wide: Table = { rowCount: 50, columns: [column("x", [...new Array(10).fill(0), ...values])] };
    const slices = slicesOf({ ...start, followed: many }, wide, "x");
    expect(slices.map(({ places }) => places.length)).toEqual([10, 10, 10, 10]);
    expect(slices[0]?.label).toBe("0.00 to 10.0");
  });

  it("are judged by the metric, and by how far predictions can be trusted", () => {
    const slice = { label: "", places: [2, 3] };
    const recorded = round(1, [0, 0, 3, 4]);
    expect(sliceMetric(start, recorded, slice, "rmse")).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(sliceCalibration(start, recorded, slice)).toEqual({
      predicted: null,
      observed: null,
      inside: null,
    });
    const binary = runStart(
      { ...followed, target: Float64Array.of(0, 0, 1, 0) },
      { kind: "classes", task: "binary", link: "logistic", scoreCount: 1, classNames: ["no", "yes"] },
    );
    expect(sliceCalibration(binary, round(1, [0, 0, 0, 0]), slice)).toMatchObject({
      predicted: 0.5,
      observed: 0.5,
    });
  });
});

describe("a threshold", () => {
  const probabilities = [0.1, 0.4, 0.6, 0.9];
  const isPositive = (row: number) => row === 1 || row === 3;
  const costs = { falsePositive: 1, falseNegative: 5 };

  it("counts what was said and what was true", () => {
    const counts = countsAt(probabilities, isPositive, 0.5);
    expect(counts).toEqual({ truePositives: 1, falsePositives: 1, falseNegatives: 1, trueNegatives: 1 });
    expect(costOf(counts, costs)).toBe(1.5);
  });

  it("is best in the middle of the cheapest stretch", () => {
    const { best, costs: found } = costCurve(probabilities, isPositive, costs);
    expect(Math.min(...found)).toBe(0.25);
    expect(best).toBeGreaterThan(0.1);
    expect(best).toBeLessThanOrEqual(0.4);
    expect(calibratedThreshold(costs)).toBeCloseTo(1 / 6, 12);
  });
});

describe("a plain plot", () => {
  it("begins a new line after a gap and knows where it ends", () => {
    const { lines, area } = lineFigure([{ id: "a", x: [0, 1, 2, 3], y: [1, Number.NaN, 2, 3] }], {
      size: { width: 300, height: 200 },
      right: 10,
      shareInside: 1,
    });
    expect(lines[0]?.path.match(/M/g)).toHaveLength(2);
    expect(lines[0]?.endX).toBeCloseTo(area.left + area.width, 6);
  });

  it("can be empty", () => {
    const { lines } = lineFigure([{ id: "a", x: [], y: [] }], {
      size: { width: 300, height: 200 },
      right: 10,
      shareInside: 0.9,
    });
    expect(lines[0]?.path).toBe("");
  });
});
