import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as math from "../../src/core/deterministic-math.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { sha256Hex } from "../../src/core/sha256.ts";
import { unitsApart } from "./units-apart.ts";

const { atan, cos, erf, erfc, exp, expm1, log, log1p, normalCdf, normalQuantile, pow, sin, tanh } = math;
const { values: reference, powers } = JSON.parse(
  readFileSync(new URL("./math-reference.json", import.meta.url), "utf8"),
) as {
  readonly values: { readonly [name: string]: readonly (readonly [number, number])[] };
  readonly powers: readonly (readonly [number, number, number])[];
};
const functions = new Map<string, (x: number) => number>(
  Object.entries(math).filter(([name]) => name !== "pow") as [string, (x: number) => number][],
);
const random = createRandomSource(7, "math");
const infinity = Number.POSITIVE_INFINITY;

/** An even grid and as many random points of [low, high]. */
function points(low: number, high: number, count = 4000): number[] {
  const grid = Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  return [...grid, ...grid.map((_, i) => low + (high - low) * random.uniform(i, count))];
}

/** Random numbers of every size between 10^low and 10^high. */
function magnitudes(low: number, high: number): number[] {
  return points(low, high, 2000).map((exponent) => 10 ** exponent);
}

function worst(ours: (x: number) => number, theirs: (x: number) => number, xs: readonly number[]) {
  let at = { x: Number.NaN, units: 0 };
  for (const x of xs) {
    const units = unitsApart(ours(x), theirs(x));
    if (units > at.units) at = { x, units };
  }
  return at;
}

describe("values computed at 300 bits", () => {
  const units: { readonly [name: string]: number } = {
    tanh: 2,
    erfc: 3,
    normalCdf: 12,
    normalDensity: 4,
    normalQuantile: 6,
  };
  it.each([...functions.keys()])("%s", (name) => {
    expect(reference[name]!.length).toBeGreaterThan(4);
    for (const [x, value] of reference[name]!) {
      const difference = unitsApart(functions.get(name)!(x), value);
      expect(difference, `${name}(${x})`).toBeLessThanOrEqual(units[name] ?? 1);
    }
  });

  it("pow", () => {
    for (const [x, y, value] of powers) {
      expect(unitsApart(pow(x, y), value), `${x}^${y}`).toBeLessThanOrEqual(1);
    }
  });
});

describe("against the host's functions, which err by about a unit themselves", () => {
  it.each([
    ["exp", exp, Math.exp, [...points(-745, 709), ...points(-1, 1)], 2],
    ["log", log, Math.log, [...points(0.01, 3), ...magnitudes(-320, 308)], 2],
    ["log1p", log1p, Math.log1p, [...points(-0.999, 3), ...magnitudes(-320, 308)], 2],
    ["expm1", expm1, Math.expm1, [...points(-40, 709), ...points(-1, 1), ...magnitudes(-320, 0)], 2],
    ["sin", sin, Math.sin, [...points(-10, 10), ...points(-1e5, 1e5)], 2],
    ["cos", cos, Math.cos, [...points(-10, 10), ...points(-1e5, 1e5)], 2],
    ["atan", atan, Math.atan, [...points(-5, 5), ...magnitudes(-300, 300)], 2],
    ["tanh", tanh, Math.tanh, [...points(-25, 25), ...magnitudes(-300, 1)], 4],
  ] as const)("%s", (_, ours, theirs, xs, limit) => {
    const at = worst(ours, theirs, xs);
    expect(at.units, `at ${at.x}`).toBeLessThanOrEqual(limit);
  });
});

describe("identities", () => {
  it("whole powers of small whole numbers are exact", () => {
    for (let x = 1; x <= 30; x++) {
      for (let y = 0, value = 1; value < 2 ** 53; y++, value *= x) {
        expect(pow(x, y), `${x}^${y}`).toBe(value);
        expect(pow(-x, y), `(${-x})^${y}`).toBe(y % 2 === 0 ? value : -value);
        if (x === 1 && y > 60) break;
      }
    }
    for (let y = -1074; y <= 1023; y++) expect(pow(2, y)).toBe(2 ** y);
  });

  it("odd and even functions mirror to the bit", () => {
    for (const x of points(0.001, 30, 300)) {
      for (const odd of [sin, atan, tanh, erf]) expect(odd(-x)).toBe(-odd(x));
      expect(cos(-x)).toBe(cos(x));
    }
  });

  it("erf and erfc, and both tails of the normal, add up", () => {
    for (const x of points(-6, 6, 500)) {
      expect(Math.abs(erf(x) + erfc(x) - 1)).toBeLessThan(3e-16);
      expect(Math.abs(normalCdf(x) + normalCdf(-x) - 1)).toBeLessThan(3e-16);
    }
  });

  it("the normal quantile turns the distribution function back", () => {
    for (const p of [...points(0.001, 0.999, 300), ...magnitudes(-300, -1)]) {
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1), `p = ${p}`).toBeLessThan(1.5e-12);
    }
  });

  it("the normal distribution function never falls", () => {
    let before = 0;
    for (let i = 0; i <= 20000; i++) {
      const value = normalCdf(-38 + (i * 46) / 20000);
      expect(value).toBeGreaterThanOrEqual(before);
      before = value;
    }
  });
});

describe("special values", () => {
  it.each([
    [
      "exp",
      exp,
      [
        [-infinity, 0],
        [infinity, infinity],
        [0, 1],
        [-0, 1],
        [710, infinity],
        [-746, 0],
        [-745, 5e-324],
      ],
    ],
    [
      "log",
      log,
      [
        [0, -infinity],
        [-0, -infinity],
        [1, 0],
        [-1, Number.NaN],
        [infinity, infinity],
      ],
    ],
    [
      "log1p",
      log1p,
      [
        [-1, -infinity],
        [-2, Number.NaN],
        [0, 0],
        [-0, -0],
        [infinity, infinity],
      ],
    ],
    [
      "expm1",
      expm1,
      [
        [-infinity, -1],
        [infinity, infinity],
        [0, 0],
        [-0, -0],
        [5e-324, 5e-324],
      ],
    ],
    [
      "sin",
      sin,
      [
        [infinity, Number.NaN],
        [0, 0],
        [-0, -0],
        [5e-324, 5e-324],
      ],
    ],
    [
      "cos",
      cos,
      [
        [-infinity, Number.NaN],
        [0, 1],
      ],
    ],
    [
      "atan",
      atan,
      [
        [infinity, Math.PI / 2],
        [-infinity, -Math.PI / 2],
        [-0, -0],
      ],
    ],
    [
      "tanh",
      tanh,
      [
        [infinity, 1],
        [-infinity, -1],
        [-0, -0],
      ],
    ],
    [
      "erf",
      erf,
      [
        [infinity, 1],
        [-infinity, -1],
        [0, 0],
        [-0, -0],
      ],
    ],
    [
      "erfc",
      erfc,
      [
        [infinity, 0],
        [-infinity, 2],
        [0, 1],
      ],
    ],
    [
      "normalCdf",
      normalCdf,
      [
        [infinity, 1],
        [-infinity, 0],
        [0, 0.5],
      ],
    ],
    [
      "normalDensity",
      math.normalDensity,
      [
        [infinity, 0],
        [-infinity, 0],
      ],
    ],
    [
      "normalQuantile",
      normalQuantile,
      [
        [0, -infinity],
        [1, infinity],
        [0.5, 0],
        [-0.1, Number.NaN],
        [1.1, Number.NaN],
      ],
    ],
  ] as const)("%s", (_, ours, pairs) => {
    for (const [x, value] of pairs) expect(ours(x), `at ${x}`).toBe(value);
    expect(ours(Number.NaN)).toBeNaN();
  });

  it("pow has the special values of the language", () => {
    const special = [0, -0, 1, -1, 0.5, -0.5, 2, -2, 3, -3, 1e300, 5e-324, infinity, -infinity, Number.NaN];
    for (const x of special) {
      for (const y of special) expect(unitsApart(pow(x, y), x ** y), `${x}^${y}`).toBeLessThanOrEqual(1);
    }
  });

  it("large angles stay in range", () => {
    for (const x of magnitudes(6, 300)) {
      expect(Math.abs(sin(x))).toBeLessThanOrEqual(1);
      expect(Math.abs(cos(x))).toBeLessThanOrEqual(1);
    }
  });
});

/** A hash of the outputs' bits at points that only + - x / made. A change here is a change of `numerics`. */
describe("frozen bits", () => {
  const grid = Array.from({ length: 6001 }, (_, i) => (i - 3000) / 128);
  it.each([
    ["exp", exp, "43eac649b94e5513"],
    ["log", (x: number) => log(Math.abs(x) + 0.001), "d12663b7d94c32de"],
    ["log1p", (x: number) => log1p(Math.abs(x) / 1024), "45446df47e12f604"],
    ["expm1", (x: number) => expm1(x / 16), "03536b56fdf33781"],
    ["pow", (x: number) => pow(Math.abs(x) + 0.25, x), "83fb247ef47a7725"],
    ["sin", (x: number) => sin(x * 100), "583cc7129f3d3a99"],
    ["cos", (x: number) => cos(x * 100), "d1cb7d6b2fa7fbb4"],
    ["atan", atan, "1288aedf2c1c5ed7"],
    ["tanh", (x: number) => tanh(x / 4), "00e4325a665399ef"],
    ["erf", (x: number) => erf(x / 4), "1d1533b17ee1ffd9"],
    ["erfc", erfc, "12be876ff086dd34"],
    ["normalCdf", normalCdf, "584d83aeaa21d503"],
    ["normalDensity", math.normalDensity, "80f3fb45f6bddb2d"],
    ["normalQuantile", (x: number) => normalQuantile((x + 24) / 48), "471e3e387debf08c"],
  ] as const)("%s", (_, ours, hash) => {
    const values = Float64Array.from(grid, ours);
    expect(sha256Hex(new Uint8Array(values.buffer)).slice(0, 16)).toBe(hash);
  });
});
