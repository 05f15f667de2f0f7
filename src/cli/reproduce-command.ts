import { LabError } from "../core/errors.ts";
import { compareReceipts } from "../experiment/receipt.ts";
import { differenceReasons, receiptLines } from "../share/receipt-text.ts";
import { receiptWords } from "../words/receipt.ts";
import { readExperimentInput } from "./experiment-input.ts";
import { readFlagsAndInput } from "./read-flags.ts";
import { placeFlags, trainAllRuns } from "./train-all-runs.ts";

const EXIT_DIFFERENT = 1;

/** `lab reproduce`: trains the experiment of a link or a whole file again and says whether its receipt is matched; exit 0 only then. */
export async function reproduceCommand(args: readonly string[]): Promise<string> {
  const { flags, input } = readFlagsAndInput(args, placeFlags, "a link or a .boostlab file with a receipt");
  const asked = await readExperimentInput(input);
  const { experiment, receipt: expected, notices } = asked;
  if (expected === null) throw new LabError("link.malformed", receiptWords.none);
  const { receipt: found, notes } = await trainAllRuns(asked, flags);
  const differences = compareReceipts(expected, found);
  // the answer is told on standard output all the same: it is no error, but no success
  if (differences.length > 0) process.exitCode = EXIT_DIFFERENT;
  if (flags.has("json")) {
    return JSON.stringify({
      isEqual: differences.length === 0,
      differences,
      reasons: differenceReasons(differences, experiment),
      expected,
      found,
      notes: [...notices, ...notes],
    });
  }
  return [
    ...receiptLines(differences, experiment),
    ...[...notices, ...notes].map((note) => `note: ${note}`),
  ].join("\n");
}
