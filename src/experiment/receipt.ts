import { canonicalJson, utf8Bytes } from "../core/canonical-json.ts";
import { sha256Hex } from "../core/sha256.ts";
import type { FinalMetrics } from "./evaluate.ts";
import { experimentFingerprint } from "./experiment-fingerprint.ts";
import { setNames } from "./recording.ts";
import type { Experiment } from "./spec.ts";

/** 64 bits: chance does not meet them, and a link stays short. */
const HASH_DIGITS = 16;

/** What a training gave, as the first 16 hexadecimal digits of SHA-256 each: who trains it again can compare. */
export interface Receipt {
  /** Of the table. */
  readonly data: string;
  /** Of the experiment without its table's fingerprint, which `data` stands for. */
  readonly experiment: string;
  /** One entry a run; null = the run was not trained. */
  readonly runs: readonly (RunReceipt | null)[];
}

export interface RunReceipt {
  /** Of the model file: every round, kept or not. */
  readonly model: string;
  /** Of the metrics of the kept rounds. */
  readonly metrics: string;
}

/** A run that was trained, as it goes into a receipt. */
export interface TrainedRun {
  readonly modelSha256: string;
  readonly metrics: FinalMetrics;
}

/** One part in which two receipts differ. */
export interface ReceiptDifference {
  readonly part: "data" | "experiment" | "model" | "metrics";
  /** Index of the run; null = of all of them. */
  readonly run: number | null;
  readonly expected: string;
  /** Null = there is nothing to compare with: the run was not trained. */
  readonly found: string | null;
}

/**
 * Of the experiment with `data.fingerprint` null: a link that was made before the data were read carries none, and
 * its experiment is the same one.
 */
export function experimentHash(experiment: Experiment): string {
  return firstDigits(
    experimentFingerprint({ ...experiment, data: { ...experiment.data, fingerprint: null } }),
  );
}

/** Of the metrics by set and id; one that is not defined (AUC of one class) counts as null. */
export function metricsHash(metrics: FinalMetrics): string {
  const ofSets = Object.fromEntries(setNames.map((set) => [set, metrics[set]]));
  return firstDigits(sha256Hex(utf8Bytes(canonicalJson(ofSets))));
}

/** `dataFingerprint` is the whole fingerprint of the table, `runs` are those of the experiment in order. */
export function receiptOf(
  experiment: Experiment,
  dataFingerprint: string,
  runs: readonly (TrainedRun | null)[],
): Receipt {
  return {
    data: firstDigits(dataFingerprint),
    experiment: experimentHash(experiment),
    runs: runs.map((run) =>
      run === null ? null : { model: firstDigits(run.modelSha256), metrics: metricsHash(run.metrics) },
    ),
  };
}

/** Exactly what differs, in order; empty = everything that `expected` holds was found again, bit for bit. */
export function compareReceipts(expected: Receipt, found: Receipt): ReceiptDifference[] {
  const differences: ReceiptDifference[] = [];
  const compare = (
    part: ReceiptDifference["part"],
    run: number | null,
    [wanted, given]: readonly [string, string | null],
  ) => {
    if (wanted !== given) differences.push({ part, run, expected: wanted, found: given });
  };
  compare("data", null, [expected.data, found.data]);
  compare("experiment", null, [expected.experiment, found.experiment]);
  expected.runs.forEach((wanted, run) => {
    if (wanted === null) return;
    const given = found.runs[run] ?? null;
    compare("model", run, [wanted.model, given?.model ?? null]);
    compare("metrics", run, [wanted.metrics, given?.metrics ?? null]);
  });
  return differences;
}

function firstDigits(sha256: string): string {
  return sha256.slice(0, HASH_DIGITS);
}
