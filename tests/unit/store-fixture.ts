import type { Outcome } from "../../src/core/errors.ts";
import type { Table } from "../../src/core/table.ts";
import type { DataService } from "../../src/data/data-service.ts";
import type { RecordedRound, RunEnd, RunStart } from "../../src/experiment/recording.ts";
import { createLab } from "../../src/store/create-lab.ts";
import type { Lab } from "../../src/store/lab.ts";
import { startingExperiment } from "../../src/store/starting-experiment.ts";
import type { RunBatch, StartRequest, TrainingService } from "../../src/training/training-service.ts";
import { followedRows, numeric, runStart } from "./figures-fixture.ts";

export const sineTable: Table = {
  rowCount: 4,
  columns: [
    { kind: "number", name: "x", values: Float64Array.of(1, 2, 3, 4), failing: [], failingCount: 0 },
    { kind: "number", name: "y", values: Float64Array.of(1, 0, 1, 0), failing: [], failingCount: 0 },
  ],
};

const start: RunStart = {
  ...runStart(followedRows([numeric("x", [1, 2])], [1, 0])),
  metrics: ["rmse"],
  plannedRounds: 120,
};

export function recordedRound(round: number, validation: number): RecordedRound {
  return {
    round,
    record:
      round === 0
        ? null
        : { round, scale: 1, weightChanges: [], learners: [], quantisation: [], draws: { rowCount: 2 } },
    metrics: Float64Array.of(validation / 2, validation, Number.NaN),
    scores: new Float32Array(2),
    gradient: null,
    hessian: null,
    probeScores: null,
    elapsedMs: round * 10,
  };
}

export function rounds(from: number, values: readonly number[]): RecordedRound[] {
  return values.map((value, index) => recordedRound(from + index, value));
}

export const finished = (count: number, reason: RunEnd["reason"] = "finished"): RunEnd => ({
  reason,
  rounds: count,
  bestRound: 1,
  keptRounds: count,
  milliseconds: { bin: 1, train: 2 },
});

/** A border under the test's hand: what was asked, and batches that arrive when the test says so. */
export function handBorder() {
  const waiting = new Map<string, ((batch: Outcome<RunBatch>) => void)[]>();
  const asked: {
    starts: StartRequest[];
    stops: string[];
    pauses: [string, boolean][];
    disposed: string[];
    tables: string[];
  } = {
    starts: [],
    stops: [],
    pauses: [],
    disposed: [],
    tables: [],
  };
  const done = { ok: true, value: undefined } as const;
  const no = (): never => {
    throw new Error("Not asked for in this test.");
  };
  const training: TrainingService = {
    putTable: async (id) => {
      asked.tables.push(id);
      return done;
    },
    dropTable: async () => done,
    start: async (request) => {
      asked.starts.push(request);
      return { ok: true, value: start };
    },
    next: (id) =>
      new Promise((resolve) => {
        waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
      }),
    pause: async (id, paused) => {
      asked.pauses.push([id, paused]);
      return done;
    },
    stop: async (id) => {
      asked.stops.push(id);
      return done;
    },
    dispose: async (id) => {
      asked.disposed.push(id);
      return done;
    },
    inspect: no,
    race: no,
    predict: no,
    open: no,
    predictGrid: no,
  };
  const send = async (id: string, batch: Outcome<RunBatch>) => {
    await settle();
    const resolve = waiting.get(id)?.shift();
    if (resolve === undefined) throw new Error(`Nobody waits for ${id}.`);
    resolve(batch);
    await settle();
  };
  return { training, asked, send };
}

/** Lets all promises that can go on go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

export interface LabUnderTest {
  readonly lab: Lab;
  readonly border: ReturnType<typeof handBorder>;
  /** Draws the next picture: what waited for it happens. */
  readonly picture: () => void;
}

/** The starting experiment with its table in place; nothing trains yet. */
export function labUnderTest(reducedMotion = false): LabUnderTest {
  const border = handBorder();
  const callbacks: (() => void)[] = [];
  const unasked = () => Promise.reject(new Error("Not asked for in this test."));
  const data: DataService = {
    estimate: unasked,
    read: () => Promise.reject(new Error("no file")),
    makeSource: async () => ({
      ok: true,
      value: { table: sineTable, report: null, fingerprint: "f1".repeat(32) },
    }),
    cancel: async () => undefined,
  };
  const lab = createLab(startingExperiment(), {
    training: border.training,
    data,
    table: {
      hold: unasked,
      profiles: async () => ({ ok: true, value: [] }),
      traps: async () => ({ ok: true, value: [] }),
      sort: unasked,
      filter: unasked,
    },
    url: { read: unasked },
    recent: async () => ({
      list: async () => [],
      remember: async () => true,
      copyOf: async () => null,
      forget: async () => undefined,
    }),
    pageUrl: "http://localhost/",
    beforePicture: (callback) => callbacks.push(callback),
    reducedMotion: () => reducedMotion,
  });
  lab.store.setState({
    data: { status: "ready", name: "t", tableId: "t1", table: sineTable, report: null },
  });
  const picture = () => {
    for (const callback of callbacks.splice(0)) callback();
  };
  return { lab, border, picture };
}
