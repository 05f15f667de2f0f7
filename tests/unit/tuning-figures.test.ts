import { describe, expect, it } from "vitest";
import { worstThatCounts } from "../../src/analysis/tuning/bayesian-search.ts";
import { dimensionsOf } from "../../src/analysis/tuning/search-space.ts";
import { parallelFigure } from "../../src/figures/parallel-figure.ts";
import { metricFrame, placeIn, searchedText, ticksOf } from "../../src/figures/search-axis.ts";
import { sliceFigure } from "../../src/figures/slice-figure.ts";

const dimensions = dimensionsOf(
  [
    {
      kind: "number",
      id: "rate",
      label: "Rate",
      default: 0.1,
      min: 0,
      max: 1,
      softMin: 0.01,
      softMax: 1,
      scale: "log",
    },
    { kind: "integer", id: "depth", label: "Depth", default: 4, min: 1, max: 30, softMin: 1, softMax: 10 },
    { kind: "boolean", id: "on", label: "On", default: true },
    {
      kind: "choice",
      id: "growth",
      label: "Growth",
      default: "a",
      choices: [
        { id: "a", label: "by depth" },
        { id: "b", label: "by gain" },
      ],
    },
  ],
  { rate: 0.1, depth: 4, on: true, growth: "a" },
);

describe("axes of a search", () => {
  it("have both ends, powers of ten on a log scale, whole numbers, and all options", () => {
    const texts = dimensions.map((dimension) => ticksOf(dimension, 4).map(({ text }) => text));
    expect(texts[0]).toEqual(["0.01", "0.1", "1"]);
    expect(texts[1]![0]).toBe("1");
    expect(texts[1]!.at(-1)).toBe("10");
    expect(texts[2]).toEqual(["no", "yes"]);
    expect(texts[3]).toEqual(["by depth", "by gain"]);
    expect(ticksOf(dimensions[0]!, 4).map(({ at }) => at)).toEqual([0, expect.closeTo(0.5, 9), 1]);
    expect(searchedText(dimensions[0]!, 0.0123456)).toBe("0.0123");
  });

  it("frame the metric so that a few bad trials do not press all others together", () => {
    expect(worstThatCounts([1, 1.1, 1.2, 9])).toBeCloseTo(1.4, 12);
    expect(worstThatCounts([2, 2, 2])).toBe(2);
    const { range, clipped } = metricFrame([1, 1.1, 1.2, 9, Number.NaN], true);
    expect(clipped).toBe(1);
    expect(range.max).toBeLessThan(1.5);
    expect(placeIn(range, 9)).toBe(1);
    const higher = metricFrame([0.9, 0.88, 0.86, 0.1], false);
    expect(higher.clipped).toBe(1);
    expect(higher.range.min).toBeGreaterThan(0.8);
  });
});

describe("parallel coordinates", () => {
  it("have an axis at each end and a line through all of them", () => {
    const axes = ["a", "b", "c"].map((id) => ({ id, label: id, ticks: [{ at: 0, text: "0" }] }));
    const {
      area,
      axes: drawn,
      lines,
    } = parallelFigure(axes, [{ id: 1, places: [0, 0.5, 1] }], {
      width: 424,
      height: 242,
    });
    expect(drawn.map(({ x }) => x)).toEqual([12, 212, 412]);
    expect(drawn[0]!.ticks[0]!.y).toBe(area.top + area.height);
    expect(lines[0]!.path).toBe(
      `M12 ${area.top + area.height}L212 ${area.top + area.height / 2}L412 ${area.top}`,
    );
    expect(lines[0]!.end).toEqual({ x: 412, y: area.top });
    expect(drawn.map(({ anchor }) => anchor)).toEqual(["start", "start", "end"]);
  });
});

describe("a slice", () => {
  it("has a dot a trial, those beyond the frame at its edge, and the model's line and band", () => {
    const { area, points, line, band } = sliceFigure(
      [
        { id: 1, at: 0, value: 1 },
        { id: 2, at: 1, value: 50 },
      ],
      [
        { at: 0, mean: 1, deviation: 0.5 },
        { at: 1, mean: 2, deviation: 0.5 },
      ],
      { ticks: ticksOf(dimensions[0]!, 3), range: { min: 0, max: 2 }, size: { width: 200, height: 150 } },
    );
    expect(points[0]).toEqual({ id: 1, x: area.left, y: area.top + area.height / 2 });
    expect(points[1]).toEqual({ id: 2, x: area.left + area.width, y: area.top });
    expect(line).toBe(`M${area.left} ${area.top + area.height / 2}L${area.left + area.width} ${area.top}`);
    expect(band.match(/[ML]/g)).toHaveLength(4);
  });
});
