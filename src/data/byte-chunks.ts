import { LabError } from "../core/errors.ts";
import type { ByteSource } from "./data-service.ts";

/** What a reader of a stream gives; declared here because streams are no part of the language. */
interface ByteStream {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
    cancel(): Promise<void>;
  };
}

/** How often progress is told and messages are let in. */
export const STEP_BYTES = 1 << 20;

/** By reader, not by async iteration of the stream, which Safari lacks. */
export async function* chunksOf(file: ByteSource, pause: () => Promise<void>): AsyncGenerator<Uint8Array> {
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
