import { describe, expect, it } from "vitest";
import { exp, log1p } from "../../src/core/deterministic-math.ts";
import { lbfgs, type SmoothFunction } from "../../src/core/lbfgs.ts";
import { searchStep } from "../../src/core/wolfe-search.ts";

const EXACT = { maxIterations: 1000, gradientTolerance: 1e-9, valueTolerance: 0 };

/** sum over i of c_i (x_i - i)^2 / 2, c from 1 to 1,000. */
const bowl: SmoothFunction = (x, gradient) => {
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    const curve = 1 + (999 * i) / (x.length - 1);
    gradient[i] = curve * (x[i]! - i);
    value += (curve * (x[i]! - i) * (x[i]! - i)) / 2;
  }
  return value;
};

/** Rosenbrock's valley in any number of dimensions, as scipy.optimize.rosen has it. */
const valley: SmoothFunction = (x, gradient) => {
  gradient.fill(0);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const rise = x[i + 1]! - x[i]! * x[i]!;
    value += 100 * rise * rise + (1 - x[i]!) * (1 - x[i]!);
    gradient[i]! += -400 * rise * x[i]! - 2 * (1 - x[i]!);
    gradient[i + 1]! += 200 * rise;
  }
  return value;
};

/** Logistic loss of 40 rows with a penalty of 1/4 |w|^2 (sklearn's C = 2); the intercept is free. */
const rows = Array.from({ length: 40 }, (_, i) => [0, 1, 2].map((j) => ((i * 7 + j * 11) % 13) / 6 - 1));
const isPositive = rows.map(([a, b], i) => a! - 0.5 * b! + ((i * 5) % 7) / 7 - 0.4 > 0);
const logistic: SmoothFunction = (w, gradient) => {
  gradient.fill(0);
  let value = 0;
  rows.forEach((row, i) => {
    const z = row.reduce((sum, x, j) => sum + x * w[j]!, w[3]!);
    const away = isPositive[i] ? -z : z;
    value += Math.max(away, 0) + log1p(exp(-Math.abs(away)));
    const slope = 1 / (1 + exp(-z)) - (isPositive[i] ? 1 : 0);
    row.forEach((x, j) => {
      gradient[j]! += slope * x;
    });
    gradient[3]! += slope;
  });
  for (let j = 0; j < 3; j++) {
    value += 0.25 * w[j]! * w[j]!;
    gradient[j]! += 0.5 * w[j]!;
  }
  return value;
};

describe("lbfgs", () => {
  it("finds the bottom of a bowl", async () => {
    const end = await lbfgs(bowl, new Float64Array(30), EXACT);
    expect(end.why).toBe("gradient");
    end.point.forEach((x, i) => {
      expect(x).toBeCloseTo(i, 9);
    });
    expect(end.iterations).toBeLessThan(120);
  });

  it("walks through Rosenbrock's valley in about as many steps as scipy 1.10.1 (56, 67 evaluations)", async () => {
    const start = Float64Array.of(-1.2, 1, -1.2, 1, -1.2, 1);
    const end = await lbfgs(valley, start, { ...EXACT, gradientTolerance: 1e-8 });
    end.point.forEach((x) => {
      expect(x).toBeCloseTo(1, 7);
    });
    expect(end.iterations).toBeLessThan(90);
    expect(end.evaluations).toBeLessThan(130);
    expect(Array.from(start)).toEqual([-1.2, 1, -1.2, 1, -1.2, 1]);
  });

  it("gives the penalised logistic regression of scipy 1.10.1 and sklearn 1.2.1", async () => {
    const end = await lbfgs(logistic, new Float64Array(4), EXACT);
    expect(isPositive.filter(Boolean)).toHaveLength(25);
    expect(end.value).toBeCloseTo(16.13856227557425, 11);
    // scipy's L-BFGS-B to 1e-16; LogisticRegression(C=2, tol=1e-12) agrees to 4e-6.
    const wanted = [2.821094090297385, -0.509259394644582, 0.2588136431211985, 0.8219076007739968];
    end.point.forEach((w, j) => {
      expect(w).toBeCloseTo(wanted[j]!, 6);
    });
  });

  it("ends after so many iterations, or where a step brings next to nothing", async () => {
    const cut = await lbfgs(valley, new Float64Array(6), { ...EXACT, maxIterations: 3 });
    expect([cut.why, cut.iterations]).toEqual(["iterations", 3]);
    const coarse = await lbfgs(valley, new Float64Array(6), { ...EXACT, valueTolerance: 1e-3 });
    expect(coarse.why).toBe("value");
    const none = await lbfgs(valley, new Float64Array(6).fill(1), EXACT);
    expect([none.why, none.iterations]).toEqual(["gradient", 0]);
  });

  it("breathes between iterations, and stops when it is asked to", async () => {
    let breaths = 0;
    const host = {
      pause: () => (breaths++ % 2 === 0 ? Promise.resolve() : undefined),
      get stopped() {
        return breaths >= 4;
      },
    };
    const end = await lbfgs(valley, new Float64Array(6), { ...EXACT, host });
    expect([end.why, end.iterations, breaths]).toEqual(["stopped", 4, 4]);
  });

  it("does not lose the point where the function has a wall or cannot be lowered", async () => {
    const walled: SmoothFunction = (x, gradient) => {
      gradient[0] = 1 - 1 / x[0]!;
      return x[0]! > 0 ? x[0]! - 1 - Math.log(x[0]!) : Number.NaN;
    };
    const inside = await lbfgs(walled, Float64Array.of(0.1), EXACT);
    expect(inside.point[0]).toBeCloseTo(1, 7);
    const wrong: SmoothFunction = (x, gradient) => {
      gradient[0] = -1;
      return x[0]! * x[0]!;
    };
    const stuck = await lbfgs(wrong, Float64Array.of(0), EXACT);
    expect([stuck.why, stuck.point[0]]).toEqual(["line-search", 0]);
  });
});

describe("searchStep", () => {
  it.each([0.001, 0.1, 1, 10, 500])("meets the strong Wolfe conditions from a first step of %d", (first) => {
    // Moré and Thuente's first function: -t / (t^2 + 2).
    let last = 0;
    const tryStep = (step: number) => {
      last = step;
      const bottom = step * step + 2;
      return { step, value: -step / bottom, slope: (step * step - 2) / (bottom * bottom) };
    };
    const start = tryStep(0);
    const found = searchStep(tryStep, start, first)!;
    expect(found.value).toBeLessThanOrEqual(1e-4 * found.step * start.slope);
    expect(Math.abs(found.slope)).toBeLessThanOrEqual(0.9 * Math.abs(start.slope));
    expect(last).toBe(found.step);
  });

  it("has no step uphill", () => {
    expect(searchStep(() => expect.fail(), { step: 0, value: 1, slope: 0 }, 1)).toBeNull();
  });
});
