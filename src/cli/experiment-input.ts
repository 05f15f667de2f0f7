import { LabError, type Outcome } from "../core/errors.ts";
import { type ParsedExperiment, parseExperiment } from "../experiment/parse-experiment.ts";
import { LAB_FILE_ENDING, type LabFile, readLabFile } from "../share/lab-file.ts";
import { fragmentToExperiment, type OpenedLink } from "../share/share-link.ts";
import { readBinaryFile, readTextFile } from "./files.ts";

/** What commands that take one word call it. */
export const EXPERIMENT_INPUT = "a file of an experiment (.json or .boostlab), or a link";

/** An experiment as a command got it. */
export interface ExperimentInput extends OpenedLink {
  /** What stood before the link's fragment, so that a new link leads to the same page; null = a file. */
  readonly page: string | null;
  /** What a whole experiment's file says beside it: names, notes and stars, and the rows where they travelled along. */
  readonly marks: LabFile["marks"];
  readonly rows: LabFile["data"];
}

const NOTHING_MORE = { receipt: null, round: null, page: null, marks: [], rows: null } as const;

/** A word on the command line: a link, its fragment alone, or the name of a file of either kind. */
export async function readExperimentInput(input: string): Promise<ExperimentInput> {
  const isLink = /#[sd]=/.test(input) || /^https?:/.test(input);
  if (isLink) {
    const page = input.slice(0, Math.max(0, input.indexOf("#")));
    return { ...NOTHING_MORE, ...openLink(input), page };
  }
  if (!input.toLowerCase().endsWith(LAB_FILE_ENDING))
    return { ...NOTHING_MORE, ...(await readExperimentFile(input)) };
  const { data, ...file } = opened(readLabFile(await readBinaryFile(input)));
  return { ...NOTHING_MORE, ...file, rows: data };
}

export function openLink(link: string): OpenedLink {
  const at = link.indexOf("#");
  return opened(fragmentToExperiment(at < 0 ? link : link.slice(at)));
}

function opened<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new LabError(outcome.error.code, outcome.error.message, outcome.error.facts);
  return outcome.value;
}

export async function readExperimentFile(file: string): Promise<ParsedExperiment> {
  const text = await readTextFile(file);
  try {
    return parseExperiment(JSON.parse(text));
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw new LabError("spec.invalid", `"${file}" holds no JSON, so there is no experiment in it.`, { file });
  }
}
