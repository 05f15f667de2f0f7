import { readFileSync, writeFileSync } from "node:fs";
import { createCommandHost } from "../../src/cli/command-host.ts";
import { nodeThreads } from "../../src/cli/node-threads.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { encode, labelledRows } from "../../src/data/encode.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { benchExperiment, benchTable } from "./bench-experiment.mjs";
import { readColumns } from "./matrix-file.mjs";
import { watchPeakMemory } from "./peak-memory.mjs";

/** One run of the own engine in a process of its own: a job as JSON in, milliseconds out, raw scores into a file. */
const job = JSON.parse(readFileSync(process.argv[2], "utf8"));
const table = benchTable(readColumns(job.train));
const testTable = benchTable(readColumns(job.test));
const threads = {
  start: nodeThreads(new URL("./kernel-thread.mjs", import.meta.url)),
  count: job.threads ?? 1,
};
const { backend } = await createBackends({ threads, now: () => performance.now() }).select(job.engine);
const host = createCommandHost();
const peakMemory = watchPeakMemory();
const { started, ended } = await train();
const memoryMiB = peakMemory();
const { engine, header, records } = started.open;
const test = encode(testTable, header.encoder, labelledRows(testTable, header.encoder));
const began = performance.now();
const prefix = { kind: "stateAfter", rounds: records.length };
const scores = engine.rawScores(header, records, test, prefix, backend);
const predict = performance.now() - began;
writeFileSync(job.scores, new Uint8Array(scores.values.buffer));
const { bin, train: trained } = ended.end.milliseconds;
started.open.training.dispose();
const again = [];
while (again.length < job.again) {
  const next = await train();
  next.started.open.training.dispose();
  const { milliseconds } = next.ended.end;
  again.push(milliseconds.bin + milliseconds.train);
}
console.log(
  JSON.stringify({ bin, train: trained, predict, again, memoryMiB, modelSha256: modelSha256(ended.model) }),
);

async function train() {
  const experiment = benchExperiment(job);
  const context = { backend, host, recording: "last-round", keepOpen: true };
  let started = null;
  for await (const event of runExperiment(experiment, { table, testTable }, context)) {
    if (event.kind === "start") started = event;
    else if (event.kind === "end") return { started, ended: event };
  }
  throw new Error("Training ended without a model.");
}
