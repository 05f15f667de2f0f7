import { describe, expect, it } from "vitest";
import { jointDistributions } from "../../src/boosting/distributions/all-distributions.ts";
import { formulasOf } from "../../src/boosting/distributions/row-scores.ts";
import { createSymmetricSolver } from "../../src/core/linear-algebra.ts";
import { isClose } from "./compare-trees.ts";
import { readJson, referenceFolder } from "./reference-folder.ts";

interface JointValues {
  readonly params_internal: readonly (readonly number[])[];
  readonly y: readonly (readonly number[])[];
  readonly score: readonly number[];
  readonly gradient: readonly (readonly number[])[];
  readonly metric: readonly (readonly (readonly number[])[])[];
  readonly natural_gradient: readonly (readonly number[])[];
}

const { distributions } = readJson<{
  readonly distributions: { readonly [name: string]: { readonly LogScore?: JointValues } };
}>(referenceFolder(), "ngboost", "distributions.json");
const tables = Object.entries(distributions).filter(([name]) => name.startsWith("MultivariateNormal"));

describe("NGBoost reference values of several targets", () => {
  it.each(tables)("%s", (name, { LogScore: table }) => {
    const [rule] = jointDistributions["multivariate-normal"]!(Number(name.at(-1))).scores;
    const formulas = formulasOf(rule!, true);
    const close = (ours: number, theirs: number, tolerance: number, what: string) =>
      expect(isClose(ours, theirs, tolerance, tolerance), `${what}: ${ours}, ${theirs}`).toBe(true);
    table!.params_internal.forEach((internal, i) => {
      const theta = Float64Array.from(internal);
      const y = Float64Array.from(table!.y[i]!);
      const size = theta.length;
      const gradient = new Float64Array(size);
      const metric = new Float64Array(size * size);
      formulas.gradient(theta, 0, y, gradient, 0);
      formulas.metric(theta, 0, metric, 0);
      close(formulas.score(theta, 0, y), table!.score[i]!, 1e-12, `score ${i}`);
      gradient.forEach((value, k) => {
        close(value, table!.gradient[i]![k]!, 1e-12, `gradient ${i}, ${k}`);
      });
      metric.forEach((value, at) => {
        close(value, table!.metric[i]![Math.floor(at / size)]![at % size]!, 1e-11, `metric ${i}, ${at}`);
      });
      expect(createSymmetricSolver(size).solve(metric, gradient, 0)).toBe(true);
      const exact = new Float64Array(size);
      rule!.natural!(theta, 0, y, exact, 0);
      gradient.forEach((value, k) => {
        close(value, table!.natural_gradient[i]![k]!, 1e-10, `natural gradient ${i}, ${k}`);
        // without what the library adds to the diagonal
        close(exact[k]!, table!.natural_gradient[i]![k]!, 1e-4, `closed form ${i}, ${k}`);
      });
    });
  });

  it("are there", () => {
    expect(tables.length).toBeGreaterThan(0);
  });
});
