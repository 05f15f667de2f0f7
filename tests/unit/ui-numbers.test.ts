import { describe, expect, it } from "vitest";
import type { NumberParam } from "../../src/core/params.ts";
import { spreadLabels } from "../../src/figures/spread-labels.ts";
import { curvePath } from "../../src/ui/charts/curve-path.ts";
import { lossScale, type Series } from "../../src/ui/charts/loss-scale.ts";
import { plotFrame } from "../../src/ui/charts/plot-frame.ts";
import { durationText } from "../../src/ui/clock/training-status.ts";
import { readNumber, sliderPosition, sliderValue, valueText } from "../../src/ui/controls/number-text.ts";
import { bytesText } from "../../src/ui/import/bytes-text.ts";
import { shareText } from "../../src/ui/import/share-text.ts";

const rate: NumberParam = {
  kind: "number",
  id: "rate",
  label: "Rate",
  help: "",
  default: 0.3,
  min: 0,
  minExclusive: true,
  max: 1,
  softMin: 0.01,
  softMax: 1,
  scale: "log",
};
const depth: NumberParam = {
  kind: "integer",
  id: "depth",
  label: "Depth",
  help: "",
  default: null,
  min: 0,
  max: 30,
};

describe("typed numbers", () => {
  it("takes what fits, with either decimal mark and a true minus", () => {
    expect(readNumber(rate, " 0,25 ")).toEqual({ ok: true, value: 0.25 });
    expect(readNumber({ ...rate, min: -5 }, "−2")).toEqual({ ok: true, value: -2 });
    expect(readNumber(depth, "")).toEqual({ ok: true, value: null });
  });

  it("refuses what does not fit, changes nothing and offers the nearest value", () => {
    expect(readNumber(depth, "40")).toEqual({ ok: false, problem: "Depth can be 30 at most.", fix: 30 });
    expect(readNumber(depth, "2.6")).toEqual({
      ok: false,
      problem: "Depth has to be a whole number.",
      fix: 3,
    });
    expect(readNumber(rate, "0")).toMatchObject({ ok: false, problem: "Rate has to be above 0." });
    expect(readNumber(rate, "fast")).toEqual({ ok: false, problem: "Rate has to be a number.", fix: 0.3 });
  });

  it("writes numbers that read back to themselves", () => {
    for (const value of [0.1, 0.05, 0.075, 1e-7, 12, -3.5]) {
      expect(readNumber({ ...rate, min: -5, max: 100 }, valueText(value))).toEqual({ ok: true, value });
    }
    expect(valueText(0.1)).toBe("0.10");
  });

  it("walks a log scale from end to end", () => {
    expect(sliderPosition(rate, 0.01)).toBe(0);
    expect(sliderPosition(rate, 0.1)).toBe(500);
    expect(sliderValue(rate, 1000)).toBe(1);
    expect(sliderValue(rate, 500)).toBe(0.1);
  });
});

const series = (validation: readonly number[]): Series => ({
  runId: "r",
  name: "R",
  hue: "gbdt",
  hollow: false,
  train: validation,
  validation,
  test: [],
});

describe("the loss plot", () => {
  it("lets the steep first rounds leave the frame, not later ones", () => {
    const values = [100, 50, 10, 5, 4, 3, 2, 2, 2, 2, 2, 2, 9];
    const { range } = lossScale({
      series: [series(values)],
      metric: "rmse",
      plannedRounds: 100,
      wantsLog: false,
    });
    expect(range.max).toBeGreaterThan(9);
    expect(range.max).toBeLessThan(50);
    expect(range.min).toBeGreaterThanOrEqual(0);
  });

  it("has an empty frame without values and breaks lines at gaps", () => {
    expect(lossScale({ series: [], metric: "rmse", plannedRounds: 10, wantsLog: false }).ticks).toEqual([]);
    const scale = { range: { min: 0, max: 1 }, ticks: [0, 1], isLog: false, canBeLog: true };
    const frame = plotFrame({ width: 222, height: 162 }, 10, scale);
    expect(curvePath([1, Number.NaN, 0], frame)).toBe("M40.0 28.0M60.0 128.0");
  });

  it("takes equal ratios as equal distances on a log axis, and stays linear where a value has no logarithm", () => {
    const wanted = { metric: "rmse", plannedRounds: 2, wantsLog: true };
    const scale = lossScale({ ...wanted, series: [series([100, 10, 1])] });
    expect(scale).toMatchObject({ isLog: true, canBeLog: true });
    const { y } = plotFrame({ width: 222, height: 162 }, 2, scale);
    expect(y(1) - y(10)).toBeCloseTo(y(10) - y(100), 9);
    const linear = lossScale({ ...wanted, series: [series([100, 0, 1])] });
    expect(linear).toMatchObject({ isLog: false, canBeLog: false });
  });

  it("moves labels apart, keeps their order and stays inside", () => {
    expect(spreadLabels([50, 52, 49], 15, { top: 0, bottom: 100 })).toEqual([64, 79, 49]);
    expect(spreadLabels([95, 96], 15, { top: 0, bottom: 100 })).toEqual([85, 100]);
  });
});

describe("sizes and shares", () => {
  it("says them with their unit", () => {
    expect(bytesText(612_000)).toBe("612 KB");
    expect(bytesText(4_130_000)).toBe("4.1 MB");
    expect(shareText(0, 10)).toBe("0 %");
    expect(shareText(1, 100_000)).toBe("<0.1 %");
    expect(durationText(0.2)).toBe("under 1 s");
    expect(durationText(150)).toBe("about 3 min");
  });
});
