import { readFile } from "node:fs/promises";
import { LabError } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import { makeSourceTable } from "../data/data-session.ts";
import { fingerprintTable } from "../data/fingerprint.ts";
import { sourceById } from "../data/sources/index.ts";
import type { Experiment } from "../experiment/spec.ts";
import type { LabFileData } from "../share/lab-file.ts";
import { openLink, readExperimentFile } from "./experiment-input.ts";
import { readTableBytes, readTableFile } from "./files.ts";
import type { Flags } from "./read-flags.ts";
import { experimentFlags } from "./train-flags.ts";
import { usageError } from "./usage-error.ts";

/** An experiment of the page, cut to the one run that is to be trained. */
export interface PageExperiment {
  readonly experiment: Experiment;
  readonly notes: readonly string[];
}

/** Reads --experiment FILE or --link URL, and takes run number --run (from 1) of it. */
export async function experimentFromFile(flags: Flags): Promise<PageExperiment> {
  const clash = experimentFlags.find((name) => flags.has(name));
  if (clash !== undefined)
    throw usageError(`The experiment decides it all, so --${clash} cannot stand beside it.`);
  const link = flags.text("link");
  const { experiment, notices } =
    link === null ? await readExperimentFile(flags.required("experiment")) : openLink(link);
  const number = flags.whole("run", 1) ?? 1;
  const run = experiment.runs[number - 1];
  if (run === undefined) {
    throw usageError(`The experiment has ${experiment.runs.length} runs, so there is no run ${number}.`);
  }
  const others = experiment.runs.length - 1;
  const note = `Run ${number} of ${experiment.runs.length} of the experiment was trained; --run N chooses another.`;
  return { experiment: { ...experiment, runs: [run] }, notes: [...notices, ...(others > 0 ? [note] : [])] };
}

/** The experiment's own data: the file of --data, rows that came along, or the built-in source that it names. */
export async function tableOfExperiment(
  { source, fingerprint, reading, sample }: Experiment["data"],
  dataFile: string | null,
  notes: string[],
  rows: LabFileData | null = null,
): Promise<Table> {
  const checked = (table: Table) => {
    if (fingerprint !== null && fingerprintTable(table) !== fingerprint) {
      notes.push("The data are not those of the experiment: their fingerprints differ.");
    }
    return table;
  };
  if (dataFile !== null) {
    const { table, report } = await readTableFile(dataFile, { choices: reading ?? {}, sample });
    notes.push(...report.notes);
    return checked(table);
  }
  if (rows !== null) return checked((await readTableBytes(rows.csv, rows.reading)).table);
  if (source.kind !== "builtin") {
    const name = source.kind === "file" ? `the file "${source.name}"` : `the table at ${source.url}`;
    throw usageError(`The experiment uses ${name}; name a file with --data.`);
  }
  const outcome = await makeSourceTable({
    id: sourceById(source.id).id,
    values: source.values,
    fetchFile: async (path) => new Blob([await readFile(new URL(`../../public/${path}`, import.meta.url))]),
    cancelled: () => false,
    pause: async () => {},
  });
  if (!outcome.ok) throw new LabError(outcome.error.code, outcome.error.message, outcome.error.facts);
  return outcome.value.table;
}
