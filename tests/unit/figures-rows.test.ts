import { describe, expect, it } from "vitest";
import type { ModelOutputs, Predictions } from "../../src/boosting/outputs.ts";
import type { RecordedRound } from "../../src/experiment/recording.ts";
import { densityFigure, pastRounds } from "../../src/figures/density-figure.ts";
import { fitAxes } from "../../src/figures/fit-figure.ts";
import { availableFitModes, sharedFitModes } from "../../src/figures/fit-modes.ts";
import { followedIndex, sampleText, shownRows } from "../../src/figures/followed-rows.ts";
import { nearestPoint, neighbourPoint } from "../../src/figures/nearest-point.ts";
import { parametersText } from "../../src/figures/parameters-text.ts";
import { probabilityFigure } from "../../src/figures/probability-figure.ts";
import { restFigure, restRange } from "../../src/figures/rest-figure.ts";
import { restCaption, restSubject } from "../../src/figures/rest-subject.ts";
import { boundaryPath, classPixels, type GridProbe, surfaceAxes } from "../../src/figures/surface-figure.ts";
import { stepBandPath, stepPath } from "../../src/figures/svg-path.ts";
import { categorical, completeTree, followedRows, numeric, runStart } from "./figures-fixture.ts";

const size = { width: 372, height: 160 };
const binary: ModelOutputs = {
  kind: "classes",
  task: "binary",
  scoreCount: 1,
  link: "logistic",
  classNames: ["no", "yes"],
};
const distribution: ModelOutputs = {
  kind: "distribution",
  task: "regression",
  scoreCount: 2,
  link: "distribution",
  distribution: "normal",
};

function recordedRound(rows: number, gradient: readonly number[], output: number | "all" = 0): RecordedRound {
  return {
    round: 1,
    record: {
      round: 1,
      learners: [{ learner: { kind: "tree", tree: completeTree(2) }, output, weight: 1 }],
      scale: 1,
      weightChanges: [],
      draws: { rowCount: 1 },
      quantisation: [],
    },
    metrics: new Float64Array(0),
    scores: new Float32Array(rows),
    gradient: Float32Array.from(gradient),
    hessian: Float32Array.from(gradient, (value) => (Number.isNaN(value) ? Number.NaN : 2)),
    probeScores: null,
    elapsedMs: 0,
  };
}

describe("which pictures a run can show", () => {
  const one = followedRows([numeric("x", [0, 1])], [0, 1]);
  const text = followedRows([categorical("c", ["a", "b"], [0, 1])], [0, 1]);
  const available = (start: ReturnType<typeof runStart>) =>
    availableFitModes(start)
      .filter((choice) => choice.available)
      .map((choice) => choice.mode);

  it("follows the probe and the task", () => {
    const line = { kind: "line", feature: 0, x: Float32Array.of(0, 1) } as const;
    expect(available(runStart(one, undefined, line))).toEqual(["fit", "predicted-actual"]);
    expect(available(runStart(text))).toEqual(["predicted-actual"]);
    expect(available(runStart(text, binary))).toEqual(["probabilities", "confusion", "roc", "calibration"]);
    expect(available(runStart(text, distribution))).toContain("calibration");
    const shared = sharedFitModes([runStart(text), runStart(text, distribution)]);
    expect(shared.find(({ mode }) => mode === "calibration")?.available).toBe(true);
    expect(shared.find(({ mode }) => mode === "gradient-plane")?.available).toBe(true);
    const ofPoints = sharedFitModes([runStart(text)]).map(({ mode }) => mode);
    expect(ofPoints).toContain("calibration");
    expect(ofPoints).not.toContain("gradient-plane");
  });

  it("says why not", () => {
    const reasons = availableFitModes(runStart(text)).map((choice) => choice.reason);
    expect(reasons[0]).toBe(
      "A fit needs one number as the only feature; this run has 1 feature, 0 of them numbers.",
    );
    expect(reasons[2]).toBe(null);
  });
});

describe("followed rows", () => {
  it("hides test rows and finds the selected one", () => {
    const followed = followedRows([numeric("x", [1, 2, 3, 4])], [1, 2, 3, 4], [0, 1, 2, 0]);
    const rows = shownRows(followed, false);
    expect([[...rows.train], [...rows.validation], [...rows.all]]).toEqual([[0, 3], [1], [0, 1, 3]]);
    expect([followedIndex(followed, 13), followedIndex(followed, 99), followedIndex(followed, null)]).toEqual(
      [3, -1, -1],
    );
    expect(sampleText(followed)).toBe(null);
    expect(sampleText({ ...followed, ofRowCount: 45211 })).toBe("4 of 45,211 rows");
  });

  it("finds the nearest point within reach and walks from left to right", () => {
    const points = { x: [10, 50, 30, Number.NaN], y: [10, 10, 12, 0] };
    const all = [0, 1, 2, 3];
    expect(nearestPoint(points, all, { x: 33, y: 11 }, 16)).toBe(2);
    expect(nearestPoint(points, all, { x: 33, y: 80 }, 16)).toBe(-1);
    expect(neighbourPoint(points, all, 0, 1)).toBe(2);
    expect(neighbourPoint(points, all, 2, 1)).toBe(1);
    expect(neighbourPoint(points, all, 1, 1)).toBe(1);
    expect(neighbourPoint(points, all, -1, 1)).toBe(0);
  });
});

describe("paths", () => {
  const same = (value: number) => value;

  it("draws steps horizontally, then vertically, and never slanted", () => {
    expect(stepPath([0, 1, 2, 3], [5, 5, 7, 7], same, same)).toBe("M0 5H2V7H3");
    const band = stepBandPath([0, 1, 2], { lower: [1, 1, 0], upper: [4, 5, 5] }, same, same);
    expect(band).toBe("M0 4H1V5H2V0H2V1H0Z");
    expect(band).not.toContain("L");
  });
});

describe("what is left", () => {
  const followed = followedRows([numeric("x", [0.1, 0.4, 0.6, 0.9])], [1, 2, 3, 10], [0, 0, 1, 0]);
  const before: Predictions = { kind: "point", rowCount: 4, point: Float64Array.of(2, 2, 2, 2) };
  const recorded = recordedRound(4, [2, -4, Number.NaN, 6]);

  it("is label less prediction, minus gradient, or Newton's step, in training rows", () => {
    const input = { start: runStart(followed), output: 0, recorded, before } as const;
    expect([...restSubject({ ...input, mode: "residuals" }).target]).toEqual([-1, 0, Number.NaN, 8]);
    expect([...restSubject({ ...input, mode: "gradients" }).target]).toEqual([-2, 4, Number.NaN, -6]);
    expect([...restSubject({ ...input, mode: "newton" }).target]).toEqual([-1, 2, Number.NaN, -3]);
    expect(restCaption({ ...input, mode: "residuals" }, null)).toBe("Residual, and the tree fitted to it");
  });

  it("is 1 or 0 less the probability for a class", () => {
    const start = runStart(followedRows(followed.features, [1, 0, 1, 0]), binary);
    const probabilities = Float64Array.of(0.25, 0.75, 0.5, 0.5, 0.5, 0.5, 0.875, 0.125);
    const classes: Predictions = { kind: "classes", rowCount: 4, classCount: 2, probabilities };
    const input = { start, output: 0, recorded, before: classes, mode: "residuals" } as const;
    expect([...restSubject(input).target]).toEqual([0.25, -0.5, 0.5, -0.125]);
    expect(restCaption(input, null)).toBe("y − p of “yes”, and the tree’s output");
  });

  it("walks against the natural gradient of a distribution, tree included", () => {
    const start = runStart(followed, distribution);
    for (const mode of ["residuals", "gradients", "newton"] as const) {
      const subject = restSubject({ start, mode, output: 0, recorded, before });
      expect([...subject.target]).toEqual([-1, 2, Number.NaN, -3]);
      expect(subject.sign).toBe(-1);
    }
  });

  it("holds still: its range comes from one round and counts what leaves it", () => {
    const start = runStart(followed);
    const subject = restSubject({ start, mode: "residuals", output: 0, recorded, before });
    const range = restRange(start, "residuals", subject);
    expect(range.min).toBeLessThan(-1);
    expect(range.max).toBeGreaterThan(8);
    expect(restFigure(start, subject, range, size).outside).toBe(0);
    expect(restFigure(start, subject, { min: -0.5, max: 5 }, size).outside).toBe(2);
  });

  it("orders rows by the learner's output when there is no single number to put them on", () => {
    const features = [numeric("x", [0.9, 0.1, 0.6, 0.4]), numeric("z", [0, 0, 0, 0])];
    const start = runStart(followedRows(features, [0, 0, 0, 0]));
    const subject = {
      target: Float64Array.of(5, 1, Number.NaN, 2),
      trees: [completeTree(2)],
      sign: 1 as const,
      change: null,
    };
    const figure = restFigure(start, subject, { min: 0, max: 5 }, size);
    expect(figure.order).toBe("output");
    expect([...figure.rows]).toEqual([1, 3, 0]);
    // Nothing is fitted to row 2: it has no stem, but a place among the rows with its output.
    expect(Number.isNaN(figure.points.y[2]!)).toBe(true);
    expect(figure.points.x[2]).toBeGreaterThan(figure.points.x[1]!);
    expect(figure.learner).toMatch(/^M28 /);
  });

  it("shares its x axis with the fit above", () => {
    const line = { kind: "line", feature: 0, x: Float32Array.of(0, 1) } as const;
    const start = runStart(followed, undefined, line);
    const subject = restSubject({ start, mode: "residuals", output: 0, recorded, before });
    const rest = restFigure(start, subject, { min: -2, max: 9 }, { width: 372, height: 88 });
    const fit = fitAxes(start, size);
    for (const x of [0, 0.3, 1]) expect(rest.axes.sx(x)).toBe(fit.sx(x));
  });
});

describe("class probabilities", () => {
  const names = Array.from({ length: 14 }, (_, n) => `class number ${n}`);

  it("counts right and wrong rows of each true class", () => {
    const followed = followedRows([numeric("x", [0, 0, 0, 0])], [0, 0, 1, 1]);
    const probabilities = Float64Array.of(0.9, 0.1, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6);
    const figure = probabilityFigure({
      start: runStart(followed, binary),
      rows: shownRows(followed, false),
      predictions: { kind: "classes", rowCount: 4, classCount: 2, probabilities },
      size,
    });
    expect(figure.strips.map((strip) => strip.counts)).toEqual(["1 of 2", "2 of 2"]);
    expect(figure.x[1]).toBeCloseTo(figure.sx(0.7), 3);
    expect(figure.more).toBe(null);
  });

  it("shows the ten most frequent of many and names the rest", () => {
    const target = Array.from({ length: 60 }, (_, row) => (row < 40 ? row % 10 : 10 + (row % 4)));
    const followed = followedRows([numeric("x", target)], target);
    const outputs: ModelOutputs = {
      ...binary,
      task: "multiclass",
      scoreCount: 14,
      link: "softmax",
      classNames: names,
    };
    const figure = probabilityFigure({
      start: runStart(followed, outputs),
      rows: shownRows(followed, false),
      predictions: {
        kind: "classes",
        rowCount: 60,
        classCount: 14,
        probabilities: new Float64Array(60 * 14).fill(1 / 14),
      },
      size,
    });
    expect(figure.strips).toHaveLength(10);
    expect(figure.strips.map((strip) => strip.classIndex)).toContain(13);
    expect(figure.more).toBe("and 4 more classes");
    expect(figure.strips.every((strip) => strip.height > 10)).toBe(true);
    expect(figure.strips[0].label.endsWith("…")).toBe(true);
  });
});

describe("surface", () => {
  const probe: GridProbe = {
    kind: "grid",
    features: [0, 1],
    x: Float32Array.of(0, 1, 2),
    y: Float32Array.of(0, 1),
  };
  const followed = followedRows([numeric("a", [0, 2]), numeric("b", [0, 1])], [0, 1]);

  it("follows cell edges between classes", () => {
    const axes = surfaceAxes(runStart(followed, binary, probe), probe, { width: 340, height: 63 });
    expect(axes.area).toEqual({ left: 34, top: 4, width: 300, height: 40 });
    expect(boundaryPath(probe, Int32Array.of(0, 0, 1, 0, 0, 1), axes)).toBe("M234 44V4");
    expect(boundaryPath(probe, Int32Array.of(0, 0, 0, 1, 1, 1), axes)).toBe("M34 24H334");
    expect(boundaryPath(probe, new Int32Array(6), axes)).toBe("");
  });

  it("paints the surer class stronger, top row first", () => {
    const palette = {
      middle: [0, 0, 0],
      classes: [
        [200, 0, 0],
        [0, 200, 0],
      ],
      hue: [0, 0, 0],
    } as const;
    const probabilities = Float64Array.of(1, 0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0, 1);
    const pixels = classPixels(probe, Int32Array.of(0, 0, 0, 0, 0, 1), probabilities, palette);
    expect([...pixels.slice(8, 12)]).toEqual([0, 110, 0, 255]);
    expect([...pixels.slice(12, 16)]).toEqual([110, 0, 0, 255]);
    expect([...pixels.slice(16, 20)]).toEqual([0, 0, 0, 255]);
  });
});

describe("density", () => {
  it("keeps its past rounds while the clock moves on", () => {
    expect(pastRounds(0)).toEqual([]);
    expect(pastRounds(1)).toEqual([0]);
    expect(pastRounds(18)).toEqual([0, 4, 8, 16]);
    expect(pastRounds(31)).toEqual([0, 4, 8, 16]);
  });

  it("labels the current and the first curve inside the frame, on different sides", () => {
    const bell = (centre: number) => (y: number) => Math.exp(-((y - centre) ** 2));
    for (const centre of [-2, -1.9, 0, 1.9]) {
      const figure = densityFigure({
        size: { width: 165, height: 150 },
        range: { min: -2, max: 2 },
        current: { round: 118, density: bell(centre) },
        past: [{ round: 0, density: bell(0) }],
        discrete: false,
      });
      const anchors = figure.labels.map((label) => label.anchor);
      expect(new Set(anchors).size).toBe(2);
      for (const label of figure.labels) {
        const from = label.anchor === "start" ? label.x : label.x - label.text.length * 6;
        expect(from).toBeGreaterThanOrEqual(0);
        expect(from + label.text.length * 6).toBeLessThanOrEqual(165);
      }
    }
  });

  it("names the parameters as a reader expects", () => {
    expect(parametersText("N", [-0.312, 0.958], { min: -2, max: 2 })).toBe("N(−0.31, 0.96)");
    expect(parametersText("L", [7.246, 0.318], { min: 0, max: 2500 })).toBe("L(7.25, 0.32)");
    expect(parametersText("N", [1786.4, 41.9], { min: 0, max: 2500 })).toBe("N(1786, 41.9)");
  });
});
