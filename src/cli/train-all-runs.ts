import type { Backend } from "../compute/backend.ts";
import type { Table } from "../core/table.ts";
import { fingerprintTable } from "../data/fingerprint.ts";
import { type Receipt, receiptOf, type TrainedRun } from "../experiment/receipt.ts";
import type { RunStart } from "../experiment/recording.ts";
import type { RunEnded } from "../experiment/run-events.ts";
import { runExperiment } from "../experiment/run-experiment.ts";
import type { Experiment } from "../experiment/spec.ts";
import { modelSha256, modelToJson } from "../interchange/model-json.ts";
import { chooseBackend } from "./choose-backend.ts";
import { createCommandHost } from "./command-host.ts";
import { tableOfExperiment } from "./experiment-from-file.ts";
import type { ExperimentInput } from "./experiment-input.ts";
import type { Flags } from "./read-flags.ts";
import { ridgeNotes, stopNotes, tensorNotes, threadNotes } from "./train-notes.ts";
import { resultOf } from "./train-result.ts";

/** Flags of every command that trains all runs of an experiment. */
export const placeFlags = {
  data: { type: "string" },
  threads: { type: "string" },
  backend: { type: "string" },
  json: { type: "boolean" },
} as const;

export interface TrainedExperiment {
  /** With the fingerprint of the table that it was trained on. */
  readonly experiment: Experiment;
  readonly results: readonly ReturnType<typeof resultOf>[];
  /** Runs that were stopped are not in it: nobody could train them again. */
  readonly receipt: Receipt;
  readonly notes: readonly string[];
  readonly table: Table;
  /** The model file of each run, where they are asked for; null = it was stopped, or nobody asks. */
  readonly models: readonly (string | null)[];
}

/** Every run of an experiment on its own data or those of --data, one after the other. */
export async function trainAllRuns(
  { experiment, rows }: Pick<ExperimentInput, "experiment" | "rows">,
  flags: Flags,
  keepsModels = false,
): Promise<TrainedExperiment> {
  const threads = flags.whole("threads", 1);
  const { backend, attempts } = await chooseBackend(flags.text("backend") ?? "auto", threads);
  const host = createCommandHost();
  const began = host.now();
  const notes: string[] = [];
  const table = await tableOfExperiment(experiment.data, flags.text("data"), notes, rows);
  const readMs = host.now() - began;
  const results: ReturnType<typeof resultOf>[] = [];
  const trained: (TrainedRun | null)[] = [];
  const models: (string | null)[] = [];
  let start: RunStart | null = null;
  const context = { backend, host, recording: "last-round" } as const;
  for await (const event of runExperiment(experiment, { table }, context)) {
    if (event.kind === "start") start = event.start;
    if (event.kind !== "end" || start === null) continue;
    const result = resultOfRun({ experiment, start, ended: event, backend, readMs });
    results.push(result);
    const { metrics } = event;
    const isWhole = event.end.reason !== "stopped";
    trained.push(isWhole ? { modelSha256: result.modelSha256, metrics } : null);
    models.push(isWhole && keepsModels ? modelToJson(event.model) : null);
  }
  const found = withFingerprint(experiment, table);
  return {
    experiment: found,
    results,
    receipt: receiptOf(found, found.data.fingerprint, trained),
    notes: [...notes, ...threadNotes(threads, backend), ...tensorNotes(attempts())],
    table,
    models,
  };
}

/** The experiment on this very table. */
export function withFingerprint(experiment: Experiment, table: Table) {
  return { ...experiment, data: { ...experiment.data, fingerprint: fingerprintTable(table) } };
}

interface RunToTell {
  readonly experiment: Experiment;
  readonly start: RunStart;
  readonly ended: RunEnded;
  readonly backend: Backend;
  readonly readMs: number;
}

function resultOfRun({ experiment, start, ended, backend, readMs }: RunToTell) {
  return resultOf({
    engine: experiment.runs[ended.runIndex]!.engine,
    seed: experiment.seed,
    backend,
    start,
    ended,
    modelSha256: modelSha256(ended.model),
    distribution: null,
    milliseconds: { read: readMs, predict: 0 },
    notes: [...ridgeNotes(ended), ...stopNotes(ended)],
  });
}
