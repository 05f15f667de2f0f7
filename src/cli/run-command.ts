import { compareReceipts, type Receipt } from "../experiment/receipt.ts";
import { differenceReasons, receiptLines } from "../share/receipt-text.ts";
import { experimentToFragment } from "../share/share-link.ts";
import { EXPERIMENT_INPUT, readExperimentInput } from "./experiment-input.ts";
import { readFlagsAndInput } from "./read-flags.ts";
import { placeFlags, trainAllRuns } from "./train-all-runs.ts";
import { summaryOf } from "./train-result.ts";

/** `lab run`: trains every run of an experiment; returns what goes to standard output. */
export async function runCommand(args: readonly string[]): Promise<string> {
  const { flags, input } = readFlagsAndInput(args, placeFlags, EXPERIMENT_INPUT);
  const asked = await readExperimentInput(input);
  const { experiment, results, receipt, notes } = await trainAllRuns(asked.experiment, flags);
  const link = (asked.page ?? "") + experimentToFragment(experiment, receipt);
  const differences = asked.receipt === null ? null : compareReceipts(asked.receipt, receipt);
  if (flags.has("json")) {
    return JSON.stringify({
      runs: results,
      receipt,
      link,
      expected: asked.receipt,
      differences,
      reasons: differences === null ? [] : differenceReasons(differences, experiment),
      notes: [...asked.notices, ...notes],
    });
  }
  return [
    ...results.flatMap((result, run) => [`Run ${run + 1} of ${results.length}: ${summaryOf(result)}`, ""]),
    ...(differences === null ? [] : receiptLines(differences, experiment)),
    ...linesOfReceipt(receipt),
    `link ${link}`,
    ...[...asked.notices, ...notes].map((note) => `note: ${note}`),
  ].join("\n");
}

function linesOfReceipt({ data, experiment, runs }: Receipt): string[] {
  return [
    `receipt: data ${data}, experiment ${experiment}`,
    ...runs.map((run, at) =>
      run === null
        ? `  run ${at + 1}: not trained to its end`
        : `  run ${at + 1}: model ${run.model}, metrics ${run.metrics}`,
    ),
  ];
}
