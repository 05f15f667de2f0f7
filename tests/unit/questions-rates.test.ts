import { describe, expect, it } from "vitest";
import { engines } from "../../src/boosting/engines/index.ts";
import {
  goodness,
  isNear,
  rateMap,
  rateMapFigure,
  roundsForHalfTheRate,
} from "../../src/figures/rate-map.ts";
import { sequentialColour } from "../../src/figures/sequential-colour.ts";
import { comparisonOf } from "../../src/store/comparison/comparison.ts";
import { questionsOf } from "../../src/store/questions/question-work.ts";
import {
  ownRate,
  rateParam,
  ratesFor,
  trainRates,
  wantedRates,
} from "../../src/store/questions/train-rates.ts";
import { startingRun } from "../../src/store/starting-experiment.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

describe("the rates of a map", () => {
  it("are found by what each engine says of its parameters", () => {
    const ids = engines.map(({ id, tasks }) => rateParam(startingRun(id, tasks[0]), tasks[0])?.id);
    expect(ids).toEqual(["learning_rate", "boost_rate", "learning_rate", "learning_rate", "boost_rate"]);
  });

  it("lie inside the description's range, ascend, and hold the run's own", () => {
    for (const { id, tasks } of engines) {
      const spec = startingRun(id, tasks[0]);
      const param = rateParam(spec, tasks[0])!;
      for (const own of [ownRate(spec, param), 0.003, 0.3, param.max]) {
        const rates = ratesFor(param, own);
        expect(rates.length).toBeGreaterThanOrEqual(6);
        expect(rates).toContain(own);
        expect([...rates].sort((left, right) => left - right)).toEqual(rates);
        for (const rate of rates) {
          expect(rate).toBeGreaterThan(param.min);
          expect(rate).toBeLessThanOrEqual(param.max);
        }
      }
    }
    expect(ratesFor({ min: 0, max: 1 }, 0.1)).toEqual([0.01, 0.022, 0.046, 0.1, 0.22, 0.46, 1]);
  });

  it("are trained once each, the run's own being known; a failed one is kept as failed, a stopped one not at all", async () => {
    const { lab, border } = labUnderTest();
    const { setup, runs } = lab.store.getState();
    const [run] = runs;
    const all = wantedRates(setup, run);
    expect(all.filter(({ isOwn }) => isOwn)).toHaveLength(1);
    expect(all.find(({ isOwn }) => isOwn)?.experiment.runs).toEqual([run.spec]);
    const controller = new AbortController();
    const work = trainRates(lab, run, controller.signal);
    await settle();
    expect(questionsOf(lab).getState().work).toMatchObject({ question: "rates", done: 0, total: 7 });
    await border.send(border.asked.starts[0].runId, {
      ok: true,
      value: { rounds: rounds(0, [3, 1]), attempts: [], end: { ok: true, value: finished(2) } },
    });
    const error = { code: "train.non-finite" as const, message: "Infinite.", facts: {} };
    await border.send(border.asked.starts[1].runId, {
      ok: true,
      value: { rounds: [], attempts: [], end: { ok: false, error } },
    });
    controller.abort();
    await border.send(border.asked.starts[2].runId, {
      ok: true,
      value: { rounds: [], attempts: [], end: null },
    });
    await work;
    const { outcomes } = comparisonOf(lab).getState();
    expect(all.map(({ key }) => outcomes.get(key)?.ok)).toEqual([
      true,
      false,
      ...new Array(5).fill(undefined),
    ]);
    expect(questionsOf(lab).getState().work).toBeNull();
  });
});

describe("the map of rates and rounds", () => {
  const curves = [
    { rate: 0.1, values: [9, 8, 7, 6, 5, 4] },
    { rate: 0.2, values: [9, 7, 5, 4.02, 4.5, 5] },
    { rate: 0.4, values: [9, 5, 4.03, Number.NaN, Number.POSITIVE_INFINITY, 8] },
  ];
  const map = rateMap(curves, "lower");

  it("has the best of all rounds, a cell a round while they fit, and what comes within one per cent", () => {
    expect(map.best).toEqual({ row: 0, round: 5, value: 4 });
    expect(map.columns).toHaveLength(5);
    expect(map.cells[2]).toEqual([5, 4.03, Number.NaN, Number.NaN, 8]);
    expect(map.firstNear).toEqual([5, 3, 2]);
    expect(isNear(4.039, map.best)).toBe(true);
    expect(isNear(4.05, map.best)).toBe(false);
    expect(roundsForHalfTheRate(map)).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(goodness(map, 4)).toBe(1);
    expect(goodness(map, 900)).toBe(0);
    expect(rateMap(curves, "higher").best).toEqual({ row: 0, round: 1, value: 8 });
  });

  it("puts every round in exactly one column", () => {
    const long = rateMap([{ rate: 1, values: Array.from({ length: 1001 }, (_, round) => round) }], "lower");
    expect(long.columns.length).toBeLessThanOrEqual(48);
    let next = 1;
    for (const { from, to } of long.columns) {
      expect(from).toBe(next);
      expect(to).toBeGreaterThanOrEqual(from);
      next = to + 1;
    }
    expect(next).toBe(1001);
  });

  it("finds the cell at a place, and fills its frame", () => {
    const figure = rateMapFigure(map, { width: 400, height: 200 });
    for (const { row, column, x, y, width, height } of figure.cells)
      expect(figure.cellAt(x + width / 2, y + height / 2)).toEqual({ row, column });
    expect(figure.cellAt(1, 1)).toBeNull();
    const area = figure.cells.reduce((sum, { width, height }) => sum + width * height, 0);
    expect(area).toBeCloseTo(figure.area.width * figure.area.height, 6);
    expect(figure.ticks.at(-1)?.round).toBe(5);
    expect(figure.outline).toMatch(/^M/);
  });

  it("has colours that grow lighter", () => {
    const lightness = Array.from({ length: 20 }, (_, step) => {
      const [red, green, blue] = sequentialColour(step / 19)
        .match(/\d+/g)!
        .map(Number);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    for (let step = 1; step < 20; step++) expect(lightness[step]).toBeGreaterThan(lightness[step - 1]);
  });
});
