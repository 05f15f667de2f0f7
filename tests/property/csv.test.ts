import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LabError } from "../../src/core/errors.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { readTable } from "../../src/data/read-table.ts";

async function* cut(bytes: Uint8Array, sizes: readonly number[]) {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes.length === 0 ? bytes.length : sizes[i % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function outcome(bytes: Uint8Array, sizes: readonly number[]): Promise<string> {
  try {
    const { table, report } = await readTable(() => cut(bytes, sizes));
    return `${fingerprintTable(table)} ${JSON.stringify([report, table])}`;
  } catch (thrown) {
    if (thrown instanceof LabError) return `${thrown.code} ${thrown.message}`;
    throw thrown;
  }
}

/** Bytes that matter to a reader, with any others between them. */
const hostileBytes = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...[...'",;\t|\r\n 0.-e'].map((sign) => sign.charCodeAt(0))) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
    ),
    { maxLength: 400 },
  )
  .map((bytes) => Uint8Array.from(bytes));

const marked = fc
  .tuple(fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]), hostileBytes)
  .map(([mark, bytes]) => Uint8Array.from([...mark, ...bytes]));

describe("reading", () => {
  it("gives a table or a coded error for any bytes, wherever chunks end", async () => {
    await fc.assert(
      fc.asyncProperty(
        marked,
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
        async (bytes, sizes) => {
          expect(await outcome(bytes, sizes)).toBe(await outcome(bytes, []));
        },
      ),
      { numRuns: 600, seed: 7 },
    );
  });

  it("gives back any texts that were written with quotes", async () => {
    const cell = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).map((text) => `t${text}`);
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(rows, async (records) => {
        const text = `a,b\r\n${records.map((record) => record.map(quoted).join(",")).join("\r\n")}`;
        const { table } = await readTable(() => cut(new TextEncoder().encode(text), [5]), {
          choices: { hasHeader: true, delimiter: ",", quote: '"', escape: null },
        });
        const read = records.map((_, row) =>
          table.columns.map((column) => column.kind === "text" && column.dictionary[column.codes[row]!]),
        );
        expect(read).toEqual(records);
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  it("reads back any double from its shortest text", async () => {
    const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(values, async (numbers) => {
        const bytes = new TextEncoder().encode(`x,i\n${numbers.map((value) => `${value},1\n`).join("")}`);
        const { table } = await readTable(() => cut(bytes, [7]), { choices: { hasHeader: true } });
        const x = table.columns[0]!;
        expect(x.kind === "number" && Array.from(x.values)).toEqual(numbers.map((value) => value + 0));
      }),
      { numRuns: 300, seed: 9 },
    );
  });
});
