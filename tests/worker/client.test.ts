import { afterEach, describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import type { ErrorReport } from "../../src/core/errors.ts";
import type { RecordedRound } from "../../src/experiment/recording.ts";
import { createTrainingClient, type TrainingClient } from "../../src/training/training-client.ts";
import type { StartRequest, TrainingService } from "../../src/training/training-service.ts";
import { endOf, eventsOf, gbdtRun, regression, smallTable } from "../unit/experiment-fixture.ts";
import { type FakeWorker, fakeSchedule, fakeWorker, pullAll, session } from "./border-fixture.ts";

const spec = (rounds: number) =>
  regression({ runs: [{ ...gbdtRun, rounds, values: { ...gbdtRun.values, subsample: 0.7 } }] });

function request(runId: string, rounds = 12, more: Partial<StartRequest> = {}): StartRequest {
  return { runId, tableId: "t", experiment: spec(rounds), ...more };
}

interface Setup {
  readonly withLocks?: boolean;
  readonly load?: () => Promise<TrainingService>;
}

/** A client whose workers are fakes; all of them are closed after the test. */
function setUp({ withLocks = true, load = async () => session() }: Setup = {}) {
  const workers: FakeWorker[] = [];
  const lost: ErrorReport[] = [];
  const timers = fakeSchedule();
  // Page and worker see the same locks.
  let locksOfWorker: ReturnType<typeof fakeWorker>["locks"] | null = null;
  const client = createTrainingClient({
    createWorker() {
      const worker = fakeWorker(load, withLocks);
      locksOfWorker = worker.locks;
      workers.push(worker);
      return worker;
    },
    locks: withLocks ? { request: (name, callback) => locksOfWorker!.request(name, callback) } : null,
    schedule: timers.schedule,
    createStopFlag: null,
    onLost: (error) => lost.push(error),
  });
  opened.push(client);
  return { client, workers, lost, advance: timers.advance };
}

const opened: TrainingClient[] = [];

afterEach(() => {
  for (const client of opened.splice(0)) client.close();
});

/** Lets messages that are under way arrive. */
const settle = async () => {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
};

describe("a client", () => {
  it("trains through the wire: the same rounds and the same model as without", async () => {
    const { client } = setUp();
    await client.putTable("t", smallTable());
    const started = await client.start(request("a"));
    const { rounds, end } = await pullAll(client, "a");
    const direct = await eventsOf(spec(12));
    expect(started.ok && started.value.rowCounts.train).toBe(65);
    expect(end).toMatchObject({ ok: true, value: { reason: "finished", rounds: 12 } });
    expect(canonicalJson(rounds.flatMap((round) => round.record ?? []))).toBe(
      canonicalJson(endOf(direct).model.rounds),
    );
    expect(await client.inspect("a", 3, 0, 0)).toMatchObject({ ok: true, value: { matchesRecord: true } });
  });

  it("brings errors over as data", async () => {
    const { client } = setUp();
    await client.putTable("t", smallTable());
    const experiment = { ...spec(3), data: { ...spec(3).data, target: "nothing" } };
    expect(await client.start(request("a", 3, { experiment }))).toMatchObject({
      ok: false,
      error: { code: "data.column-missing", facts: { columns: "nothing" } },
    });
  });

  it("stops a run right after its start, without waiting for the start", async () => {
    const { client } = setUp();
    await client.putTable("t", smallTable());
    const started = client.start(request("a", 5000));
    expect((await client.stop("a")).ok).toBe(true);
    expect((await started).ok).toBe(true);
    expect((await pullAll(client, "a")).end).toMatchObject({ ok: true, value: { reason: "stopped" } });
  });
});

describe("a worker that is killed", () => {
  it("settles what is pending, is replaced, and its run goes on to the same model", async () => {
    const { client, workers, lost } = setUp();
    await client.putTable("t", smallTable());
    await client.start(request("a", 300));
    const first: RecordedRound[] = [];
    while (first.length < 8) {
      const batch = await client.next("a");
      if (batch.ok) first.push(...batch.value.rounds);
    }
    workers[0]!.kill();
    const { rounds, end } = await pullAll(client, "a");
    expect(end).toMatchObject({ ok: false, error: { code: "worker.lost" } });
    expect(lost.map((error) => error.code)).toEqual(["worker.lost"]);
    const kept = [...first, ...rounds];
    const past = kept.flatMap((round) => round.record ?? []);
    expect(past.length).toBeLessThan(300);
    expect((await client.start(request("a/2", 300, { past }))).ok).toBe(true);
    expect(workers).toHaveLength(2);
    const rest = await pullAll(client, "a/2");
    expect(rest.rounds[0]!.round).toBe(past.length + 1);
    const records = [...past, ...rest.rounds.flatMap((round) => round.record ?? [])];
    expect(canonicalJson(records)).toBe(canonicalJson(endOf(await eventsOf(spec(300))).model.rounds));
    expect(rest.end).toMatchObject({ ok: true, value: { reason: "finished", rounds: 300 } });
  });

  it("answers for its runs with the loss, at once and for all calls", async () => {
    const { client, workers } = setUp();
    await client.putTable("t", smallTable());
    await client.start(request("a", 5000));
    const pending = [client.predict("a", "t", 0), client.inspect("a", 1, 0, 0)];
    workers[0]!.kill();
    for (const answer of await Promise.all(pending))
      expect(answer).toMatchObject({ ok: false, error: { code: "worker.lost" } });
    expect(await client.next("a")).toMatchObject({ ok: false, error: { code: "worker.lost" } });
    expect(await client.stop("a")).toMatchObject({ ok: false, error: { code: "worker.lost" } });
    expect(await client.dispose("a")).toEqual({ ok: true, value: undefined });
    expect(workers).toHaveLength(1);
  });

  it("leaves models that can be opened in the next one", async () => {
    const { client, workers } = setUp();
    await client.putTable("t", smallTable());
    await client.start(request("a", 4));
    await pullAll(client, "a");
    const before = await client.predict("a", "t", 4);
    workers[0]!.kill();
    await settle();
    const { model } = endOf(await eventsOf(spec(4)));
    expect((await client.open("a", model)).ok).toBe(true);
    expect(await client.predict("a", "t", 4)).toEqual(before);
  });

  it("is noticed without locks too, by a ping that stays without answer", async () => {
    const { client, workers, advance, lost } = setUp({ withLocks: false });
    await client.putTable("t", smallTable());
    await client.start(request("a", 5000));
    await settle();
    workers[0]!.kill();
    const pending = client.predict("a", "t", 0);
    advance(5_000);
    await settle();
    expect(lost).toEqual([]);
    advance(30_000);
    expect(await pending).toMatchObject({ ok: false, error: { code: "worker.lost" } });
    expect(lost).toHaveLength(1);
  });

  it("is not suspected without locks while it answers pings, however long a call takes", async () => {
    const endless = { ...session(), predict: () => new Promise<never>(() => undefined) };
    const { client, workers, advance, lost } = setUp({ withLocks: false, load: async () => endless });
    await client.putTable("t", smallTable());
    await client.start(request("a", 5));
    const pending = client.predict("a", "t", 0);
    for (let i = 0; i < 20; i++) {
      await settle();
      advance(5_000);
    }
    expect(lost).toEqual([]);
    workers[0]!.kill();
    advance(40_000);
    expect(await pending).toMatchObject({ ok: false, error: { code: "worker.lost" } });
  });
});

describe("the third rung of stopping", () => {
  it("ends a worker that does not answer within a second", async () => {
    const { client, workers, advance, lost } = setUp();
    await client.putTable("t", smallTable());
    await client.start(request("a", 5000));
    workers[0]!.freeze();
    const pulled = client.next("a");
    const stopped = client.stop("a");
    advance(799);
    expect(workers[0]!.isTerminated).toBe(false);
    advance(201);
    expect(workers[0]!.isTerminated).toBe(true);
    expect(await stopped).toMatchObject({
      ok: false,
      error: { code: "worker.lost", facts: { stopped: true } },
    });
    expect(await pulled).toMatchObject({ ok: false, error: { code: "worker.lost" } });
    expect(lost).toHaveLength(1);
  });

  it("leaves a worker alone that answered", async () => {
    const { client, workers, advance } = setUp();
    await client.putTable("t", smallTable());
    await client.start(request("a", 5000));
    expect((await client.stop("a")).ok).toBe(true);
    advance(60_000);
    expect(workers[0]!.isTerminated).toBe(false);
  });
});

describe("a worker that does not start", () => {
  it("is said after its error event", async () => {
    const { client, workers } = setUp({ load: () => new Promise(() => undefined) });
    await client.putTable("t", smallTable());
    const started = client.start(request("a"));
    workers[0]!.fire("error");
    expect(await started).toMatchObject({ ok: false, error: { code: "worker.failed" } });
    expect(workers[0]!.isTerminated).toBe(true);
  });

  it("is told apart from one that breaks later", async () => {
    const { client, workers } = setUp();
    await client.putTable("t", smallTable());
    await client.start(request("a", 5000));
    await settle();
    const pending = client.predict("a", "t", 0);
    workers[0]!.fire("messageerror");
    expect(await pending).toMatchObject({ ok: false, error: { code: "worker.lost" } });
  });

  it("is said after a deadline when nothing is heard of it", async () => {
    const { client, workers, advance } = setUp();
    await client.putTable("t", smallTable());
    const started = client.start(request("a"));
    workers[0]!.kill();
    advance(30_000);
    expect(await started).toMatchObject({ ok: false });
    expect(workers[0]!.isTerminated).toBe(true);
  });

  it("answers calls when its session cannot be loaded", async () => {
    const { client } = setUp({ load: () => Promise.reject(new Error("chunk missing")) });
    await client.putTable("t", smallTable());
    expect(await client.start(request("a"))).toMatchObject({ ok: false, error: { code: "worker.failed" } });
  });

  it("is an error when it cannot even be made", async () => {
    const client = createTrainingClient({
      createWorker() {
        throw new Error("refused by policy");
      },
      locks: null,
      createStopFlag: null,
    });
    expect(await client.start(request("a"))).toMatchObject({
      ok: false,
      error: {
        code: "worker.failed",
        message: "The worker that trains could not be made: refused by policy",
      },
    });
  });
});

describe("close", () => {
  it("ends the worker, settles calls and starts no other", async () => {
    const { client, workers, lost } = setUp();
    await client.putTable("t", smallTable());
    await client.start(request("a", 5000));
    const pending = pullAll(client, "a");
    client.close();
    expect((await pending).end).toMatchObject({ ok: false });
    expect((await client.start(request("b"))).ok).toBe(false);
    expect([workers.length, workers[0]!.isTerminated, lost]).toEqual([1, true, []]);
  });
});
