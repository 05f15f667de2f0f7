import type { ModelHeader } from "../boosting/model-file.ts";
import { targetNames } from "../data/several-targets.ts";
import { sourceById } from "../data/sources/index.ts";
import type { Experiment } from "../experiment/spec.ts";

/**
 * The command that trains the same run in a terminal, to the same bits. Needs the table as a file; what flags
 * cannot say (columns left out, branches) goes along as the experiment's own file.
 */
export function terminalCommand(experiment: Experiment, header: ModelHeader): string {
  const file = dataFile(experiment);
  if (needsOwnFile(experiment)) {
    return joined([
      "train",
      "--data",
      quoted(file),
      "--experiment",
      "experiment.json",
      "--model",
      "model.json",
      "--json",
    ]);
  }
  const { data, split, seed, metrics } = experiment;
  const [run] = experiment.runs;
  const loss =
    "objective" in header.loss
      ? ["--objective", header.loss.objective]
      : ["--distribution", header.loss.distribution, "--score", header.loss.score];
  const sets = Object.entries(run.values).flatMap(([id, value]) => ["--set", `${id}=${value}`]);
  return joined([
    "train",
    "--data",
    quoted(file),
    ...(data.targets === undefined
      ? ["--target", quoted(data.target)]
      : ["--targets", quoted(targetNames(data).join(","))]),
    "--task",
    experiment.task,
    "--valid-fraction",
    String(split.validation),
    "--test-fraction",
    String(split.test),
    "--engine",
    run.engine,
    ...loss,
    ...metrics.flatMap((id) => ["--metric", id]),
    "--rounds",
    String(run.rounds),
    ...(run.earlyStopping === null ? [] : ["--early-stopping", String(run.earlyStopping)]),
    ...sets,
    ...(data.categorical.length === 0 ? [] : ["--categorical", quoted(data.categorical.join(","))]),
    ...(data.weight === null ? [] : ["--weight", quoted(data.weight)]),
    ...censoringFlags(data),
    ...(data.query === undefined ? [] : ["--query", quoted(data.query)]),
    "--seed",
    String(seed),
    "--model",
    "model.json",
    "--json",
  ]);
}

function censoringFlags({ censoring }: Experiment["data"]): string[] {
  if (censoring === undefined) return [];
  return [censoring.kind === "event" ? "--event" : "--label-upper", quoted(censoring.column)];
}

/** Flags say what most experiments need; the rest goes along as a file. */
function needsOwnFile({ data, split, runs }: Experiment): boolean {
  const hasColumnRules = data.ignored.length + data.dates.length + data.dropFailing.length > 0;
  // flags part names by commas
  const hasCommas = [...targetNames(data), ...data.categorical].some((name) => name.includes(","));
  const { kind, calibration, duplicatesTogether, conformal } = split;
  const isPlainSplit =
    kind === "random" && calibration === 0 && !duplicatesTogether && conformal === undefined;
  return (
    hasColumnRules ||
    hasCommas ||
    !isPlainSplit ||
    data.reading !== null ||
    data.sample !== null ||
    runs.some((run) => run.without.length > 0 || run.stages !== undefined || run.members !== undefined)
  );
}

function joined(words: readonly string[]): string {
  return ["npm", "run", "--silent", "lab", "--", ...words].join(" ");
}

function quoted(text: string): string {
  return /^[\w./,+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function dataFile({ data }: Experiment): string {
  if (data.source.kind === "file") return data.source.name;
  if (data.source.kind === "url") return data.source.url.replace(/^.*\/|[?#].*$/g, "") || "table.csv";
  const source = sourceById(data.source.id);
  return source.kind === "sample" ? `public/${source.path}` : "table.csv";
}
