import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import type { StartRequest } from "../../src/training/training-service.ts";
import { endOf, eventsOf, gbdtRun, regression, smallTable } from "../unit/experiment-fixture.ts";
import { pullAll, session, watchedBackend } from "./border-fixture.ts";

const spec = (rounds: number) => regression({ runs: [{ ...gbdtRun, rounds }] });

function request(runId: string, rounds = 12, more: Partial<StartRequest> = {}): StartRequest {
  return { runId, tableId: "t", experiment: spec(rounds), ...more };
}

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe("a session", () => {
  it("gives a slow reader every round, in order, and trains only a few ahead", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend, { rounds: 4, bytes: 1e9 });
    await service.putTable("t", smallTable());
    await service.start(request("a", 40));
    const rounds: number[] = [];
    for (;;) {
      await turns(200);
      expect(seen.trees).toBeLessThanOrEqual(rounds.length + 4);
      const batch = await service.next("a");
      if (!batch.ok) throw new Error(batch.error.message);
      rounds.push(...batch.value.rounds.map((round) => round.round));
      if (batch.value.end !== null) break;
    }
    expect(rounds).toEqual(Array.from({ length: 41 }, (_, round) => round));
  });

  it("cuts and bins a table once for all runs that ask for the same, ended ones as well", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend);
    await service.putTable("t", smallTable());
    await service.start(request("a", 3));
    await pullAll(service, "a");
    await service.start(request("b", 5));
    await service.start(
      request("c", 3, {
        experiment: regression({ runs: [{ ...gbdtRun, rounds: 3, values: { max_depth: 2 } }] }),
      }),
    );
    await pullAll(service, "c");
    expect(seen.bins).toBe(1);
    await service.start(request("d", 3, { experiment: { ...spec(3), seed: 77 } }));
    expect(seen.bins).toBe(2);
    await service.putTable("t", smallTable());
    await service.start(request("e", 3));
    expect(seen.bins).toBe(3);
  });

  it("is bounded by bytes too", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend, { rounds: 1000, bytes: 50_000 });
    await service.putTable("t", smallTable());
    await service.start(request("a", 40));
    await turns(400);
    // A round of 119 followed rows and 2,304 probe points takes about 10 kB.
    expect(seen.trees).toBeGreaterThan(2);
    expect(seen.trees).toBeLessThan(8);
  });

  it("lets messages in while it trains", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend, { rounds: 1e9, bytes: 1e12 });
    await service.putTable("t", smallTable());
    await service.start(request("a", 2000));
    await turns(20);
    expect(seen.trees).toBeGreaterThan(0);
    expect(seen.trees).toBeLessThanOrEqual(21);
    await service.dispose("a");
  });

  it("rests after the round it is in while paused, goes on to the same bits, and can be stopped at rest", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend);
    await service.putTable("t", smallTable());
    await service.start(request("a", 30));
    const first = await service.next("a");
    await service.pause("a", true);
    await turns(50);
    const treesAtRest = seen.trees;
    await turns(200);
    expect(seen.trees).toBe(treesAtRest);
    await service.pause("a", false);
    const { rounds, end } = await pullAll(service, "a");
    expect(end).toMatchObject({ ok: true, value: { reason: "finished" } });
    const all = [...(first.ok ? first.value.rounds : []), ...rounds];
    expect(all.slice(1).map(({ record }) => record)).toEqual(endOf(await eventsOf(spec(30))).model.rounds);

    await service.start(request("b", 5000));
    await service.next("b");
    await service.pause("b", true);
    await service.stop("b");
    expect((await pullAll(service, "b")).end).toMatchObject({ ok: true, value: { reason: "stopped" } });
  });

  it("ends a run within a round of stop, and keeps what it learnt", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend);
    await service.putTable("t", smallTable());
    await service.start(request("a", 5000));
    const first = await service.next("a");
    await service.stop("a");
    const treesAtStop = seen.trees;
    const { rounds, end } = await pullAll(service, "a");
    expect(seen.trees).toBeLessThanOrEqual(treesAtStop + 1);
    const pulled = (first.ok ? first.value.rounds.length : 0) + rounds.length;
    expect(end).toMatchObject({
      ok: true,
      value: { reason: "stopped", rounds: pulled - 1, keptRounds: pulled - 1 },
    });
  });

  it("stops by shared memory alone", async () => {
    const stopFlag = new Int32Array(new SharedArrayBuffer(4));
    const service = session();
    await service.putTable("t", smallTable());
    await service.start(request("a", 5000, { stopFlag }));
    await service.next("a");
    Atomics.store(stopFlag, 0, 1);
    expect((await pullAll(service, "a")).end).toMatchObject({ ok: true, value: { reason: "stopped" } });
  });

  it("finds a run that is stopped right after its start", async () => {
    const service = session();
    await service.putTable("t", smallTable());
    const started = service.start(request("a", 5000));
    expect(await service.stop("a")).toEqual({ ok: true, value: undefined });
    expect((await started).ok).toBe(true);
    expect((await pullAll(service, "a")).end).toMatchObject({
      ok: true,
      value: { reason: "stopped", rounds: 0 },
    });
  });

  it("turns a throw inside the engine into data and keeps the rounds before it", async () => {
    const { backend } = watchedBackend((tree) => {
      if (tree === 6) throw new Error("the kernel broke");
    });
    const service = session(backend);
    await service.putTable("t", smallTable());
    await service.start(request("a"));
    const { rounds, end } = await pullAll(service, "a");
    expect(rounds.map((round) => round.round)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(end).toMatchObject({ ok: false, error: { code: "train.failed", facts: { kept: 5 } } });
    expect(end.ok ? "" : end.error.message).toBe(
      "Something went wrong that should not: the kernel broke. Rounds 1 to 5 are kept.",
    );
    expect((await service.predict("a", "t", 5)).ok).toBe(true);
  });

  it("refuses an experiment as data, and forgets it", async () => {
    const service = session();
    await service.putTable("t", smallTable());
    const wrong = { ...spec(3), metrics: ["auc"] };
    expect(await service.start(request("a", 3, { experiment: wrong }))).toMatchObject({
      ok: false,
      error: { code: "spec.invalid" },
    });
    expect(await service.next("a")).toMatchObject({ ok: false, error: { code: "worker.unknown-id" } });
    expect(await service.start(request("a", 3, { tableId: "none" }))).toMatchObject({
      ok: false,
      error: { code: "worker.unknown-id", facts: { id: "none" } },
    });
  });

  it("lets two runs take turns, each with the bits it has alone", async () => {
    const order: string[] = [];
    const service = session();
    await service.putTable("t", smallTable());
    await service.start(request("a", 30));
    await service.start(request("b", 30, { experiment: { ...spec(30), seed: 43 } }));
    const follow = async (runId: string) => {
      const records = [];
      for (;;) {
        const batch = await service.next(runId);
        if (!batch.ok) throw new Error(batch.error.message);
        order.push(...batch.value.rounds.map(() => runId));
        records.push(...batch.value.rounds.flatMap((round) => round.record ?? []));
        if (batch.value.end !== null) return records;
      }
    };
    const [a, b] = await Promise.all([follow("a"), follow("b")]);
    const changes = order.filter((runId, i) => i > 0 && order[i - 1] !== runId).length;
    expect(changes).toBeGreaterThan(20);
    expect(canonicalJson(a)).toBe(canonicalJson(endOf(await eventsOf(spec(30))).model.rounds));
    expect(canonicalJson(b)).toBe(
      canonicalJson(endOf(await eventsOf({ ...spec(30), seed: 43 })).model.rounds),
    );
  });

  it("frees a run that is disposed in the middle, and settles who waits for it", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend);
    await service.putTable("t", smallTable());
    await service.start(request("a", 5000));
    await service.next("a");
    const waiting = pullAll(service, "a");
    await service.dispose("a");
    expect(seen.openGrowths).toBe(0);
    expect((await waiting).end).toMatchObject({ ok: false, error: { code: "worker.unknown-id" } });
    expect(await service.next("a")).toMatchObject({ ok: false, error: { code: "worker.unknown-id" } });
    const trees = seen.trees;
    await turns(50);
    expect(seen.trees).toBe(trees);
  });

  it("frees a run whose buffer is full", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend, { rounds: 2, bytes: 1e9 });
    await service.putTable("t", smallTable());
    await service.start(request("a", 5000));
    await turns(50);
    await service.dispose("a");
    expect(seen.openGrowths).toBe(0);
  });
});

describe("a session's answers about a model", () => {
  it("predict any table with any number of rounds, and look into nodes exactly", async () => {
    const { backend, seen } = watchedBackend();
    const service = session(backend);
    await service.putTable("t", smallTable());
    const started = await service.start(request("a"));
    const { rounds } = await pullAll(service, "a");
    const followed = started.ok ? started.value.followed : null;
    const predicted = await service.predict("a", "t", 7);
    if (!predicted.ok) throw new Error(predicted.error.message);
    const point = predicted.value.kind === "point" ? predicted.value.point : null;
    expect(point).toHaveLength(120);
    followed!.rowIds.forEach((row, i) => {
      expect(point![row]).toBe(rounds[7]!.scores[i]);
    });
    const inspection = await service.inspect("a", 7, 0, 1);
    expect(inspection).toMatchObject({ ok: true, value: { node: 1, matchesRecord: true } });
    expect(seen.openGrowths).toBe(1);
    expect(await service.inspect("a", 7, 0, 99)).toMatchObject({
      ok: false,
      error: { code: "spec.out-of-range" },
    });
    expect(await service.predict("a", "t", 13)).toMatchObject({ ok: false, error: { facts: { fix: 12 } } });
  });

  it("predict tables that take several slices", async () => {
    const service = session();
    const table = smallTable(9000);
    await service.putTable("t", table);
    await service.start(request("a", 3));
    await pullAll(service, "a");
    const predicted = await service.predict("a", "t", 3);
    const point =
      predicted.ok && predicted.value.kind === "point" ? predicted.value.point : new Float64Array(0);
    const target = table.columns[3]!;
    const errors = Array.from(point, (value, row) =>
      target.kind === "number" && row !== 3 ? Math.abs(value - target.values[row]!) : 0,
    );
    expect(point).toHaveLength(9000);
    // Rows of all slices are predicted about equally well; misplaced ones would be off by the step of 2.
    for (const from of [0, 4096, 8192]) {
      const slice = errors.slice(from, from + 800);
      expect(slice.reduce((sum, error) => sum + error, 0) / slice.length).toBeLessThan(0.6);
    }
  });

  it("predict a grid that agrees with the recorded probe", async () => {
    const service = session();
    await service.putTable("t", smallTable());
    const started = await service.start(request("a"));
    const { rounds } = await pullAll(service, "a");
    const probe = started.ok ? started.value.probe : null;
    if (probe?.kind !== "grid") throw new Error("no grid");
    const { x, y } = probe;
    const grid = await service.predictGrid({
      runId: "a",
      tableId: "t",
      row: 0,
      rounds: 5,
      features: ["a", "b"],
      x,
      y,
    });
    expect(grid.ok && grid.value.kind === "point" && [...grid.value.point]).toEqual([
      ...rounds[5]!.probeScores!,
    ]);
  });

  it("serve an opened model, which has no training rows to look into", async () => {
    const service = session();
    const { model, metrics } = endOf(await eventsOf(spec(12)));
    expect(metrics.train.rmse).toBeGreaterThan(0);
    await service.open("m", model);
    await service.putTable("t", smallTable());
    const predicted = await service.predict("m", "t", 12);
    expect(predicted.ok && predicted.value.rowCount).toBe(120);
    expect(await service.inspect("m", 1, 0, 0)).toMatchObject({
      ok: false,
      error: { code: "model.incapable" },
    });
    await service.dispose("m");
    expect(await service.predict("m", "t", 12)).toMatchObject({
      ok: false,
      error: { code: "worker.unknown-id" },
    });
  });
});
