import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { Host } from "../../src/core/host.ts";
import { createRandomSource } from "../../src/core/random.ts";
import type { Table } from "../../src/core/table.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { RunContext, RunEvent, RunInput } from "../../src/experiment/run-events.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import type { Experiment, RunSpec } from "../../src/experiment/spec.ts";

/** A host that never pauses; `stopped` can be set. */
export function plainHost(): Host & { stopped: boolean } {
  let ticks = 0;
  return { now: () => ticks++, pause: () => undefined, stopped: false };
}

/** Columns a, b, c (text) and y = step of a plus noise; row 3 has no y. */
export function smallTable(rowCount = 120): Table {
  const random = createRandomSource(7, "fixture");
  const a = Float64Array.from({ length: rowCount }, (_, row) => Math.fround(random.uniform(row, 0)));
  const b = Float64Array.from({ length: rowCount }, (_, row) => Math.fround(random.uniform(row, 1)));
  const y = Float64Array.from(
    a,
    (value, row) => (value > 0.5 ? 2 : 0) + b[row]! + random.uniform(row, 2) / 4,
  );
  y[3] = Number.NaN;
  const codes = Int32Array.from(a, (value, row) => (value + random.uniform(row, 3) / 2 > 0.7 ? 1 : 0));
  return {
    rowCount,
    columns: [
      { kind: "number", name: "a", values: a, failing: [], failingCount: 0 },
      { kind: "number", name: "b", values: b, failing: [], failingCount: 0 },
      { kind: "text", name: "c", codes, dictionary: ["no", "yes"] },
      { kind: "number", name: "y", values: y, failing: [], failingCount: 0 },
    ],
  };
}

export function withColumn(table: Table, name: string, values: Float64Array): Table {
  return {
    ...table,
    columns: [...table.columns, { kind: "number", name, values, failing: [], failingCount: 0 }],
  };
}

export const gbdtRun: RunSpec = {
  engine: "gbdt",
  without: [],
  values: { max_depth: 2, learning_rate: 0.3 },
  objective: null,
  distribution: null,
  score: null,
  rounds: 12,
  earlyStopping: null,
};

export function regression(changes: Partial<Experiment> = {}): Experiment {
  return {
    version: 2,
    numerics: 1,
    data: {
      source: { kind: "file", name: "small.csv" },
      fingerprint: null,
      reading: null,
      sample: null,
      target: "y",
      ignored: ["c"],
      categorical: [],
      dates: [],
      dropFailing: [],
      weight: null,
    },
    task: "regression",
    split: randomSplit(0.25, 0.2),
    runs: [gbdtRun],
    metrics: [],
    stopMetric: null,
    seed: 42,
    ...changes,
  };
}

export async function eventsOf(
  experiment: Experiment,
  input: RunInput = { table: smallTable() },
  context: Partial<RunContext> = {},
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const whole: RunContext = { backend: jsBackend, host: plainHost(), recording: "every-round", ...context };
  for await (const event of runExperiment(experiment, input, whole)) events.push(event);
  return events;
}

type EventOf<K extends RunEvent["kind"]> = Extract<RunEvent, { kind: K }>;

export function startOf(events: readonly RunEvent[]): EventOf<"start"> {
  return events.find((event) => event.kind === "start")!;
}

export function roundsOf(events: readonly RunEvent[]): EventOf<"round">["round"][] {
  return events.flatMap((event) => (event.kind === "round" ? [event.round] : []));
}

export function endOf(events: readonly RunEvent[]): EventOf<"end"> {
  return events.find((event) => event.kind === "end")!;
}
