import { modelToJson } from "../../src/interchange/model-json.ts";
import { wrapTraining } from "../../src/training/wire.ts";
import { benchExperiment, benchTable } from "./bench-experiment.mjs";

interface PageJob {
  readonly worker: string;
  readonly data: string;
  readonly rows: number;
  readonly test: string;
  readonly testRows: number;
  readonly kind: string;
  readonly values: object;
  readonly rounds: number;
  readonly again: number;
}

/**
 * Trains in the page's own worker, as the lab does, and predicts a table there: gives back times and the model. Predicting
 * takes in what a user waits for: the rows are encoded, and probabilities come back.
 */
export async function train(job: PageJob) {
  const training = wrapTraining(new Worker(job.worker, { type: "module" }));
  const table = await tableAt(job.data, job.rows);
  const first = await trainOnce(training, table, job, "bench");
  await training.putTable("test", (await tableAt(job.test, job.testRows)) as never);
  const began = performance.now();
  const predicted = await training.predict("bench", "test", first.rounds);
  if (!predicted.ok) throw new Error(predicted.error.message);
  const predict = performance.now() - began;
  const again: number[] = [];
  while (again.length < job.again) {
    const { bin, train } = await trainOnce(training, table, job, `bench-${again.length}`);
    again.push(bin + train);
  }
  return { ...first, predict, again };
}

async function tableAt(address: string, rows: number) {
  const numbers = new Float32Array(await (await fetch(address)).arrayBuffer());
  const columns = Array.from({ length: numbers.length / rows }, (_, i) =>
    Float64Array.from(numbers.subarray(i * rows, (i + 1) * rows)),
  );
  return benchTable(columns);
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
    return { ...milliseconds, rounds: keptRounds, threads: attempts.at(-1)?.threads, model };
  }
}
