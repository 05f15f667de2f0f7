import { describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { requireFinite } from "../../src/experiment/evaluate.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { watchedBackend } from "../worker/border-fixture.ts";
import {
  endOf,
  eventsOf,
  gbdtRun,
  plainHost,
  regression,
  roundsOf,
  smallTable,
  startOf,
  withColumn,
} from "./experiment-fixture.ts";

describe("a recorded run", () => {
  it("starts, gives rounds 0 .. n in order, and ends with the model", async () => {
    const events = await eventsOf(regression());
    const { start } = startOf(events);
    expect(start.rowCounts).toEqual({ train: 65, validation: 30, test: 24 });
    expect(start.notes).toContain("1 row has no y and is left out.");
    expect(start.metrics).toEqual(["rmse"]);
    expect(roundsOf(events).map((round) => round.round)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const { end, model, metrics } = endOf(events);
    expect(end).toMatchObject({ reason: "finished", rounds: 12, keptRounds: 12 });
    expect(model.rounds).toHaveLength(12);
    const last = roundsOf(events)[12]!;
    expect([metrics.train.rmse, metrics.validation.rmse, metrics.test.rmse]).toEqual([...last.metrics]);
    expect(last.metrics[0]!).toBeLessThan(roundsOf(events)[0]!.metrics[0]! / 3);
  });

  it("follows all rows of a small table, each in its set, with gradients for training rows alone", async () => {
    const events = await eventsOf(regression());
    const { followed } = startOf(events).start;
    expect(followed.rowIds).toHaveLength(119);
    expect([...followed.rowIds]).not.toContain(3);
    const round = roundsOf(events)[5]!;
    const before = roundsOf(events)[4]!;
    followed.set.forEach((set, i) => {
      if (set === 0) expect(round.gradient![i]).toBeCloseTo(before.scores[i]! - followed.target[i]!, 5);
      else expect(round.gradient![i]).toBeNaN();
    });
  });

  it("agrees with its own metrics: the validation rmse follows from the followed scores", async () => {
    const events = await eventsOf(regression());
    const { followed } = startOf(events).start;
    const round = roundsOf(events)[7]!;
    let sum = 0;
    followed.set.forEach((set, i) => {
      if (set === 1) sum += (round.scores[i]! - followed.target[i]!) ** 2;
    });
    expect(round.metrics[1]).toBeCloseTo(Math.sqrt(sum / 30), 12);
  });

  it("scores a 48 x 48 probe over two numeric features, and none beside a text feature", async () => {
    const events = await eventsOf(regression());
    const { probe } = startOf(events).start;
    expect(probe?.kind === "grid" && [probe.x.length, probe.y.length]).toEqual([48, 48]);
    expect(roundsOf(events)[3]!.probeScores).toHaveLength(48 * 48);
    const withText = { ...regression().data, ignored: [] };
    expect(startOf(await eventsOf(regression({ data: withText }))).start.probe).toBeNull();
    const oneFeature = { ...regression().data, ignored: ["b", "c"] };
    const line = startOf(await eventsOf(regression({ data: oneFeature }))).start.probe;
    expect(line?.kind === "line" && line.x.length).toBe(256);
  });

  it("follows a seeded sample of a large table, every set in proportion", async () => {
    const events = await eventsOf(regression({ runs: [{ ...gbdtRun, rounds: 1 }] }), {
      table: smallTable(20_001),
    });
    const { followed } = startOf(events).start;
    expect(followed.ofRowCount).toBe(20_000);
    expect(followed.rowIds).toHaveLength(4096);
    const counts = [0, 0, 0];
    for (const set of followed.set) counts[set]!++;
    expect(counts).toEqual([2253, 1024, 819]);
    expect([...followed.rowIds]).toEqual([...followed.rowIds].sort((left, right) => left - right));
    // A sample, not the first rows of each set: every tenth of the table has its share.
    for (let tenth = 0; tenth < 10; tenth++) {
      const inside = followed.rowIds.filter((row) => Math.floor(row / 2001) === tenth).length;
      expect(Math.abs(inside - 409.6)).toBeLessThan(80);
    }
  });
});

describe("early stopping", () => {
  const noisy = regression({
    runs: [{ ...gbdtRun, rounds: 200, earlyStopping: 5, values: { max_depth: 8, learning_rate: 1 } }],
  });

  it("keeps the best validation round and stops after the patience", async () => {
    const events = await eventsOf(noisy);
    const { end, model, metrics } = endOf(events);
    const series = roundsOf(events).map((round) => round.metrics[1]!);
    expect(end.reason).toBe("early-stopped");
    expect(end.bestRound).toBe(series.indexOf(Math.min(...series)));
    expect(end.rounds).toBe(end.bestRound! + 5);
    expect(model.keptRounds).toBe(end.bestRound);
    expect(metrics.validation.rmse).toBe(Math.min(...series));
  });

  it("lets the constant model win", async () => {
    const data = { ...noisy.data, target: "unrelated", ignored: ["c", "y"] };
    const unrelated = Float64Array.from({ length: 120 }, (_, row) => (row * 7919) % 11);
    const { end } = endOf(
      await eventsOf({ ...noisy, data }, { table: withColumn(smallTable(), "unrelated", unrelated) }),
    );
    expect(end.bestRound).toBe(0);
    expect(end.keptRounds).toBe(0);
  });

  it("gives the same end without a recording", async () => {
    const recorded = endOf(await eventsOf(noisy));
    const events = await eventsOf(noisy, { table: smallTable() }, { recording: "last-round" });
    expect(roundsOf(events)).toEqual([]);
    const { end, model, metrics } = endOf(events);
    expect(end.bestRound).toBe(recorded.end.bestRound);
    expect(canonicalJson(model)).toBe(canonicalJson(recorded.model));
    expect(metrics).toEqual(recorded.metrics);
  });

  it("is refused without validation rows", async () => {
    const split = randomSplit(0, 0.2);
    await expect(eventsOf({ ...noisy, split })).rejects.toMatchObject({
      code: "spec.invalid",
      facts: { fix: 0.1 },
    });
  });
});

describe("continuing", () => {
  it.each([{ values: gbdtRun.values }, { values: { ...gbdtRun.values, booster: "dart", rate_drop: 0.3 } }])(
    "after some rounds gives the same model and the same later rounds: $values",
    async ({ values }) => {
      const spec = regression({ runs: [{ ...gbdtRun, values, earlyStopping: 4 }] });
      const whole = await eventsOf(spec);
      const records = endOf(whole).model.rounds.slice(0, 5);
      const rest = await eventsOf(spec, { table: smallTable(), past: { records } });
      expect(canonicalJson(endOf(rest).model)).toBe(canonicalJson(endOf(whole).model));
      expect(endOf(rest).end.bestRound).toBe(endOf(whole).end.bestRound);
      const stripped = (rounds: ReturnType<typeof roundsOf>) =>
        rounds.map((round) => ({ ...round, elapsedMs: 0 }));
      expect(stripped(roundsOf(rest))).toEqual(stripped(roundsOf(whole).slice(6)));
    },
  );
});

describe("continuing with recorded metrics", () => {
  it("believes them", async () => {
    const spec = regression({ runs: [{ ...gbdtRun, earlyStopping: 8 }] });
    const records = endOf(await eventsOf(spec)).model.rounds.slice(0, 5);
    const stopMetric = [5, 4, 0.001, 3, 3, 3];
    const { end } = endOf(await eventsOf(spec, { table: smallTable(), past: { records, stopMetric } }));
    expect(end).toMatchObject({ reason: "early-stopped", bestRound: 2, keptRounds: 2, rounds: 10 });
  });
});

describe("several runs and refusals", () => {
  it("frees each run's memory when it ends, or when the caller leaves", async () => {
    const { backend, seen } = watchedBackend();
    await eventsOf(regression({ runs: [gbdtRun, gbdtRun] }), { table: smallTable() }, { backend });
    expect(seen).toMatchObject({ trees: 24, openGrowths: 0 });
    const context = { backend, host: plainHost(), recording: "every-round" } as const;
    for await (const event of runExperiment(regression(), { table: smallTable() }, context)) {
      if (event.kind === "round" && event.round.round === 2) break;
    }
    expect(seen.openGrowths).toBe(0);
    await expect(
      eventsOf(regression({ metrics: ["auc"] }), { table: smallTable() }, { backend }),
    ).rejects.toThrow();
    expect(seen.openGrowths).toBe(0);
  });

  it("refuses to stop by a metric that the validation rows cannot have", async () => {
    const rare = Float64Array.from({ length: 120 }, (_, row) => (row === 50 ? 1 : 0));
    const spec = regression({
      task: "binary",
      data: { ...regression().data, target: "rare", ignored: ["c", "y"] },
      metrics: ["auc"],
      runs: [{ ...gbdtRun, earlyStopping: 3 }],
    });
    await expect(eventsOf(spec, { table: withColumn(smallTable(), "rare", rare) })).rejects.toMatchObject({
      code: "spec.invalid",
      facts: { path: "stopMetric", value: "auc" },
    });
  });

  it("trains runs one after the other", async () => {
    const events = await eventsOf(regression({ runs: [gbdtRun, { ...gbdtRun, engine: "dart", rounds: 3 }] }));
    expect(events.filter((event) => event.kind === "end").map((event) => event.runIndex)).toEqual([0, 1]);
    const second = events.filter((event) => event.kind === "start")[1]!;
    expect(second.kind === "start" && second.start.header).toMatchObject({
      engine: "gbdt",
      values: { booster: "dart" },
    });
  });

  it("ends with the round it is in when the host says stop", async () => {
    const host = plainHost();
    const context = { backend: jsBackend, host, recording: "every-round" } as const;
    const kinds: string[] = [];
    let rounds = 0;
    for await (const event of runExperiment(regression(), { table: smallTable() }, context)) {
      if (event.kind === "round") rounds = event.round.round;
      if (rounds === 4) host.stopped = true;
      if (event.kind === "end")
        kinds.push(event.end.reason, String(event.end.rounds), String(event.end.keptRounds));
    }
    expect(kinds).toEqual(["stopped", "4", "4"]);
  });

  it("needs two rows to train on", async () => {
    await expect(eventsOf(regression(), { table: smallTable(2) })).rejects.toMatchObject({
      code: "data.too-few-rows",
      facts: { rows: 1 },
    });
  });

  it("names the metrics that apply", async () => {
    await expect(eventsOf(regression({ metrics: ["auc"] }))).rejects.toMatchObject({
      code: "spec.invalid",
      message: expect.stringMatching(
        /^The metric auc does not fit these predictions\. These do: rmse, mae, r2/,
      ),
    });
  });

  it("puts the metric that stops first", async () => {
    const events = await eventsOf(regression({ metrics: ["rmse", "r2"], stopMetric: "mae" }));
    expect(startOf(events).start.metrics).toEqual(["mae", "rmse", "r2"]);
  });

  it("says when a column of a test file holds text in place of numbers", async () => {
    const test = smallTable(50);
    const columns = test.columns.map((column) =>
      column.name === "b"
        ? { kind: "text" as const, name: "b", codes: new Int32Array(50), dictionary: ["high"] }
        : column,
    );
    const events = await eventsOf(regression(), { table: smallTable(), testTable: { ...test, columns } });
    const notes = startOf(events).start.notes.filter((note) => note.includes("holds text where"));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('"b"');
  });

  it("says how many rows of a test file are not scored", async () => {
    const whole = await eventsOf(regression(), { table: smallTable(), testTable: smallTable(50) });
    const other = withColumn(smallTable(50), "y2", new Float64Array(50));
    const none = { ...other, columns: other.columns.filter((column) => column.name !== "y") };
    const without = await eventsOf(regression(), { table: smallTable(), testTable: none });
    const notesOf = (events: typeof whole) =>
      startOf(events).start.notes.filter((note) => note.includes("test file"));
    expect(notesOf(whole)).toEqual([
      "1 row of the test file has no y that training knows, so metrics leave it out.",
    ]);
    expect(notesOf(without)).toEqual([
      "50 rows of the test file have no y that training knows, so metrics leave them out.",
    ]);
  });

  it("takes test rows from their own table, and does not follow them", async () => {
    const events = await eventsOf(regression(), { table: smallTable(), testTable: smallTable(50) });
    expect(startOf(events).start.rowCounts).toEqual({ train: 89, validation: 30, test: 49 });
    expect(startOf(events).start.followed.ofRowCount).toBe(119);
    expect(endOf(events).metrics.test.rmse).toBeLessThan(0.6);
  });

  it("counts classes by actual and predicted", async () => {
    const data = { ...regression().data, target: "c", ignored: ["y"] };
    const events = await eventsOf(regression({ task: "binary", data, metrics: ["error", "logloss"] }));
    const { confusion, metrics } = endOf(events);
    const counts = confusion!.counts.test!;
    expect(confusion!.classNames).toEqual(["no", "yes"]);
    const wrong = counts[0]![1]! + counts[1]![0]!;
    const total = counts.flat().reduce((sum, count) => sum + count, 0);
    expect(total).toBe(24);
    expect(wrong / total).toBeCloseTo(metrics.test.error!, 12);
  });

  it("names the round in which scores broke, and the rounds that are kept", () => {
    const scores = { rowCount: 2, outputCount: 1, values: Float32Array.of(1, Number.NEGATIVE_INFINITY) };
    expect(() => requireFinite(scores, 41)).toThrow(
      "The loss became infinite in round 41. Rounds 1 to 40 are kept. Try a smaller learning rate.",
    );
    expect(() => requireFinite({ ...scores, values: Float32Array.of(1, 2) }, 41)).not.toThrow();
    expect(() => requireFinite(scores, 0)).toThrow("The loss is infinite before the first round.");
    expect(() => requireFinite(scores, 1)).toThrow("There is no earlier round to keep.");
  });
});
