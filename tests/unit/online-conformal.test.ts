import { describe, expect, it } from "vitest";
import { aci } from "../../src/analysis/online-conformal/aci.ts";
import { onlineMethods } from "../../src/analysis/online-conformal/index.ts";
import { nexcp } from "../../src/analysis/online-conformal/nexcp.ts";
import {
  type OnlineResult,
  onlineConformalOf,
} from "../../src/analysis/online-conformal/online-conformal.ts";
import type { OnlineMethodId } from "../../src/analysis/online-conformal/online-radius.ts";
import { saocp } from "../../src/analysis/online-conformal/saocp.ts";
import { sfOgd } from "../../src/analysis/online-conformal/sf-ogd.ts";
import { staticSplit } from "../../src/analysis/online-conformal/static-split.ts";
import { normalQuantile } from "../../src/core/deterministic-math.ts";
import { createRandomSource } from "../../src/core/random.ts";
import type { TableColumn } from "../../src/core/table.ts";
import { endOf, eventsOf, gbdtRun, regression, smallTable, withColumn } from "./experiment-fixture.ts";

const level = 0.9;
const none = new Float64Array(0);

/** |N(0, sd)|, sd 1, then 3, then 1, a thousand rows each. */
function drifting(seed: number) {
  const random = createRandomSource(seed, "drift");
  const spread = [1, 3, 1];
  return Float64Array.from({ length: 3000 }, (_, row) =>
    Math.abs(spread[Math.floor(row / 1000)]! * normalQuantile(random.uniform(row) || 0.5)),
  );
}

describe("scores whose spread changes twice", () => {
  const runs = [1, 2, 3, 4].map((seed) => {
    const scores = drifting(seed);
    return onlineConformalOf(scores, { level, warmUp: scores.slice(0, 200) }, onlineMethods).methods;
  });

  /** Coverage, then the worst error over a hundred rows: the reference's figures, and how far a draw may be from them. */
  it.each<[OnlineMethodId, number, number, number, number]>([
    ["static", 0.741, 0.04, 0.57, 0.08],
    ["sf-ogd", 0.902, 0.003, 0.13, 0.03],
    ["saocp", 0.891, 0.009, 0.1, 0.02],
    ["aci", 0.903, 0.005, 0.19, 0.04],
    ["faci", 0.9, 0.015, 0.18, 0.06],
    ["nexcp", 0.9, 0.025, 0.1, 0.04],
  ])("are held by %s", (id, coverage, coverageBand, worst, worstBand) => {
    for (const methods of runs) {
      const found = methods.find(({ method }) => method === id) as OnlineResult;
      expect(Math.abs(found.coverage - coverage)).toBeLessThan(coverageBand);
      expect(Math.abs(found.worstError! - worst)).toBeLessThan(worstBand);
    }
  });

  it("are best followed by SAOCP of the three that runs report", () => {
    for (const methods of runs) {
      const worst = (id: OnlineMethodId) => methods.find(({ method }) => method === id)!.worstError!;
      expect(worst("saocp")).toBeLessThan(worst("sf-ogd"));
      expect(worst("sf-ogd")).toBeLessThan(worst("static"));
    }
  });
});

describe("one step", () => {
  it("of SF-OGD is D / sqrt(3) g / sqrt(sum of g^2)", () => {
    const learner = sfOgd.begin({ level, warmUp: Float64Array.of(2) });
    // warm-up: 0 < 2, g = -0.9, D / sqrt(3) = 2: up by 2
    expect(learner.radius).toBeCloseTo(2, 12);
    learner.observe(1);
    expect(learner.radius).toBeCloseTo(2 - (2 * 0.1) / Math.sqrt(0.81 + 0.01), 12);
    learner.observe(9);
    const before = 2 - (2 * 0.1) / Math.sqrt(0.82);
    expect(learner.radius).toBeCloseTo(before + (2 * 0.9) / Math.sqrt(0.82 + 0.81), 12);
  });

  it("of SAOCP takes the older expert alone while the new one has no bet", () => {
    const learner = saocp.begin({ level, warmUp: none });
    expect(learner.radius).toBe(0);
    learner.observe(0.5);
    // D = 1: the first expert went up to 1 / sqrt(3), gained nothing against itself, and the second starts at its place
    expect(learner.radius).toBeCloseTo(1 / Math.sqrt(3), 12);
  });

  it("of ACI moves the share that may be missed, not the radius", () => {
    const warmUp = Float64Array.from({ length: 100 }, (_, at) => at + 1);
    const learner = aci.begin({ level, warmUp });
    expect(learner.radius).toBe(90);
    learner.observe(200);
    // 0.1 + 0.005 (0.1 - 1) = 0.0955: rank ceil(0.9045 x 101) = 92
    expect(learner.radius).toBe(92);
  });

  it("of NExCP is infinite until the past weighs more than the row to come may", () => {
    const learner = nexcp.begin({ level, warmUp: Float64Array.of(1, 2, 3) });
    expect(learner.radius).toBe(Number.POSITIVE_INFINITY);
    for (let row = 0; row < 40; row++) learner.observe(1);
    expect(Number.isFinite(learner.radius)).toBe(true);
  });

  it("of a static split is none", () => {
    const learner = staticSplit.begin({ level: 0.5, warmUp: Float64Array.of(1, 2, 3) });
    learner.observe(100);
    expect(learner.radius).toBe(2);
  });
});

describe("a run split by time", () => {
  const table = withColumn(
    smallTable(400),
    "when",
    Float64Array.from({ length: 400 }, (_, row) => (row * 137) % 400),
  );
  const inTimeOrder = (column: TableColumn): TableColumn => {
    // (row * 137) % 400 = when, and 137 * 73 = 1 modulo 400
    const rowAt = (when: number) => (when * 73) % 400;
    return column.kind === "text"
      ? { ...column, codes: column.codes.map((_, when) => column.codes[rowAt(when)]!) }
      : { ...column, values: column.values.map((_, when) => column.values[rowAt(when)]!) };
  };
  const byTime = {
    kind: "time",
    column: "when",
    validation: 0,
    test: 0.3,
    calibration: 0.2,
    duplicatesTogether: false,
  } as const;
  const trained = async (changes: Parameters<typeof regression>[0]) =>
    endOf(await eventsOf(regression({ runs: [gbdtRun], ...changes }), { table })).end;

  it("tells how intervals do that learn while time goes on", async () => {
    const { onlineConformal, conformal } = await trained({ split: byTime });
    expect(onlineConformal).toMatchObject({ level: 0.9, rows: 120, window: 100 });
    const [fixed, ...learning] = onlineConformal!.methods;
    expect(learning.map(({ method }) => method)).toEqual(["sf-ogd", "saocp"]);
    // the split that never learns is the plain interval, in whatever order
    expect(fixed!.coverage).toBe(conformal!.coverage);
    expect(fixed!.meanWidth).toBeCloseTo(2 * conformal!.size!, 9);
    for (const { coverage } of learning) expect(Math.abs(coverage - 0.9)).toBeLessThan(0.08);
  });

  it("takes the rows in time order, not in that of the file", async () => {
    const sorted = { ...table, columns: table.columns.map((column) => inTimeOrder(column)) };
    const events = await eventsOf(regression({ runs: [gbdtRun], split: byTime }), { table: sorted });
    const there = endOf(events).end.onlineConformal!;
    const here = (await trained({ split: byTime })).onlineConformal!;
    for (const [at, { coverage, meanWidth }] of here.methods.entries()) {
      expect(there.methods[at]!.coverage).toBe(coverage);
      expect(there.methods[at]!.meanWidth).toBeCloseTo(meanWidth!, 5);
    }
  });

  it("has nothing to tell without order, without calibration rows, or of classes", async () => {
    expect((await trained({ split: { ...byTime, calibration: 0 } })).onlineConformal).toBeUndefined();
    const random = await trained({ split: { ...byTime, kind: "random", column: null } });
    expect([random.conformal === undefined, random.onlineConformal]).toEqual([false, undefined]);
    const plain = regression();
    const classes = await trained({
      task: "binary",
      data: { ...plain.data, target: "c", ignored: ["y"] },
      split: byTime,
    });
    expect([classes.conformal?.kind, classes.onlineConformal]).toEqual(["set", undefined]);
  });
});
