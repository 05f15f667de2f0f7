import { createCommandHost } from "../../src/cli/command-host.ts";
import { createBackends } from "../../src/compute/select-backend.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import { runExperiment } from "../../src/experiment/run-experiment.ts";
import { benchExperiment, benchTable } from "./bench-experiment.mjs";
import { readColumns } from "./matrix-file.mjs";

/** GrowNet of the lab on one thread, with the job and the result of grownet-torch.py. */
const job = JSON.parse(process.argv[2]);
const { backend } = await createBackends({ now: () => performance.now() }).select("wasm");
const table = benchTable(readColumns(job.train));
const testTable = benchTable(readColumns(job.test));
const experiment = benchExperiment({ kind: job.kind, values: {}, rounds: job.stages });
const values = {
  hidden_units: job.hidden,
  learning_rate: job.rate,
  batch_size: job.batch,
  corrective_rate_divisor: job.divisor,
  weight_decay: job.l2,
  ...job.values,
};
const runs = [{ ...defaultRun("grownet", job.kind), values, rounds: job.stages }];
const metric = job.kind === "regression" ? "rmse" : "auc";
/** All training rows but the 5 % train; nothing is watched, as the peer's clock leaves its judging out. */
const timed = { ...experiment, runs, split: randomSplit(0, 0), seed: job.seed };
const part = { ...table, rowCount: Math.round(0.95 * table.rowCount) };
part.columns = table.columns.map((column) => ({
  ...column,
  values: column.values.subarray(0, part.rowCount),
}));
let seconds = 0;
for await (const event of runExperiment(
  timed,
  { table: part },
  { backend, host: createCommandHost(), recording: "last-round" },
)) {
  if (event.kind === "end") seconds = (event.end.milliseconds.bin + event.end.milliseconds.train) / 1000;
}
const whole = { ...experiment, runs, split: randomSplit(0.05, 0), metrics: [metric], seed: job.seed };
const context = { backend, host: createCommandHost(), recording: "every-round" };
const stages = [];
for await (const event of runExperiment(whole, { table, testTable }, context)) {
  if (event.kind !== "round" || event.round.round === 0) continue;
  const [, valid, test] = event.round.metrics;
  stages.push({ valid, test });
}
console.log(JSON.stringify({ stages, seconds }));
