import type { Backend } from "../compute/backend.ts";
import { type BackendWish, selectBackend } from "../compute/select-backend.ts";
import { LabError } from "../core/errors.ts";
import type { Host } from "../core/host.ts";
import type { Table } from "../core/table.ts";
import { defaultRun } from "../experiment/default-run.ts";
import { randomSplit } from "../experiment/random-split.ts";
import { runExperiment } from "../experiment/run-experiment.ts";
import { modelSha256 } from "../interchange/model-json.ts";
import { threadsOf } from "./choose-backend.ts";
import { createCommandHost } from "./command-host.ts";
import { readFlags } from "./read-flags.ts";
import { type VerifiedExperiment, verifiedExperiments, verifiedTables } from "./verify-experiments.ts";

/** A name, and how many threads; with more than one they work in every operation, however small it is. */
const PLACES: readonly { readonly name: string; readonly wish: BackendWish; readonly threads: number }[] = [
  { name: "js", wish: "js", threads: 1 },
  ...[1, 2, 3, 8].map((threads) => ({ name: `wasm-${threads}`, wish: "wasm" as const, threads })),
];

async function trainedHash(
  experiment: VerifiedExperiment,
  table: Table,
  context: { readonly backend: Backend; readonly host: Host },
): Promise<string> {
  const { task } = verifiedTables[experiment.table];
  const run = {
    ...defaultRun(experiment.engine, task),
    values: experiment.values,
    rounds: experiment.rounds,
  };
  const events = runExperiment(
    {
      version: 2,
      numerics: 1,
      data: {
        source: { kind: "file", name: `${experiment.table}.csv` },
        fingerprint: null,
        reading: null,
        sample: null,
        target: "y",
        ignored: [],
        categorical: [],
        dates: [],
        dropFailing: [],
        weight: experiment.name === "sampling" ? "weight" : null,
      },
      task,
      split: randomSplit(0, 0),
      runs: [run],
      metrics: [],
      stopMetric: null,
      seed: 3,
    },
    { table },
    { ...context, recording: "last-round" },
  );
  for await (const event of events) {
    if (event.kind === "end") return modelSha256(event.model);
  }
  throw new LabError("train.failed", "A run ended without a model.");
}

/** `lab verify`: trains small experiments of all options on every backend and compares the models' hashes. */
export async function verifyCommand(args: readonly string[]): Promise<string> {
  const flags = readFlags(args, { json: { type: "boolean" } });
  const places = await Promise.all(
    PLACES.map(async ({ name, wish, threads }) => {
      const { backend } = await selectBackend(wish, { ...threadsOf(threads), always: true });
      return { name, backend };
    }),
  );
  const host = createCommandHost();
  const results = [];
  for (const experiment of verifiedExperiments) {
    const table = verifiedTables[experiment.table].make();
    const hashes: { [backend: string]: string } = {};
    for (const { name, backend } of places)
      hashes[name] = await trainedHash(experiment, table, { backend, host });
    const { name, engine } = experiment;
    results.push({
      table: experiment.table,
      engine,
      name,
      hashes,
      equal: new Set(Object.values(hashes)).size === 1,
    });
  }
  for (const { backend } of places) backend.dispose();
  const different = results.filter((result) => !result.equal);
  if (different.length > 0) {
    const names = different.map(({ table, name }) => `${table}, ${name}`).join("; ");
    throw new LabError(
      "train.failed",
      `Backends gave different models in ${different.length} experiments: ${names}.`,
    );
  }
  if (flags.has("json")) return JSON.stringify({ experiments: results.length, results });
  const lines = results.map(
    ({ table, engine, name, hashes }) =>
      `${Object.values(hashes)[0]!.slice(0, 16)}  ${engine}, ${table}: ${name}`,
  );
  const ids = places.map(({ name }) => name).join(", ");
  return [...lines, `${results.length} experiments, ${ids}: the same model bytes in all of them.`].join("\n");
}
