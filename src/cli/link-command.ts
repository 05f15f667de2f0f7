import type { Receipt } from "../experiment/receipt.ts";
import type { Experiment } from "../experiment/spec.ts";
import { experimentToFragment } from "../share/share-link.ts";
import { shortLink } from "../share/write-short-link.ts";
import { tableOfExperiment } from "./experiment-from-file.ts";
import { EXPERIMENT_INPUT, type ExperimentInput, readExperimentInput } from "./experiment-input.ts";
import { type Flags, readFlagsAndInput } from "./read-flags.ts";
import { placeFlags, trainAllRuns, withFingerprint } from "./train-all-runs.ts";

const linkFlags = { ...placeFlags, receipt: { type: "boolean" }, page: { type: "string" } } as const;

interface Linked {
  readonly experiment: Experiment;
  readonly receipt: Receipt | null;
  readonly notes: readonly string[];
}

/** `lab link`: an experiment as a link, and in the form that people write where that can say it. */
export async function linkCommand(args: readonly string[]): Promise<string> {
  const { flags, input } = readFlagsAndInput(args, linkFlags, EXPERIMENT_INPUT);
  const asked = await readExperimentInput(input);
  const { experiment, receipt, notes } = await linked(asked, flags);
  const page = flags.text("page") ?? asked.page ?? "";
  const link = page + experimentToFragment(experiment, receipt);
  const readable = shortLink(experiment, asked.round);
  const short = readable === null ? null : page + readable;
  const told = [...asked.notices, ...notes];
  if (flags.has("json"))
    return JSON.stringify({ link, characters: link.length, short, receipt, notes: told });
  return [link, ...(short === null ? [] : [short]), ...told.map((note) => `note: ${note}`)].join("\n");
}

async function linked(asked: ExperimentInput, flags: Flags): Promise<Linked> {
  if (flags.has("receipt")) return trainAllRuns(asked, flags);
  const { experiment, receipt } = asked;
  const file = flags.text("data");
  if (file === null) return { experiment, receipt, notes: [] };
  const notes: string[] = [];
  const table = await tableOfExperiment(experiment.data, file, notes);
  return { experiment: withFingerprint(experiment, table), receipt, notes };
}
