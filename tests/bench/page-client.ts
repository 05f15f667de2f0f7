import { modelToJson } from "../../src/interchange/model-json.ts";
import { wrapTraining } from "../../src/training/wire.ts";
import { benchExperiment, benchTable } from "./bench-experiment.mjs";

interface PageJob {
  readonly worker: string;
  readonly data: string;
  readonly rows: number;
  readonly kind: string;
  readonly values: object;
  readonly rounds: number;
  readonly again: number;
}

/** Trains in the page's own worker, as the lab does, and gives back times and the model. */
export async function train(job: PageJob) {
  const numbers = new Float32Array(await (await fetch(job.data)).arrayBuffer());
  const columns = Array.from({ length: numbers.length / job.rows }, (_, i) =>
    Float64Array.from(numbers.subarray(i * job.rows, (i + 1) * job.rows)),
  );
  const training = wrapTraining(new Worker(job.worker, { type: "module" }));
  const table = benchTable(columns);
  const first = await trainOnce(training, table, job, "bench");
  const again: number[] = [];
  while (again.length < job.again) {
    const { bin, train } = await trainOnce(training, table, job, `bench-${again.length}`);
    again.push(bin + train);
  }
  return { ...first, again };
}

/** The table is put anew: runs of one table share its bins, and binning is to be timed. */
async function trainOnce(
  training: ReturnType<typeof wrapTraining>,
  table: ReturnType<typeof benchTable>,
  job: PageJob,
  runId: string,
) {
  await training.putTable("bench", table as never);
  const request = { runId, tableId: "bench", experiment: benchExperiment(job), backend: "wasm" };
  const started = await training.start(request as never);
  if (!started.ok) throw new Error(started.error.message);
  const rounds = [];
  for (;;) {
    const batch = await training.next(runId);
    if (!batch.ok) throw new Error(batch.error.message);
    rounds.push(...batch.value.rounds.flatMap(({ record }) => (record === null ? [] : [record])));
    const { end, attempts } = batch.value;
    if (end === null) continue;
    if (!end.ok) throw new Error(end.error.message);
    const { milliseconds, keptRounds } = end.value;
    const model = modelToJson({ header: started.value.header, rounds, keptRounds });
    return { ...milliseconds, threads: attempts.at(-1)?.threads, model };
  }
}
