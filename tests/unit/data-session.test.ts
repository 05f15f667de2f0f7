import { describe, expect, it } from "vitest";
import { readFile } from "../../src/data/data-session.ts";

const MEGABYTE = 1 << 20;

/** A file of so many chunks of one megabyte, all at hand; the last fails when asked. */
function file(chunkCount: number, failsAtEnd = false) {
  const line = "1.25,red,1234567\n";
  const chunk = new TextEncoder().encode(line.repeat(MEGABYTE / line.length));
  const state = { given: 0, wasCancelled: false };
  const open = () => {
    state.given = 0;
    return reader;
  };
  const reader = {
    async read() {
      if (state.given === chunkCount && failsAtEnd) throw new Error("gone");
      if (state.given === chunkCount) return { done: true };
      state.given++;
      return { done: false, value: chunk };
    },
    async cancel() {
      state.wasCancelled = true;
    },
  };
  return { state, source: { size: chunkCount * chunk.length, stream: () => ({ getReader: open }) } };
}

describe("readFile", () => {
  it("tells progress up to the size of the file and lets messages in on the way", async () => {
    const { source } = file(6);
    const seen: number[] = [];
    let pauses = 0;
    const outcome = await readFile({
      file: source,
      name: "x.csv",
      choices: { hasHeader: false },
      sample: null,
      onProgress: (bytesRead) => seen.push(bytesRead),
      pause: async () => {
        pauses++;
      },
      cancelled: () => false,
    });
    expect(outcome).toMatchObject({ ok: true, value: { report: { byteCount: source.size } } });
    expect(seen.at(-1)).toBe(source.size);
    expect(seen.length).toBeGreaterThan(2);
    expect(pauses).toBeGreaterThan(2);
  });

  it("stops at a cancel that arrives in a pause, and lets the stream go", async () => {
    const { source, state } = file(6);
    let isCancelled = false;
    const outcome = await readFile({
      file: source,
      name: "x.csv",
      choices: {},
      sample: null,
      pause: async () => {
        isCancelled = true;
      },
      cancelled: () => isCancelled,
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: "read.cancelled" } });
    expect(state).toMatchObject({ wasCancelled: true });
    expect(state.given).toBeLessThan(6);
  });

  it("says when a file cannot be read to its end", async () => {
    const outcome = await readFile({
      file: file(2, true).source,
      name: "x.csv",
      choices: {},
      sample: null,
      pause: async () => {},
      cancelled: () => false,
    });
    expect(outcome).toMatchObject({ ok: false, error: { code: "read.failed" } });
    expect(!outcome.ok && outcome.error.message).toContain("gone");
  });
});
