import type { Receipt, RunReceipt } from "../experiment/receipt.ts";
import { type ByteReader, hexBytes } from "./link-bytes.ts";

const HASH_BYTES = 8;
/** How many runs there are, in seven bits a byte, and whether all of them were trained. */
const SEVEN_BITS = 0x7f;
const MORE = 0x80;

/** Data, experiment, twice the number of runs (and one where some were not trained), a byte a run for which, hashes. */
export function receiptBytes({ data, experiment, runs }: Receipt): number[] {
  const isWhole = runs.every((run) => run !== null);
  return [
    ...hexBytes(data),
    ...hexBytes(experiment),
    ...countBytes(2 * runs.length + (isWhole ? 0 : 1)),
    ...(isWhole ? [] : runs.map((run) => (run === null ? 0 : 1))),
    ...runs.flatMap((run) => (run === null ? [] : [...hexBytes(run.model), ...hexBytes(run.metrics)])),
  ];
}

/** Throws link.malformed. */
export function readReceipt(bytes: ByteReader): Receipt {
  const [data, experiment] = [bytes.hex(HASH_BYTES), bytes.hex(HASH_BYTES)];
  const count = readCount(bytes);
  const runCount = Math.floor(count / 2);
  const isWhole = count % 2 === 0;
  const isTrained: boolean[] = [];
  for (let run = 0; run < runCount && !isWhole; run++) isTrained.push(bytes.byte() === 1);
  const runs: (RunReceipt | null)[] = [];
  for (let run = 0; run < runCount; run++) {
    const isThere = isWhole || isTrained[run] === true;
    runs.push(isThere ? { model: bytes.hex(HASH_BYTES), metrics: bytes.hex(HASH_BYTES) } : null);
  }
  return { data, experiment, runs };
}

/** A whole number in seven bits a byte, the lowest first. */
export function countBytes(count: number): number[] {
  return count <= SEVEN_BITS
    ? [count]
    : [(count & SEVEN_BITS) | MORE, ...countBytes(Math.floor(count / 128))];
}

/** Throws link.malformed where no such number stands. */
export function readCount(bytes: ByteReader): number {
  let count = 0;
  for (let unit = 1; unit < 4_398_046_511_104; unit *= 128) {
    const byte = bytes.byte();
    count += (byte & SEVEN_BITS) * unit;
    if (byte < MORE) break;
  }
  return count;
}
