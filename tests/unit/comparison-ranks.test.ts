import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRanks } from "../../src/analysis/comparison/rank-tests.ts";
import { holm, signedRank } from "../../src/analysis/comparison/signed-rank.ts";
import { nemenyiDifference } from "../../src/analysis/comparison/studentised-range.ts";
import reference from "./comparison-reference.json" with { type: "json" };

describe("ranks against SciPy", () => {
  it.each(reference.friedman)("Friedman and Iman-Davenport, chi square $chiSquare", (line) => {
    const { averageRanks, friedman, imanDavenport } = compareRanks(line.losses);
    averageRanks.forEach((rank, run) => {
      expect(rank).toBeCloseTo(line.averageRanks[run]!, 12);
    });
    expect(friedman.chiSquare).toBeCloseTo(line.chiSquare, 10);
    expect(friedman.pValue / line.pValue).toBeCloseTo(1, 10);
    expect(imanDavenport.f).toBeCloseTo(line.f, 10);
    expect(imanDavenport.pValue / line.fP).toBeCloseTo(1, 9);
  });

  it.each(reference.wilcoxon)("signed ranks, p $pValue, exact $isExact", (line) => {
    const ours = signedRank(line.differences);
    expect(ours.isExact).toBe(line.isExact);
    expect(ours.statistic).toBe(line.statistic);
    expect(ours.pValue / line.pValue).toBeCloseTo(1, 11);
  });

  it("the studentised range of 2 to 20 groups", () => {
    for (const alpha of [0.05, 0.1] as const) {
      reference.studentizedRange[`${alpha}`].forEach((theirs, i) => {
        const runs = i + 2;
        const ours = nemenyiDifference(runs, 10, alpha);
        expect(ours).toBeCloseTo(theirs * Math.sqrt((runs * (runs + 1)) / 60), 11);
      });
    }
    expect(() => nemenyiDifference(21, 10)).toThrow("2 to 20");
  });
});

describe("ranks", () => {
  it("have the critical difference of Demsar's example: four classifiers, fourteen sets, 1.25", () => {
    expect(nemenyiDifference(4, 14)).toBeCloseTo(1.25, 2);
  });

  it("find nothing where all runs tie, and no p value of exactly nothing but where all sets agree", () => {
    const tied = compareRanks([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    expect([tied.friedman.pValue, tied.imanDavenport.pValue, tied.pairs[0]!.pValue]).toEqual([1, 1, 1]);
    expect(tied.groups.nemenyi).toEqual([[0, 1, 2]]);
    const agreed = compareRanks([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(agreed.imanDavenport).toEqual({ f: Number.POSITIVE_INFINITY, pValue: 0 });
    expect(() => compareRanks([[1, Number.NaN]])).toThrow("at least two data sets");
  });

  it("put runs that are not told apart into groups, overlapping where they have to", () => {
    const losses = Array.from({ length: 30 }, (_, set) => [
      10 + set,
      1 + 0.1 * (set % 7),
      1.3 + 0.001 * set,
      20 + set,
    ]);
    const { averageRanks, groups, pairs } = compareRanks(losses);
    expect(averageRanks[3]).toBe(4);
    expect(groups.wilcoxon).toEqual([[1, 2]]);
    expect(pairs).toHaveLength(6);
    expect(pairs.every((pair) => pair.holm >= pair.pValue)).toBe(true);
  });

  it("do not depend on the unit of a loss, and follow the runs when these change places", () => {
    const table = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), {
      minLength: 3,
      maxLength: 8,
    });
    fc.assert(
      fc.property(table, (losses) => {
        const there = compareRanks(losses);
        const scaled = compareRanks(losses.map((row) => row.map((loss) => 3 * loss + 1)));
        expect(scaled.friedman).toEqual(there.friedman);
        const back = compareRanks(losses.map((row) => [...row].reverse()));
        expect(back.averageRanks).toEqual([...there.averageRanks].reverse());
        expect(back.friedman.pValue).toBeCloseTo(there.friedman.pValue, 10);
      }),
    );
  });

  it("are corrected by Holm", () => {
    const corrected = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((wanted, i) => {
      expect(corrected[i]).toBeCloseTo(wanted, 15);
    });
    expect(holm([])).toEqual([]);
  });
});
