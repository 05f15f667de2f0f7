import type { Receipt, RunReceipt } from "../experiment/receipt.ts";
import { malformedFile, newerFile } from "./lab-file-errors.ts";
import { PART } from "./lab-file-parts.ts";

const FORMAT = 1;
const LONGEST_NAME = 200;
const LONGEST_NOTE = 1000;
const HASH = /^[0-9a-f]{16}$/;

/** What people say of a run; nothing of it decides a number. */
export interface RunMark {
  readonly name: string;
  readonly note: string;
  readonly isStarred: boolean;
}

export function writtenMarks(marks: readonly RunMark[]): unknown {
  return { format: FORMAT, runs: marks };
}

/** Empty where nothing is written. Throws file.malformed and spec.version. */
export function readMarks(written: unknown, runCount: number): RunMark[] {
  if (written === undefined) return [];
  const { format, runs } = record(written, PART.runs);
  if (typeof format === "number" && format > FORMAT) throw newerFile(format);
  if (!Array.isArray(runs) || runs.length !== runCount)
    throw malformedFile(`${PART.runs} tells of other runs`);
  return runs.map((run) => {
    const { name, note, isStarred } = record(run, PART.runs);
    return {
      name: text(name, LONGEST_NAME),
      note: text(note, LONGEST_NOTE),
      isStarred: isStarred === true,
    };
  });
}

/** Null where there is none. Throws file.malformed. */
export function readReceiptJson(written: unknown, runCount: number): Receipt | null {
  if (written === undefined) return null;
  const { data, experiment, runs } = record(written, PART.receipt);
  if (!Array.isArray(runs) || runs.length !== runCount)
    throw malformedFile(`${PART.receipt} tells of other runs`);
  return { data: hash(data), experiment: hash(experiment), runs: runs.map(runReceipt) };
}

function runReceipt(written: unknown): RunReceipt | null {
  if (written === null) return null;
  const { model, metrics } = record(written, PART.receipt);
  return { model: hash(model), metrics: hash(metrics) };
}

function hash(written: unknown): string {
  if (typeof written === "string" && HASH.test(written)) return written;
  throw malformedFile(`${PART.receipt} holds something that is no hash`);
}

function record(written: unknown, part: string): { readonly [name: string]: unknown } {
  if (typeof written === "object" && written !== null && !Array.isArray(written)) return { ...written };
  throw malformedFile(`${part} inside it has another form`);
}

function text(written: unknown, longest: number): string {
  return typeof written === "string" ? written.trim().slice(0, longest) : "";
}
