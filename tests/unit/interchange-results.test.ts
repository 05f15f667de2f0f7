import { describe, expect, it } from "vitest";
import type { RecordedRound, RunStart } from "../../src/experiment/recording.ts";
import { metricsCsv, predictionsCsv } from "../../src/interchange/results-csv.ts";

const rowIds = Uint32Array.of(0, 7);

describe("predictions as CSV", () => {
  it("writes numbers as they are and raw scores as float32", () => {
    const values = Float32Array.of(0.1, -3);
    const text = [
      ...predictionsCsv({
        rowIds,
        outputs: { kind: "point", task: "regression", scoreCount: 1, link: "identity" },
        predictions: { kind: "point", rowCount: 2, point: Float64Array.of(0.1, -0) },
        rawScores: { rowCount: 2, outputCount: 1, values },
      }),
    ].join("");
    expect(text).toBe("row,prediction,raw_score\n0,0.1,0.1\n7,0,-3\n");
  });

  it("names the most probable class, the first of equals, and quotes where it has to", () => {
    const text = [
      ...predictionsCsv({
        rowIds,
        outputs: {
          kind: "classes",
          task: "multiclass",
          scoreCount: 3,
          link: "softmax",
          classNames: ["a,b", 'c"d', "e"],
        },
        predictions: {
          kind: "classes",
          rowCount: 2,
          classCount: 3,
          probabilities: Float64Array.of(0.25, 0.5, 0.25, 0.4, 0.2, 0.4),
        },
      }),
    ].join("");
    const [head, first, second] = text.split("\n");
    expect(head).toBe('row,prediction,"probability_a,b","probability_c""d",probability_e');
    expect(first).toBe('0,"c""d",0.25,0.5,0.25');
    expect(second).toBe('7,"a,b",0.4,0.2,0.4');
  });

  it("writes mean, parameters and quantiles of a distribution", () => {
    const text = [
      ...predictionsCsv({
        rowIds: Uint32Array.of(3),
        outputs: {
          kind: "distribution",
          task: "regression",
          scoreCount: 2,
          link: "distribution",
          distribution: "normal",
        },
        predictions: {
          kind: "distribution",
          rowCount: 1,
          distribution: "normal",
          parameters: Float64Array.of(2, 0),
          parameterCount: 2,
          point: Float64Array.of(2),
        },
        rawScores: { rowCount: 1, outputCount: 2, values: Float64Array.of(2, 0) },
        questions: { quantiles: [0.9], above: [3], samples: 1 },
      }),
    ].join("");
    const [head, row] = text
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    expect(head!.slice(0, 2)).toEqual(["row", "prediction"]);
    expect(head).toEqual(
      "row prediction mean median q05 q25 q75 q95 mu sigma quantile_0.9 above_3 sample_1 raw_score_0 raw_score_1".split(
        " ",
      ),
    );
    expect(Number(row![head!.indexOf("quantile_0.9")])).toBeCloseTo(2 + 1.2815515655446004, 10);
    expect(Number(row![head!.indexOf("above_3")])).toBeCloseTo(0.15865525393145707, 12);
    const quantile = (name: string) => Number(row![head!.indexOf(name)]);
    expect(row![1]).toBe("2");
    expect(quantile("median")).toBeCloseTo(2, 12);
    expect(quantile("q95") - 2).toBeCloseTo(1.6448536269514722, 10);
    expect(2 - quantile("q05")).toBeCloseTo(1.6448536269514722, 10);
  });
});

describe("predictions of a calibrated model", () => {
  it("hold an interval", () => {
    const text = [
      ...predictionsCsv({
        rowIds,
        outputs: { kind: "point", task: "regression", scoreCount: 1, link: "identity" },
        predictions: { kind: "point", rowCount: 2, point: Float64Array.of(1, -2) },
        rawScores: { rowCount: 2, outputCount: 1, values: Float32Array.of(1, -2) },
        conformal: { method: "absolute", level: 0.975, bound: 0.5 },
      }),
    ].join("");
    expect(text).toBe("row,prediction,lower_97.5,upper_97.5,raw_score\n0,1,0.5,1.5,1\n7,-2,-2.5,-1.5,-2\n");
  });

  it("hold a set of classes between bars", () => {
    const text = [
      ...predictionsCsv({
        rowIds,
        outputs: {
          kind: "classes",
          task: "multiclass",
          scoreCount: 3,
          link: "softmax",
          classNames: ["a|b", "c", "d"],
        },
        predictions: {
          kind: "classes",
          rowCount: 2,
          classCount: 3,
          probabilities: Float64Array.of(0.4, 0.4, 0.2, 0.1, 0.6, 0.3),
        },
        conformal: { method: "lac", level: 0.9, bound: 0.75 },
      }),
    ].join("");
    expect(text.split("\n").map((line) => line.split(",").at(-1))).toEqual([
      "set_90",
      '"""a|b""|c"',
      "c|d",
      "",
    ]);
  });
});

describe("metrics as CSV", () => {
  it("writes one line for each round, set and metric, empty where a set has no rows", () => {
    const start = { metrics: ["rmse", "mae"] } as unknown as RunStart;
    const round = {
      round: 0,
      metrics: Float64Array.of(1, Number.NaN, 3, 4, 5, 6.5),
    } as unknown as RecordedRound;
    const text = [...metricsCsv(start, [round])].join("");
    expect(text.split("\n")).toEqual([
      "round,set,metric,value",
      "0,train,rmse,1",
      "0,validation,rmse,",
      "0,test,rmse,3",
      "0,train,mae,4",
      "0,validation,mae,5",
      "0,test,mae,6.5",
      "",
    ]);
  });
});
