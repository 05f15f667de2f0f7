import { describe, expect, it } from "vitest";
import {
  type AlphaPlane,
  clearPlane,
  roundStamp,
  stampPoints,
  stampStems,
} from "../../src/figures/point-stamps.ts";

function plane(width: number, height: number): AlphaPlane {
  return { data: new Uint8ClampedArray(width * height * 4), width, top: 0, bottom: height };
}

function alphaAt({ data, width }: AlphaPlane, x: number, y: number): number {
  return data[(y * width + x) * 4 + 3];
}

function total({ data }: AlphaPlane): number {
  let sum = 0;
  for (let at = 3; at < data.length; at += 4) sum += data[at];
  return sum;
}

const dot = roundStamp({ radius: 2, hole: 0, opacity: 0.5 });

describe("point stamps", () => {
  it("covers a disc around the position and nothing else", () => {
    const image = plane(12, 12);
    stampPoints(image, { x: [6], y: [6] }, [0], { stamp: dot, ratio: 1 });
    expect(alphaAt(image, 6, 6)).toBe(128);
    expect(alphaAt(image, 5, 5)).toBe(128);
    expect(alphaAt(image, 9, 6)).toBe(0);
    expect(total(image) / 128).toBeCloseTo(Math.PI * 4, 0);
    expect([...image.data.slice(0, 3)]).toEqual([0, 0, 0]);
  });

  it("keeps parts of a pixel, and scales positions to the screen", () => {
    const [here, there] = [plane(24, 24), plane(24, 24)];
    stampPoints(here, { x: [6.25], y: [6] }, [0], { stamp: dot, ratio: 1 });
    stampPoints(there, { x: [6], y: [6] }, [0], { stamp: dot, ratio: 1 });
    expect(alphaAt(here, 8, 6)).toBeGreaterThan(alphaAt(there, 8, 6));
    const doubled = plane(24, 24);
    stampPoints(doubled, { x: [6], y: [6] }, [0], { stamp: dot, ratio: 2 });
    expect(alphaAt(doubled, 12, 12)).toBe(128);
    expect(alphaAt(doubled, 6, 6)).toBe(0);
  });

  it("gets darker where rows lie on each other, up to opaque", () => {
    const image = plane(12, 12);
    const rows = Array.from({ length: 60 }, () => 0);
    stampPoints(image, { x: [6], y: [6] }, rows.slice(0, 2), { stamp: dot, ratio: 1 });
    expect(alphaAt(image, 6, 6)).toBe(192);
    stampPoints(image, { x: [6], y: [6] }, rows, { stamp: dot, ratio: 1 });
    expect(alphaAt(image, 6, 6)).toBeGreaterThan(250);
  });

  it("leaves missing values out and stays inside its pixels", () => {
    const image = plane(8, 8);
    const x = [Number.NaN, 0, 8, -40, 4, Number.POSITIVE_INFINITY];
    const y = [4, 0, 8, 4, Number.NaN, 4];
    stampPoints(image, { x, y }, [0, 1, 2, 3, 4, 5], { stamp: dot, ratio: 1 });
    expect(alphaAt(image, 0, 0)).toBe(128);
    expect(alphaAt(image, 7, 7)).toBe(128);
    expect(alphaAt(image, 4, 4)).toBe(0);
    expect(alphaAt(image, 0, 7)).toBe(0);
  });

  it("draws rings with a hole", () => {
    const image = plane(12, 12);
    const ring = roundStamp({ radius: 3, hole: 1.5, opacity: 1 });
    stampPoints(image, { x: [6], y: [6] }, [0], { stamp: ring, ratio: 1 });
    expect(alphaAt(image, 6, 6)).toBe(0);
    expect(alphaAt(image, 8, 6)).toBeGreaterThan(200);
  });

  it("draws stems from the base to the value, cut at the limits", () => {
    const image = { ...plane(6, 20), top: 4, bottom: 16 };
    stampStems(image, { x: [2.5, 4.5], y: [0, 14] }, [0, 1], { base: 10, opacity: 1, ratio: 1 });
    const line = (x: number) => Array.from({ length: 20 }, (_, y) => (alphaAt(image, x, y) > 0 ? 1 : 0));
    expect(line(2)).toEqual([...Array(4).fill(0), ...Array(6).fill(1), ...Array(10).fill(0)]);
    expect(line(4)).toEqual([...Array(10).fill(0), ...Array(4).fill(1), ...Array(6).fill(0)]);
    expect(line(3)).toEqual(Array(20).fill(0));
    clearPlane(image.data);
    expect(total(image)).toBe(0);
  });
});
