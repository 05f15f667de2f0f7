import { chunksOf, STEP_BYTES } from "./byte-chunks.ts";
import { typeColumns } from "./column-types.ts";
import type { ReadRequest, ReadResult, TableEstimate } from "./data-service.ts";
import { estimateTable } from "./estimate-table.ts";
import { fingerprintTable } from "./fingerprint.ts";
import { choicesFor, openedFile, readFile } from "./read-file.ts";
import type { ReadOptions } from "./read-table.ts";

export interface Turns {
  /** Lets waiting messages in; a stream whose bytes are at hand never does by itself. */
  readonly pause: () => Promise<void>;
  readonly cancelled: () => boolean;
}

export interface FileRequest extends Turns, ReadRequest {
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
}

/** Reads a file of the page, with progress. Throws LabErrors. */
export async function readRequested(request: FileRequest): Promise<ReadResult> {
  const { file, name, choices, sample, onProgress, cancelled, pause } = request;
  let reported = 0;
  const options: ReadOptions = {
    choices,
    sample,
    cancelled,
    onProgress(bytesRead) {
      if (Math.abs(bytesRead - reported) < STEP_BYTES && bytesRead < file.size) return;
      reported = bytesRead;
      onProgress?.(bytesRead);
    },
  };
  const open = () => chunksOf(file, pause);
  const { table, report } = await readFile({ open, byteCount: file.size, name }, options);
  return { table, report, fingerprint: fingerprintTable(table), types: typeColumns(table) };
}

/** What a file of the page will need. */
export async function estimateRequested(request: FileRequest): Promise<TableEstimate> {
  const { file, name, choices, pause, cancelled } = request;
  const open = () => chunksOf(file, pause);
  const unpacked = await openedFile({ open, byteCount: file.size, name }, { choices, cancelled });
  return estimateTable(unpacked.open, unpacked.byteCount, choicesFor(unpacked, choices));
}
