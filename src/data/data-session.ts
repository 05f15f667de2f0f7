import { LabError, type Outcome, reportOf } from "../core/errors.ts";
import type { ParamValues } from "../core/params.ts";
import type { ByteSource, ReadChoices, ReadResult, SourceResult } from "./data-service.ts";
import { fingerprintTable } from "./fingerprint.ts";
import { type ReadOptions, readTable } from "./read-table.ts";
import { sourceById } from "./sources/index.ts";

interface Turns {
  /** Lets waiting messages in; a stream whose bytes are at hand never does by itself. */
  readonly pause: () => Promise<void>;
  readonly cancelled: () => boolean;
}

export interface ReadRequest extends Turns {
  readonly file: ByteSource;
  readonly choices: ReadChoices;
  readonly onProgress?: ((bytesRead: number) => void) | undefined;
}

export interface SourceRequest extends Turns {
  readonly id: string;
  readonly values: ParamValues;
  /** Gets a file that ships with the page. */
  readonly fetchFile: (path: string) => Promise<ByteSource>;
}

/** What a reader of a stream gives; declared here because streams are no part of the language. */
interface ByteStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

/** How often progress is told and messages are let in. */
const STEP_BYTES = 1 << 20;

export async function readFile(request: ReadRequest): Promise<Outcome<ReadResult>> {
  try {
    return { ok: true, value: await readResult(request) };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "read.failed") };
  }
}

export async function makeSourceTable(request: SourceRequest): Promise<Outcome<SourceResult>> {
  try {
    const source = sourceById(request.id);
    if (source.kind === "generated") {
      const table = source.make(request.values);
      return { ok: true, value: { table, report: null, fingerprint: fingerprintTable(table) } };
    }
    const file = await fetchSample(request, source.path);
    return { ok: true, value: await readResult({ ...request, file, choices: {} }) };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "read.failed") };
  }
}

async function readResult({ file, choices, onProgress, cancelled, pause }: ReadRequest): Promise<ReadResult> {
  let reported = 0;
  const options: ReadOptions = {
    ...choices,
    cancelled,
    onProgress(bytesRead) {
      if (bytesRead - reported < STEP_BYTES && bytesRead < file.size) return;
      reported = bytesRead;
      onProgress?.(bytesRead);
    },
  };
  const { table, report } = await readTable(chunksOf(file, pause), options);
  return { table, report, fingerprint: fingerprintTable(table) };
}

/** By reader, not by async iteration of the stream, which Safari lacks. */
async function* chunksOf(file: ByteSource, pause: Turns["pause"]): AsyncGenerator<Uint8Array> {
  const reader = (file.stream() as ByteStream).getReader();
  let isDone = false;
  let unpaused = 0;
  try {
    while (!isDone) {
      const part = await readPart(reader);
      isDone = part.done;
      if (!part.value) continue;
      yield part.value;
      unpaused += part.value.length;
      if (unpaused < STEP_BYTES) continue;
      unpaused = 0;
      await pause();
    }
  } finally {
    if (!isDone) await reader.cancel();
  }
}

async function readPart(reader: ReturnType<ByteStream["getReader"]>) {
  try {
    return await reader.read();
  } catch (thrown) {
    throw new LabError(
      "read.failed",
      `The file could not be read to its end (${thrown instanceof Error ? thrown.message : "unknown reason"}). Nothing was kept. If it changed or was moved, choose it again.`,
    );
  }
}

async function fetchSample(request: SourceRequest, path: string): Promise<ByteSource> {
  try {
    return await request.fetchFile(path);
  } catch (thrown) {
    throw new LabError(
      "read.failed",
      `The sample file could not be loaded (${thrown instanceof Error ? thrown.message : "unknown reason"}). Load the page again.`,
      { path },
    );
  }
}
