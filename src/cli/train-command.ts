import type { Backend } from "../compute/backend.ts";
import { LabError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { labelledRows } from "../data/encode.ts";
import { findExperimentTraps } from "../experiment/find-experiment-traps.ts";
import { prepareData } from "../experiment/prepare-data.ts";
import type { RunContext, RunEnded, RunStarted } from "../experiment/run-events.ts";
import { runExperiment } from "../experiment/run-experiment.ts";
import type { Experiment } from "../experiment/spec.ts";
import { modelSha256, modelToJson } from "../interchange/model-json.ts";
import { chooseBackend } from "./choose-backend.ts";
import { createCommandHost } from "./command-host.ts";
import { reportOnTest, type TestRows } from "./distribution-text.ts";
import { experimentFromFile, tableOfExperiment } from "./experiment-from-file.ts";
import { experimentFromFlags } from "./experiment-from-flags.ts";
import { readTableFile, requireApart, writeTextFile } from "./files.ts";
import { readChoicesFromFlags, sampleFromFlags } from "./read-choices.ts";
import { type Flags, readFlags } from "./read-flags.ts";
import { reservedFlags, trainFlags } from "./train-flags.ts";
import { ridgeNotes, stopNotes, tensorNotes, threadNotes } from "./train-notes.ts";
import { resultOf, summaryOf } from "./train-result.ts";
import { usageError } from "./usage-error.ts";
import { writePredictions } from "./write-predictions.ts";

/** An experiment with one run, and its data. */
interface TrainInput {
  readonly experiment: Experiment;
  readonly table: Table;
  readonly testTable: Table | null;
  readonly notes: readonly string[];
}

/** `lab train`: returns what goes to standard output. */
export async function trainCommand(args: readonly string[]): Promise<string> {
  const flags = readFlags(args, trainFlags);
  const reserved = reservedFlags.find((name) => flags.has(name));
  if (reserved !== undefined) throw usageError(`--${reserved} is kept for later and does nothing yet.`);
  requireApart(
    { "--data": flags.text("data"), "--test": flags.text("test"), "--experiment": flags.text("experiment") },
    { "--model": flags.text("model"), "--predictions": flags.text("predictions") },
  );
  const threads = flags.whole("threads", 1);
  const { backend, attempts } = await chooseBackend(flags.text("backend") ?? "auto", threads);
  const host = createCommandHost();
  const beganReading = host.now();
  const input = await readInput(flags);
  const readMs = host.now() - beganReading;
  const { started, ended } = await train(input, { backend, host });
  const beganPredicting = host.now();
  await writeOutputs(flags, input, { started, ended, backend });
  const result = resultOf({
    engine: input.experiment.runs[0]!.engine,
    seed: input.experiment.seed,
    backend,
    start: started.start,
    ended,
    modelSha256: modelSha256(ended.model),
    distribution: reportOnTest({ started, ended }, await testRows(input, ended), backend),
    milliseconds: { read: readMs, predict: flags.has("predictions") ? host.now() - beganPredicting : 0 },
    notes: [
      ...input.notes,
      ...threadNotes(threads, backend),
      ...tensorNotes(attempts()),
      ...ridgeNotes(ended),
      ...stopNotes(ended),
    ],
  });
  return flags.has("json") ? JSON.stringify(result) : summaryOf(result);
}

async function readInput(flags: Flags): Promise<TrainInput> {
  const notes: string[] = [];
  const testFile = flags.text("test");
  if (flags.has("experiment") || flags.has("link")) {
    const page = await experimentFromFile(flags);
    const table = await tableOfExperiment(page.experiment.data, flags.text("data"), notes);
    const testTable = testFile === null ? null : (await readTableFile(testFile)).table;
    return { experiment: page.experiment, table, testTable, notes: [...page.notes, ...notes] };
  }
  if (flags.has("run")) throw usageError("--run chooses a run of --experiment or --link.");
  const file = flags.required("data");
  if (!flags.has("targets")) flags.required("target");
  flags.required("engine");
  const choices = readChoicesFromFlags(flags);
  const sample = sampleFromFlags(flags);
  const { table, report } = await readTableFile(file, { choices, sample });
  const name = file.replace(/^.*[/\\]/s, "");
  const described = experimentFromFlags({ flags, table, name, reading: report.recipe, sample });
  const { experiment } = described;
  notes.push(...report.notes, ...described.notes);
  if (flags.has("traps")) {
    const traps = await findExperimentTraps(table, experiment);
    notes.push(...traps.map(({ title, sentence }) => `Trap: ${title}. ${sentence}`));
  }
  if (testFile === null) return { experiment, table, testTable: null, notes };
  const test = await readTableFile(testFile, { choices });
  notes.push(...test.report.notes.map((note) => `Test file: ${note}`));
  return { experiment, table, testTable: test.table, notes };
}

async function train(
  { experiment, table, testTable }: TrainInput,
  place: Pick<RunContext, "backend" | "host">,
): Promise<{ started: RunStarted; ended: RunEnded }> {
  let started: RunStarted | null = null;
  let ended: RunEnded | null = null;
  const input = { table, ...(testTable !== null && { testTable }) };
  for await (const event of runExperiment(experiment, input, { ...place, recording: "last-round" })) {
    if (event.kind === "start") started = event;
    else if (event.kind === "end") ended = event;
  }
  if (started === null || ended === null)
    throw new LabError("train.failed", "Training ended without a model.");
  return { started, ended };
}

async function writeOutputs(
  flags: Flags,
  { experiment, table, testTable }: TrainInput,
  {
    started,
    ended,
    backend,
  }: { readonly started: RunStarted; readonly ended: RunEnded; readonly backend: Backend },
): Promise<void> {
  const modelFile = flags.text("model");
  if (modelFile !== null) await writeTextFile(modelFile, [modelToJson(ended.model)]);
  const file = flags.text("predictions");
  if (file === null) return;
  await writePredictions({
    engine: started.open.engine,
    backend,
    model: ended.model,
    rounds: ended.model.keptRounds,
    table: testTable ?? table,
    rows: testTable === null ? await splitTestRows(experiment, table) : null,
    raw: flags.has("raw"),
    file,
  });
}

/** Labelled test rows, as the metrics see them. */
async function testRows(
  { experiment, table, testTable }: TrainInput,
  { model }: RunEnded,
): Promise<TestRows> {
  if (testTable === null) return { table, rows: await splitTestRows(experiment, table) };
  return { table: testTable, rows: labelledRows(testTable, model.header.encoder) };
}

async function splitTestRows(experiment: Experiment, table: Table): Promise<Uint32Array> {
  const { without } = experiment.runs[0]!;
  const { sets } = await prepareData({ experiment, without, table, testTable: null });
  return sets.test.rowIds;
}
