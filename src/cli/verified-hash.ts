import type { Backend } from "../compute/backend.ts";
import { LabError } from "../core/errors.ts";
import type { Host } from "../core/host.ts";
import type { Table } from "../core/table.ts";
import type { Task } from "../core/task.ts";
import { defaultRun } from "../experiment/default-run.ts";
import { versionFor } from "../experiment/experiment-version.ts";
import { randomSplit } from "../experiment/random-split.ts";
import { runExperiment } from "../experiment/run-experiment.ts";
import type { DataSpec } from "../experiment/spec.ts";
import { modelSha256 } from "../interchange/model-json.ts";
import { type VerifiedExperiment, verifiedTables } from "./verify-experiments.ts";

/** Roles that a task needs beside the target. */
const ROLES: { readonly [task in Task]?: Pick<DataSpec, "query" | "targets"> } = {
  ranking: { query: "query" },
  multioutput: { targets: ["wide", "few"] },
};

/** SHA-256 of the model that an experiment gives on a backend. */
export async function verifiedHash(
  experiment: VerifiedExperiment,
  table: Table,
  context: { readonly backend: Backend; readonly host: Host },
): Promise<string> {
  const { task } = verifiedTables[experiment.table];
  const run = {
    ...defaultRun(experiment.engine, task),
    values: experiment.values,
    rounds: experiment.rounds,
    distribution: experiment.distribution ?? null,
    score: experiment.score ?? null,
    objective: experiment.objective ?? null,
  };
  const roles = ROLES[task] ?? {};
  const events = runExperiment(
    {
      version: versionFor(roles, [run], {}),
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
        ...roles,
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
