import { beforeAll, describe, expect, it } from "vitest";
import { loadDistribution } from "../../src/boosting/distributions/index.ts";
import type { ModelOutputs } from "../../src/boosting/outputs.ts";
import type { RunStart } from "../../src/experiment/recording.ts";
import { availableFitModes, sharedFitModes } from "../../src/figures/fit-modes.ts";
import { jointAxes, pairLaw, regionPath } from "../../src/figures/joint-figure.ts";
import { jointTable } from "../../src/figures/joint-table.ts";

const outputs: ModelOutputs = {
  kind: "joint",
  task: "multioutput",
  scoreCount: 9,
  link: "joint",
  distribution: "multivariate-normal",
  outputNames: ["a", "b", "c"],
};

function startOf(given: ModelOutputs): RunStart {
  const followed = {
    rowIds: Uint32Array.of(4, 9),
    set: Uint8Array.of(0, 1),
    target: Float64Array.of(1, 20, 3, 4, 50, 6),
    features: [],
    ofRowCount: 2,
  };
  const header = { outputs: given, encoder: { features: [] } };
  return { header, followed, probe: null } as unknown as RunStart;
}

/** mu, then L in row order with logarithms on its diagonal. */
const theta = Float64Array.of(0.4, -1.2, 2, 0.3, -0.7, -0.2, 0.5, 1.1, 0.6);

beforeAll(() => loadDistribution("multivariate-normal"));

describe("the picture of two targets", () => {
  it("has the mean, spreads and correlation of the pair", () => {
    // the covariance by NumPy: see tests/contract/joint-distributions.test.ts
    const law = pairLaw(outputs, theta, [2, 0]);
    expect(law.mean).toEqual([2, 0.4]);
    expect(law.spread[0]).toBeCloseTo(Math.sqrt(0.30119421191220214), 10);
    expect(law.spread[1]).toBeCloseTo(Math.sqrt(1.2929820859344971), 10);
    expect(law.correlation * law.spread[0] * law.spread[1]).toBeCloseTo(-0.32141456071040464, 10);
  });

  it("draws where a share of the distribution ends", () => {
    const law = { mean: [1, 20], spread: [2, 30], correlation: -0.7 } as const;
    const axes = jointAxes(startOf(outputs), [0, 1], { width: 400, height: 300 });
    const { sx, sy, xRange, yRange } = axes;
    const back = (scale: (value: number) => number, min: number, at: number) =>
      min + (at - scale(min)) / (scale(min + 1) - scale(min));
    for (const share of [0.5, 0.9]) {
      const corners = regionPath(law, share, axes)
        .slice(1, -1)
        .split("L")
        .map((corner) => corner.split(" ").map(Number) as [number, number]);
      for (const [px, py] of corners) {
        const u = (back(sx, xRange.min, px) - 1) / 2;
        const v = (back(sy, yRange.min, py) - 20) / 30;
        const square = (u * u - 2 * law.correlation * u * v + v * v) / (1 - law.correlation ** 2);
        expect(1 - Math.exp(-square / 2)).toBeCloseTo(share, 2);
      }
    }
  });

  it("is offered by runs of joint distributions alone", () => {
    const joint = startOf(outputs);
    const { distribution: _, ...rest } = outputs;
    const points = startOf({ ...rest, kind: "point", link: "identity", scoreCount: 3 });
    const modesOf = (starts: readonly RunStart[]) =>
      sharedFitModes(starts).flatMap(({ mode, available }) => (available ? [mode] : []));
    expect(modesOf([joint])).toEqual(["predicted-actual", "calibration", "joint"]);
    expect(modesOf([points, joint])).toEqual(["predicted-actual", "calibration", "joint"]);
    expect(sharedFitModes([points]).map(({ mode }) => mode)).not.toContain("joint");
    expect(availableFitModes(points).find(({ mode }) => mode === "joint")?.reason).toContain("distribution");
  });

  it("is a table of every target and pair", () => {
    const scores = Float32Array.of(...theta, ...theta);
    const { columns, lines } = jointTable(startOf(outputs), { scores }, [1]);
    expect(columns).toHaveLength(2 + 9 + 3);
    expect(columns.slice(2, 5)).toEqual(["a", "predicted a", "sd of a"]);
    expect(columns.at(-1)).toBe("correlation of b and c");
    const [line] = lines;
    expect(line!.slice(0, 3)).toEqual([9, "validation", 4]);
    expect(line![4]).toBeCloseTo(Math.sqrt(1.2929820859344971), 5);
    expect(line!.at(-1)).toBeCloseTo(
      -0.4046673852885866 / Math.sqrt(2.0355127442231087 * 0.30119421191220214),
      5,
    );
  });
});
