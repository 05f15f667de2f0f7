import { readFileSync, writeFileSync } from "node:fs";
import { createCommandHost } from "../../src/cli/command-host.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { encode, labelledRows } from "../../src/data/encode.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { readColumns } from "./matrix-file.mjs";
import { watchPeakMemory } from "./peak-memory.mjs";

/** One run of the own engine in a process of its own: a job as JSON in, milliseconds out, raw scores into a file. */
const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const table = tableOf(job.train);
const testTable = tableOf(job.test);
const threads = {
  start: nodeThreads(new URL("./kernel-thread.mjs", import.meta.url)),
  count: job.threads ?? 1,
};
const { backend } = await createBackends({ threads, now: () => performance.now() }).select(job.engine);
const peakMemory = watchPeakMemory();
const { started, ended } = await train();
const memoryMiB = peakMemory();
const { engine, header, records } = started.open;
const test = encode(testTable, header.encoder, labelledRows(testTable, header.encoder));
const began = performance.now();
const prefix = { kind: "stateAfter", rounds: records.length };
const scores = engine.rawScores(header, records, test, prefix, backend.walk);
const predict = performance.now() - began;
writeFileSync(job.scores, new Uint8Array(scores.values.buffer));
const { bin, train: trained } = ended.end.milliseconds;
console.log(
  JSON.stringify({ bin, train: trained, predict, memoryMiB, modelSha256: modelSha256(ended.model) }),
);

/** @param {import("./matrix-file.mjs").MatrixFile} file */
function tableOf(file) {
  const columns = readColumns(file).map((values, i) => ({
    kind: "number",
    name: i === file.features ? "target" : `x${i}`,
    values,
    failing: [],
    failingCount: 0,
  }));
  return { rowCount: file.rows, columns };
}

async function train() {
  const run = { ...defaultRun("gbdt", job.kind), values: job.values, rounds: job.rounds };
  const experiment = {
    version: 2,
    numerics: 1,
    data: {
      source: { kind: "file", name: "bench" },
      fingerprint: null,
      reading: null,
      sample: null,
      target: "target",
      ignored: [],
      categorical: [],
      dates: [],
      dropFailing: [],
      weight: null,
    },
    task: job.kind,
    split: randomSplit(0, 0),
    runs: [run],
    metrics: [],
    stopMetric: null,
    seed: 0,
  };
  const context = { backend, host: createCommandHost(), recording: "last-round", keepOpen: true };
  let started = null;
  for await (const event of runExperiment(experiment, { table, testTable }, context)) {
    if (event.kind === "start") started = event;
    else if (event.kind === "end") return { started, ended: event };
  }
  throw new Error("Training ended without a model.");
}
