import { describe, expect, it } from "vitest";
import { betaI, digamma, gammaP, gammaQ, lnBeta, lnGamma, trigamma } from "../../src/core/gamma-functions.ts";
import reference from "./gamma-reference.json" with { type: "json" };

const functions = { lnGamma, digamma, trigamma, gammaP, gammaQ, lnBeta, betaI };
type Name = keyof typeof functions;
/** Share of the value (or of 1 where the function passes through 0). */
const TOLERANCE: Record<Name, number> = {
  lnGamma: 1e-14,
  digamma: 4e-15,
  trigamma: 4e-15,
  gammaP: 2e-13,
  gammaQ: 2e-13,
  lnBeta: 1e-12,
  betaI: 4e-11,
};

describe("gamma functions against SciPy", () => {
  it.each(Object.keys(TOLERANCE) as Name[])("%s", (name) => {
    for (const line of reference[name]) {
      const [theirs, ...args] = [...line].reverse() as [number, ...number[]];
      const ours = (functions[name] as (...args: number[]) => number)(...args.reverse());
      const scale =
        name.startsWith("ln") || name === "digamma" ? Math.max(1, Math.abs(theirs)) : Math.abs(theirs);
      expect(Math.abs(ours - theirs), `${name}(${args}): ${ours}, ${theirs}`).toBeLessThanOrEqual(
        TOLERANCE[name] * scale,
      );
    }
  });

  it("is not defined where the field does not define it", () => {
    for (const x of [0, -1, Number.NaN]) {
      expect([lnGamma(x), digamma(x), trigamma(x)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    }
    expect(gammaP(2, Number.NaN)).toBeNaN();
    expect(betaI(-1, 2, 0.5)).toBeNaN();
  });
});
