import { describe, expect, it } from "vitest";
import { lab } from "./cli-process.ts";

const TWO = "#d=sine&n=120&e=gbdt&lr=.1&depth=2&e=gbdt&lr=1&depth=6&rounds=20";

function answer(args: readonly string[]) {
  const { status, stdout, stderr } = lab(["compare", ...args]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout;
}

describe("lab compare", () => {
  it("holds runs against each other over seeds, and judges each at its best validation round", () => {
    const [comparison] = JSON.parse(answer([TWO, "--seeds", "4", "--json"])).comparisons;
    expect(comparison).toMatchObject({ metric: "rmse", set: "test", repeats: 4, folds: null, baseline: 0 });
    const [first, second] = comparison.runs;
    expect(first.verdict).toEqual({ is: "baseline" });
    expect(second.scores).toHaveLength(4);
    const mean = second.scores.reduce(
      (sum: number, score: number, seed: number) => sum + score - first.scores[seed],
      0,
    );
    expect(second.mean).toBeCloseTo(mean / 4, 12);
    expect(second.interval.low).toBeLessThan(second.mean);
    expect(second.judgedRounds.every((round: number) => round <= 20)).toBe(true);
    const { probabilities } = second;
    expect(probabilities.better + probabilities.same + probabilities.worse).toBeCloseTo(1, 12);
  });

  it("takes another baseline, metric and width of sameness", () => {
    const [comparison] = JSON.parse(
      answer([TWO, "--seeds", "3", "--baseline", "2", "--metric", "mae", "--same", "50", "--json"]),
    ).comparisons;
    expect(comparison).toMatchObject({ metric: "mae", baseline: 1, same: 0.5 });
    expect(comparison.runs[1].verdict).toEqual({ is: "baseline" });
    expect(comparison.runs[0].rope).toBeCloseTo(0.5 * comparison.runs[1].value, 12);
  });

  it("takes the folds of cross-validations for repeats: every row tests once", () => {
    const [comparison] = JSON.parse(answer([TWO, "--folds", "5", "--json"])).comparisons;
    expect(comparison).toMatchObject({ repeats: 5, folds: 5 });
    expect(comparison.runs[1].scores).toHaveLength(5);
    expect(new Set(comparison.runs[1].scores).size).toBe(5);
    expect(answer([TWO, "--folds", "5", "--seeds", "2"])).toContain("lower is better, 2 × 5 folds");
  });

  it("ranks runs over several data sets", () => {
    const others = ["friedman", "steps"].map((id) => TWO.replace("sine", id).replace("&n=120", ""));
    const text = answer([TWO, ...others, "--seeds", "2"]);
    expect(text).toContain("Ranks over the data sets (1 = best)");
    expect(text).toMatch(/Critical difference \(Nemenyi, 5 %\) 1\.132/);
    expect(text.match(/RMSE on test rows, lower is better, 2 seeds/g)).toHaveLength(3);
  });

  it("refuses what cannot be compared", () => {
    const refused = (args: readonly string[]) => {
      const { status, stderr } = lab(["compare", ...args]);
      expect(status).toBe(2);
      return stderr;
    };
    expect(refused([TWO, "--baseline", "3"])).toMatch(/^usage: .*baseline/);
    expect(refused([TWO, "--folds", "1"])).toMatch(/^usage: .*folds/);
    expect(refused([`${TWO}&valid=.5`, "--folds", "2"])).toMatch(
      /^spec\.out-of-range: A fold is 0\.5 of the rows/,
    );
    expect(refused([TWO, "--same", "lots"])).toMatch(/^usage: --same is lots/);
    expect(refused([TWO, "#d=sine&e=gbdt&rounds=2", "--seeds", "2"])).toMatch(/differ in their number/);
    expect(refused([])).toMatch(/^usage: Name a file of an experiment/);
  });
});
