import { compareReceipts, type Receipt } from "../experiment/receipt.ts";
import { LAB_FILE_ENDING, writeLabFile } from "../share/lab-file.ts";
import { differenceReasons, receiptLines } from "../share/receipt-text.ts";
import { experimentToFragment } from "../share/share-link.ts";
import { EXPERIMENT_INPUT, readExperimentInput } from "./experiment-input.ts";
import { requireApart, writeBinaryFile } from "./files.ts";
import { type Flags, readFlagsAndInput } from "./read-flags.ts";
import { placeFlags, trainAllRuns } from "./train-all-runs.ts";
import { summaryOf } from "./train-result.ts";
import { usageError } from "./usage-error.ts";

const runFlags = { ...placeFlags, out: { type: "string" }, "with-rows": { type: "boolean" } } as const;

/** The file that is to be written; known before anything is trained, since that may take long. */
function outFile(flags: Flags): string | null {
  const out = flags.text("out");
  if (out === null && flags.has("with-rows")) throw usageError("--with-rows needs --out FILE.boostlab.");
  if (out === null || out.toLowerCase().endsWith(LAB_FILE_ENDING)) return out;
  throw usageError(`--out is "${out}", its name has to end with ${LAB_FILE_ENDING}.`);
}

/** `lab run`: trains every run of an experiment; returns what goes to standard output. */
export async function runCommand(args: readonly string[]): Promise<string> {
  const { flags, input } = readFlagsAndInput(args, runFlags, EXPERIMENT_INPUT);
  const out = outFile(flags);
  requireApart({ [EXPERIMENT_INPUT]: input, "--data": flags.text("data") }, { "--out": out });
  const asked = await readExperimentInput(input);
  const trained = await trainAllRuns(asked, flags, out !== null);
  const { experiment, results, receipt, notes } = trained;
  if (out !== null) {
    const table = flags.has("with-rows") ? trained.table : null;
    await writeBinaryFile(out, writeLabFile({ ...trained, table, marks: asked.marks }));
  }
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
