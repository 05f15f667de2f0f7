import { describe, expect, it } from "vitest";
import { distributionReport } from "../../src/analysis/distribution-report.ts";
import { distributionById, loadDistribution } from "../../src/boosting/distributions/index.ts";
import { createRandomSource } from "../../src/core/random.ts";

const random = createRandomSource(3, "report");
const ROWS = 4000;

/** Targets drawn from standard normal laws, and predictions whose spread is `factor` times that. */
function predicted(factor: number) {
  const { quantile } = distributionById("normal");
  const parameters = new Float64Array(2 * ROWS);
  const target = new Float64Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    const mean = 5 * random.uniform(row, 1);
    target[row] = quantile(Float64Array.of(mean, 0), 0, (row + random.uniform(row, 2)) / ROWS);
    parameters.set([mean, Math.log(factor)], 2 * row);
  }
  const predictions = {
    kind: "distribution",
    rowCount: ROWS,
    distribution: "normal",
    parameters,
    parameterCount: 2,
    point: parameters.filter((_, i) => i % 2 === 0),
  } as const;
  return { predictions, target };
}

describe("report on predicted distributions", () => {
  it("finds right ones right", () => {
    const { predictions, target } = predicted(1);
    const { rows, intervals, pit, calibrationError, calibrationSlope, sharpness } = distributionReport(
      predictions,
      target,
    );
    expect(rows).toBe(ROWS);
    for (const { level, coverage } of intervals) expect(coverage).toBeCloseTo(level, 2);
    expect(intervals[2]!.width).toBeCloseTo(2 * 1.6448536269514722, 6);
    for (const share of pit) expect(share).toBeCloseTo(0.1, 2);
    expect(calibrationError).toBeLessThan(0.005);
    expect(calibrationSlope).toBeCloseTo(1, 2);
    expect(sharpness).toBeCloseTo(1, 12);
  });

  it("finds narrow ones too sure and wide ones too shy", () => {
    const narrow = distributionReport(...(Object.values(predicted(0.5)) as [never, never]));
    const wide = distributionReport(...(Object.values(predicted(2)) as [never, never]));
    expect(narrow.intervals[2]!.coverage).toBeCloseTo(0.589, 2);
    expect(narrow.calibrationSlope).toBeLessThan(0.7);
    expect(narrow.pit[0]).toBeGreaterThan(0.2);
    expect(wide.intervals[2]!.coverage).toBeGreaterThan(0.99);
    expect(wide.calibrationSlope).toBeGreaterThan(1.3);
    expect(Math.min(narrow.calibrationError, wide.calibrationError)).toBeGreaterThan(0.05);
  });

  it("leaves out rows without target, and a spread that does not exist", async () => {
    await loadDistribution("cauchy");
    const { predictions, target } = predicted(1);
    target[0] = Number.NaN;
    const report = distributionReport({ ...predictions, distribution: "cauchy" }, target);
    expect(report.rows).toBe(ROWS - 1);
    expect(report.sharpness).toBeNull();
  });
});
