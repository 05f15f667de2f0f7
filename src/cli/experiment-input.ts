import { LabError } from "../core/errors.ts";
import { type ParsedExperiment, parseExperiment } from "../experiment/parse-experiment.ts";
import { fragmentToExperiment, type OpenedLink } from "../share/share-link.ts";
import { readTextFile } from "./files.ts";

/** What commands that take one word call it. */
export const EXPERIMENT_INPUT = "a file of an experiment, or a link";

/** An experiment as a command got it. */
export interface ExperimentInput extends OpenedLink {
  /** What stood before the link's fragment, so that a new link leads to the same page; null = a file. */
  readonly page: string | null;
}

/** A word on the command line: a link, its fragment alone, or the name of a file. */
export async function readExperimentInput(input: string): Promise<ExperimentInput> {
  const isLink = /#[sd]=/.test(input) || /^https?:/.test(input);
  if (!isLink) return { ...(await readExperimentFile(input)), receipt: null, round: null, page: null };
  return { ...openLink(input), page: input.slice(0, Math.max(0, input.indexOf("#"))) };
}

export function openLink(link: string): OpenedLink {
  const at = link.indexOf("#");
  const outcome = fragmentToExperiment(at < 0 ? link : link.slice(at));
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
