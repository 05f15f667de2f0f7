import { describe, expect, it } from "vitest";
import type { ModelOutputs } from "../../src/boosting/outputs.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import {
  actualLabelY,
  biographyFrame,
  boundsFigure,
  stripFigure,
} from "../../src/figures/biography-figure.ts";
import { biographyTable } from "../../src/figures/biography-table.ts";
import { roundTerms } from "../../src/figures/biography-terms.ts";
import { classShares, sharesFigure } from "../../src/figures/class-shares.ts";
import { rowBiography, scoreColumn } from "../../src/figures/row-biography.ts";
import { residualFigure, residualSpread } from "../../src/figures/row-residuals.ts";
import { askedRows, nearestRow, tellingKinds, tellingRows } from "../../src/figures/telling-rows.ts";
import { completeTree, followedRows, numeric, runStart } from "./figures-fixture.ts";

const x = numeric("x", [0.1, 0.3, 0.6, 0.9]);
const followed = followedRows([x], [1, 2, 3, 4], [0, 0, 1, 1]);
const point = runStart(followed);
const normal: ModelOutputs = {
  kind: "distribution",
  task: "regression",
  scoreCount: 2,
  link: "distribution",
  distribution: "normal",
};
const softmax: ModelOutputs = {
  kind: "classes",
  task: "multiclass",
  scoreCount: 3,
  link: "softmax",
  classNames: ["ant", "bee", "cow"],
};

function recordOf(round: number, change: Partial<RoundRecord> = {}): RoundRecord {
  return {
    round,
    learners: [{ learner: { kind: "tree", tree: completeTree(2) }, output: 0, weight: 1 }],
    scale: 1,
    weightChanges: [],
    draws: { rowCount: 1 },
    quantisation: [],
    ...change,
  };
}

function recorded(
  round: number,
  scores: readonly number[],
  change: Partial<RoundRecord> = {},
): RecordedRound {
  const pairs = round === 0 ? null : Float32Array.of(-0.5, -1, Number.NaN, Number.NaN);
  return {
    round,
    record: round === 0 ? null : recordOf(round, change),
    metrics: new Float64Array(0),
    scores: Float32Array.from(scores),
    gradient: pairs,
    hessian: pairs?.map((value) => (Number.isNaN(value) ? value : 1)) ?? null,
    probeScores: null,
    elapsedMs: 0,
  };
}

/** The trees of the fixture say 0, 1, 2, 3 of the four rows, at a rate of 0.1. */
const rounds = [recorded(0, [2, 2, 2, 2]), recorded(1, [2, 2.1, 2.2, 2.3]), recorded(2, [2, 2.2, 2.4, 2.6])];

describe("a row's biography", () => {
  it("has the prediction, the score and what each round added", () => {
    const { prediction, added, bands } = rowBiography(point, rounds, { index: 3, classIndex: 1 });
    expect(prediction.map((value) => Number(value.toFixed(3)))).toEqual([2, 2.3, 2.6]);
    expect(added[0]).toBeNaN();
    expect(added[2]).toBeCloseTo(0.3, 5);
    expect(bands).toEqual([]);
  });

  it("grows with its recording, and stays the same object without news", () => {
    const growing = rounds.slice(0, 2);
    const wanted = { index: 2, classIndex: 1 };
    const first = rowBiography(point, growing, wanted);
    expect(rowBiography(point, growing, wanted)).toBe(first);
    growing.push(rounds[2]);
    const second = rowBiography(point, growing, wanted);
    expect(second.prediction).toHaveLength(3);
    expect(second.prediction.slice(0, 2)).toEqual(first.prediction);
    expect(rowBiography(point, growing, { index: 0, classIndex: 1 }).prediction[2]).toBe(2);
  });

  it("has the 90 and 50 % bands of a distribution around its mean", () => {
    const start = runStart(followed, normal, null, [2, 0]);
    const flat = [2, 0, 2, 0, 2, 0, 2, 0];
    const { bands, prediction } = rowBiography(start, [recorded(0, flat)], { index: 0, classIndex: 1 });
    expect(prediction).toEqual([2]);
    expect(bands.map(({ level }) => level)).toEqual([0.9, 0.5]);
    expect(bands[0].upper[0] - 2).toBeCloseTo(1.645, 2);
    expect(2 - bands[1].lower[0]).toBeCloseTo(0.674, 2);
  });

  it("reads the score of the shown class; the class that others are measured against has none", () => {
    expect(scoreColumn(softmax, 2)).toBe(2);
    expect(scoreColumn({ ...softmax, link: "baseline-softmax", scoreCount: 2 }, 0)).toBe(-1);
    expect(scoreColumn({ ...softmax, link: "logistic", scoreCount: 1 }, 1)).toBe(0);
    const start = runStart(followed, { ...softmax, link: "baseline-softmax", scoreCount: 2 });
    const { score, added } = rowBiography(
      start,
      [recorded(0, new Array(8).fill(1)), recorded(1, new Array(8).fill(2))],
      {
        index: 0,
        classIndex: 0,
      },
    );
    expect(score).toEqual([0, 0]);
    expect(added[1]).toBe(0);
  });
});

describe("a strip", () => {
  const biography = rowBiography(point, rounds, { index: 3, classIndex: 1 });
  const frame = biographyFrame({
    width: 470,
    plannedRounds: 10,
    rows: [biography],
    actual: 4,
    isProbability: false,
  });
  const figure = stripFigure(biography, frame, 200);

  it("shares its rounds and its scale with the others, the actual value in sight", () => {
    expect(frame.x(0)).toBe(frame.left);
    expect(frame.x(10)).toBe(frame.right);
    expect(frame.range.min).toBeLessThan(2);
    expect(frame.range.max).toBeGreaterThan(4);
  });

  it("ends with its probabilities, and shows rare ones", () => {
    const rangeOf = (prediction: number[], actual: number) =>
      biographyFrame({
        width: 470,
        plannedRounds: 10,
        rows: [{ prediction, score: [], added: [], bands: [] }],
        actual,
        isProbability: true,
      }).range;
    expect(rangeOf([0.1, 0.2], 0).min).toBe(0);
    expect(rangeOf([0.1, 0.2], 0).max).toBeCloseTo(0.212, 5);
    expect(rangeOf([0.2, 0.7], 1).max).toBe(1);
    expect(rangeOf([0.999, 0.9999], 1)).toEqual({ min: 0.9, max: 1 });
    expect(rangeOf([0.001], 0)).toEqual({ min: 0, max: 0.1 });
  });

  it("goes in steps and gives the path more room than the bars", () => {
    expect(figure.line).toMatch(/^M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+H[\d.]+$/);
    expect(figure.path.height / (figure.path.height + figure.bars.height)).toBeCloseTo(0.6, 5);
    expect(figure.bars.top + figure.bars.height).toBeLessThan(200);
  });

  it("draws a bar for each round that added something", () => {
    expect(figure.added.match(/M/g)).toHaveLength(2);
    expect(figure.most).toBeCloseTo(0.3, 5);
    expect(figure.least).toBe(0);
  });

  it("names the actual value on the side that the prediction leaves free", () => {
    expect(actualLabelY(figure, frame, 2.6)).toBeLessThan(figure.y(4));
    expect(actualLabelY(figure, frame, 5)).toBeGreaterThan(figure.y(4));
  });

  const boundedBy = (actual: number, latest: number) => {
    const bounded = biographyFrame({
      width: 470,
      plannedRounds: 10,
      rows: [biography],
      actual,
      latest,
      isProbability: false,
    });
    const strip = stripFigure(biography, bounded, 200);
    return { bounded, strip, bounds: boundsFigure(strip, bounded) };
  };

  it("draws no bounds of a value that was seen, or that nobody knows", () => {
    expect(boundsFigure(figure, frame)).toBeNull();
    expect(boundedBy(4, Number.NaN).bounds).toBeNull();
    expect(boundedBy(Number.NaN, Number.NaN).bounds).toBeNull();
  });

  it("draws what came later as an open ring with an arrow up, and its name below", () => {
    const { bounded, strip, bounds } = boundedBy(4, Number.POSITIVE_INFINITY);
    expect(bounds!.lines).toEqual([strip.y(4)]);
    expect(bounds!.band.y).toBe(strip.path.top);
    expect(bounds!.arrow!.ring).toBeCloseTo(strip.y(4), 1);
    expect(strip.y(4) - strip.path.top).toBeGreaterThan(12);
    expect(actualLabelY(strip, bounded, 2.6)).toBeGreaterThan(strip.y(4));
  });

  it("draws an interval between both bounds, and one from nothing without the lower", () => {
    const interval = boundedBy(2, 6);
    expect(interval.bounded.range.max).toBeGreaterThan(6);
    expect(interval.bounds!.lines).toEqual([interval.strip.y(2), interval.strip.y(6)]);
    expect(interval.bounds!.arrow).toBeNull();
    const left = boundedBy(0, 6);
    expect(left.bounds!.lines).toEqual([left.strip.y(6)]);
  });

  it("stands without any round, and with one", () => {
    const none = { prediction: [], score: [], added: [], bands: [] };
    expect(stripFigure(none, frame, 200).line).toBe("");
    const one = { prediction: [2], score: [2], added: [Number.NaN], bands: [] };
    expect(stripFigure(one, frame, 200).added).toBe("");
  });

  it("cuts quantiles without bound", () => {
    const wild = {
      level: 0.9,
      lower: [Number.NEGATIVE_INFINITY, 1, 1],
      upper: [Number.POSITIVE_INFINITY, 3, Number.NaN],
    };
    const path = stripFigure({ ...biography, bands: [wild] }, frame, 200).bands[0];
    expect(path).not.toMatch(/NaN|Infinity/);
  });
});

describe("the terms of a round", () => {
  const input = {
    start: point,
    rounds,
    round: 2,
    index: 1,
    column: 0,
    rate: 0.1,
    netOutput: () => Number.NaN,
  };

  it("are the rate times the leaf, and leave nothing over", () => {
    const terms = roundTerms(input);
    expect(terms?.why).toBe("nothing");
    expect(terms?.parts).toHaveLength(1);
    expect(terms?.parts[0].output).toBeCloseTo(1, 5);
    expect(terms?.parts[0].value).toBeCloseTo(0.1, 5);
    expect(terms?.parts[0].leaf?.rows).toBe(1);
    expect([terms?.gradient, terms?.hessian]).toEqual([-1, 1]);
    expect(roundTerms({ ...input, index: 3 })?.gradient).toBeNaN();
  });

  it("are none for round 0 and beyond the recording", () => {
    expect(roundTerms({ ...input, round: 0 })).toBeNull();
    expect(roundTerms({ ...input, round: 7 })).toBeNull();
  });

  it("say what no leaf explains", () => {
    const changed = [
      ...rounds.slice(0, 2),
      recorded(2, [2, 2, 2, 2], { weightChanges: [{ round: 1, weight: 0 }] }),
    ];
    const terms = roundTerms({ ...input, rounds: changed });
    expect(terms?.why).toBe("weights");
    expect(terms?.rest).toBeCloseTo(-0.2, 5);
  });

  it("turn a tree of a natural gradient round", () => {
    const start = runStart(followed, normal, null, [2, 0]);
    const before = recorded(0, [2, 0, 2, 0, 2, 0, 2, 0]);
    // 2 − 0.5 × 2 × 0.1, the leaf of row 1 holding 0.1
    const after = recorded(1, [2, 0, 1.9, 0, 2, 0, 2, 0], { scale: 2 });
    const terms = roundTerms({ ...input, start, rounds: [before, after], round: 1, rate: 0.5 });
    expect(terms?.parts[0].output).toBeCloseTo(-0.1, 5);
    expect(terms?.parts[0].value).toBeCloseTo(-0.1, 5);
    expect(terms?.why).toBe("nothing");
  });
});

describe("rows that tell something", () => {
  const other = [recorded(0, [2, 2, 2, 2]), recorded(1, [2, 2, 3, 2]), recorded(2, [2, 2, 3, 2])];
  const runOf = (start: RunStart, all: readonly RecordedRound[], round: number) => ({
    start,
    rounds: all,
    round,
  });
  const both = [runOf(point, rounds, 2), runOf(point, other, 2)];

  it("are asked for among rows that did not train, else among those that did", () => {
    expect(Array.from(askedRows(point, false))).toEqual([12, 13]);
    expect(Array.from(askedRows(runStart(followedRows([x], [1, 2, 3, 4])), false))).toEqual([10, 11, 12, 13]);
  });

  it("have the largest error on average, or the runs' predictions farthest apart", () => {
    const rows = askedRows(point, false);
    expect(tellingRows("error", both, rows)[0].row).toBe(13);
    expect(tellingRows("error", both, rows)[0].value).toBeCloseTo((1.4 + 2) / 2, 4);
    expect(tellingRows("disagree", both, rows)[0]).toEqual({ row: 12, value: expect.closeTo(0.6, 4) });
  });

  it("were learnt last", () => {
    const late = [recorded(0, [2, 2, 2, 2]), recorded(1, [2, 2, 3, 2.1]), recorded(2, [2, 2, 3, 4])];
    const found = tellingRows("late", [runOf(point, late, 2)], askedRows(point, false));
    expect(found).toEqual([{ row: 13, value: 2 }]);
  });

  it("are asked of what the runs can tell", () => {
    expect(tellingKinds([])).toEqual([]);
    expect(tellingKinds([runOf(point, rounds, 0)])).toEqual(["error"]);
    expect(tellingKinds(both)).toEqual(["error", "disagree", "late"]);
    const start = runStart(followed, normal, null, [2, 0]);
    expect(tellingKinds([runOf(start, rounds, 1)])).toEqual(["error", "wide"]);
  });

  it("know their nearest followed neighbour", () => {
    expect(nearestRow(followed, 40)).toBe(13);
    expect(nearestRow(followed, 2)).toBe(10);
  });
});

describe("the figures beside the strips", () => {
  it("stack every class to 1", () => {
    const start = runStart(followedRows([x], [0, 1, 2, 0]), softmax);
    const flat = new Array(12).fill(0);
    const shares = classShares(start, [recorded(0, flat), recorded(1, [3, ...flat.slice(1)])], 0);
    expect(shares.map(({ name }) => name)).toEqual(["ant", "bee", "cow"]);
    expect(shares.reduce((sum, { values }) => sum + values[1], 0)).toBeCloseTo(1, 9);
    expect(shares[0].values[1]).toBeGreaterThan(0.9);
    const { bands, area } = sharesFigure(shares, 10, { width: 300, height: 150 });
    expect(bands[2].middle).toBeGreaterThanOrEqual(area.top);
    expect(bands[0].path).not.toContain("NaN");
  });

  it("join what has no colour of its own", () => {
    const names = Array.from({ length: 9 }, (_, n) => `c${n}`);
    const many: ModelOutputs = { ...softmax, scoreCount: 9, classNames: names };
    const shares = classShares(
      runStart(followedRows([x], [0, 1, 2, 0]), many),
      [recorded(0, new Array(36).fill(0))],
      0,
    );
    expect(shares).toHaveLength(6);
    expect(shares[5].classIndex).toBeNull();
    expect(shares[5].values[0]).toBeCloseTo(4 / 9, 9);
  });

  it("compare a row's distance with that of the others", () => {
    const spread = residualSpread(point, rounds, "validation", [2, 3]);
    expect(spread.rounds).toEqual([0, 1, 2]);
    expect(spread.highest[2]).toBeCloseTo(1.4, 5);
    const figure = residualFigure({
      spread,
      own: [2, 1.7, 1.4],
      plannedRounds: 10,
      size: { width: 300, height: 150 },
      most: 2,
    });
    expect(figure.bands).toHaveLength(2);
    expect(figure.bands.join("") + figure.own + figure.middle).not.toContain("NaN");
  });
});

describe("the table of a biography", () => {
  it("has a line for each run and round", () => {
    const biography = rowBiography(point, rounds, { index: 1, classIndex: 1 });
    const input = { start: point, rounds, index: 1, column: 0, rate: 0.1, netOutput: () => Number.NaN };
    const terms = (round: number) => roundTerms({ ...input, round });
    const { columns, lines } = biographyTable([{ name: "GBDT", biography, terms }], "y");
    expect(columns).toEqual([
      "run",
      "round",
      "y",
      "added by the round",
      "gradient",
      "hessian",
      "learner's output",
      "leaf",
    ]);
    expect(lines).toHaveLength(3);
    expect(lines[1].slice(0, 2)).toEqual(["GBDT", 1]);
    expect(lines[1][4]).toBe(-1);
    expect(lines[0][7]).toBe("");
    expect(lines[1][7]).not.toBe("");
  });
});
