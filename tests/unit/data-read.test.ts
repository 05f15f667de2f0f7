import { describe, expect, it } from "vitest";
import type { Table } from "../../src/core/table.ts";
import { type ReadOptions, readTable } from "../../src/data/read-table.ts";
import { decodeUtf8, decodeWindows1252 } from "../../src/data/text-encoding.ts";

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(content: string | Uint8Array, options: ReadOptions = {}, chunkSize = 1 << 16) {
  const bytes = typeof content === "string" ? bytesOf(content) : content;
  return readTable(() => chunksOf(bytes, chunkSize), options);
}

/** Cells as they stand in the table; null = missing. */
function cells(table: Table): { [name: string]: (string | number | null)[] } {
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      column.kind === "number"
        ? Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))
        : Array.from(column.codes, (code) => (code < 0 ? null : column.dictionary[code]!)),
    ]),
  );
}

async function cellsOf(content: string | Uint8Array, options: ReadOptions = {}) {
  return cells((await read(content, options)).table);
}

const failure = (content: string | Uint8Array, options: ReadOptions = {}) =>
  read(content, options).then(
    () => "no error",
    (error: { code: string; message: string }) => error,
  );

describe("cells", () => {
  it("reads numbers, texts and missing cells", async () => {
    expect(await cellsOf("x,name\n1,red\n-2.5,\n,blue\n3e2,red\n")).toEqual({
      x: [1, -2.5, null, 300],
      name: ["red", null, "blue", "red"],
    });
  });

  it("keeps delimiters, quotes and line ends inside quotes", async () => {
    expect(await cellsOf('a,b\n"x, y",1\n"say ""hi""",2\n"two\r\nlines",3\n"",4\n')).toEqual({
      a: ["x, y", 'say "hi"', "two\r\nlines", null],
      b: [1, 2, 3, 4],
    });
  });

  it("takes a quote in the middle of a cell and text after a closing quote as they are", async () => {
    expect(await cellsOf('a,b\n5" pipe,1\n"x"y ,2\n  "z"  ,3\n')).toEqual({
      a: ['5" pipe', "xy", "z"],
      b: [1, 2, 3],
    });
  });

  it("does not look at old bytes behind the end of the file", async () => {
    const parts = ['a\n"""q"\n', '"x"'].map(bytesOf);
    const { table } = await readTable(async function* () {
      yield* parts;
    });
    expect(cells(table)).toEqual({ a: ['"q', "x"] });
  });

  it("trims plain text but keeps blanks inside quotes", async () => {
    expect(await cellsOf('a,b\n  red ,1\n" red ",2\n')).toEqual({ a: ["red", " red "], b: [1, 2] });
  });

  it.each(["\n", "\r\n", "\r"])("ends lines at %j, skips blank ones, needs no last one", async (end) => {
    const text = ["a,b", "1,x", "", "  ", "2,y"].join(end);
    expect(await cellsOf(text)).toEqual({ a: [1, 2], b: ["x", "y"] });
    expect(await cellsOf(text + end)).toEqual({ a: [1, 2], b: ["x", "y"] });
  });

  it("knows the tokens for a missing cell", async () => {
    const tokens = ["", "NA", "n/a", "#N/A", "NaN", "NULL", "None", "nil", "?", ".", "-", "--", " na "];
    const rows = tokens.map((token) => `${token},${token},1`);
    const table = await cellsOf(`x,t,n\n5,w,1\n${rows.join("\n")}\n`);
    expect(table.x).toEqual([5, ...tokens.map(() => null)]);
    expect(table.t).toEqual(["w", ...tokens.map(() => null)]);
  });

  it("reads every decimal as Number does", async () => {
    const texts = [
      "0",
      "-0",
      "0.1",
      "1e22",
      "1e23",
      "9007199254740993",
      "123456789012345678",
      "1.7976931348623157e308",
    ];
    texts.push(
      "5e-324",
      "2.2250738585072011e-308",
      ".5",
      "5.",
      "+7",
      "-.25e-3",
      "0.30000000000000004",
      "1E5",
    );
    const table = await cellsOf(`x,i\n${texts.map((text) => `${text},1`).join("\n")}\n`);
    expect(table.x).toEqual(texts.map((text) => Number(text) + 0));
  });

  it("does not take for numbers what only looks like it", async () => {
    for (const text of [
      "007",
      "0x10",
      "Infinity",
      "1e999",
      "1,5",
      "1 000",
      "1e",
      "e5",
      "+",
      "1.2.3",
      "12a",
      "-01",
    ]) {
      const table = await cellsOf(`t;i\n${text};1\n${text};2\n`, {
        choices: { delimiter: ";", decimal: ".", thousands: null },
      });
      expect(table).toEqual({ t: [text, text], i: [1, 2] });
    }
  });
});

describe("column kinds", () => {
  it.each([
    ["a;b\n1,5;x\n-2,25;y\n", [1.5, -2.25]],
    ["a;b\n1,5;x\nabout 2;y\n", null],
    ["a;b\n15;x\n2;y\n", null],
  ])("reads numbers with a decimal comma and says so: %j", async (content, a) => {
    const { table, report } = await read(content);
    const notes = report.notes.filter((note) => note.includes("decimal comma"));
    expect(notes).toHaveLength(a === null ? 0 : 1);
    if (a !== null) expect(cells(table).a).toEqual(a);
  });

  const column = (numbers: number, texts: number) =>
    `i,x\n${Array.from({ length: numbers + texts }, (_, i) => `1,${i < numbers ? i : "oops"}`).join("\n")}\n`;

  it("is a number column from 90 % on, and lists what fails", async () => {
    const { table, report } = await read(column(90, 10));
    const x = table.columns[1]!;
    expect(x).toMatchObject({ kind: "number", failingCount: 10 });
    expect(x.kind === "number" && x.failing[0]).toEqual({ row: 90, text: "oops" });
    expect(report.notes.join()).toContain('Column "x": 10 cells hold text');
    expect((await read(column(89, 11))).table.columns[1]!.kind).toBe("text");
  });

  it("judges by all rows, not by the first", async () => {
    const late = await read(column(1000, 500));
    expect(late.table.columns[1]!.kind).toBe("text");
    expect(cells(late.table).x?.slice(998, 1002)).toEqual(["998", "999", "oops", "oops"]);
    const early = await read(`i,x\n${"1,a\n".repeat(150)}${"1,2.50\n".repeat(2000)}`);
    expect(early.table.columns[1]).toMatchObject({ kind: "number", failingCount: 150 });
    expect(cells(early.table).x?.[150]).toBe(2.5);
    expect(early.table.columns[1]!.kind === "number" && early.table.columns[1]!.failing.length).toBe(100);
  });

  it("keeps numbers in a text column as they are written", async () => {
    expect((await cellsOf("x,i\na,1\n1.50,2\nb,3\n1.5,4\n")).x).toEqual(["a", "1.50", "b", "1.5"]);
  });

  it("takes a column without values for a number column", async () => {
    expect((await read("x,y\n,1\nNA,2\n")).table.columns[0]!.kind).toBe("number");
  });

  it("numbers texts by first appearance, many of them too", async () => {
    const names = Array.from({ length: 5000 }, (_, i) => `id-${(i * 7919) % 5000}`);
    const { table } = await read(`name,i\n${names.map((name) => `${name},1`).join("\n")}\n`);
    const name = table.columns[0]!;
    expect(name.kind === "text" && name.dictionary).toEqual(names);
  });
});

describe("many texts", () => {
  it("stay apart even where their hashes meet", async () => {
    const count = 300_000;
    const lines = Array.from({ length: count }, (_, i) => `k${i}`).join("\n");
    const name = (await read(`name\n${lines}\n`)).table.columns[0]!;
    expect(name.kind === "text" && name.dictionary.length).toBe(count);
  });
});

describe("form of the file", () => {
  it.each([",", ";", "\t", "|"] as const)("finds the delimiter %j", async (delimiter) => {
    const { table, report } = await read(
      `a,b c;d|e\n1,2 3;4|5\n6,7 8;9|0\n`.replaceAll(/[,; |]/g, delimiter),
    );
    expect(report.recipe).toMatchObject({ delimiter, hasHeader: true });
    expect(table.columns.length).toBe(5);
  });

  it("is not misled by commas in text or in decimals", async () => {
    const text = await read("id\tnote\n1\tone, two\n2\tone\n3\ta, b, c\n4\tx, y\n");
    expect(text.report.recipe.delimiter).toBe("\t");
    const names = await read("key;last, first\n1;Doe, Jane\n2;Roe, Max\n3;Poe, Ida\n");
    expect(names.report.recipe.delimiter).toBe(";");
    const lists = await read(`name;tags\n${"x;1,2,3\n".repeat(50)}`);
    expect(lists.report.recipe.delimiter).toBe(";");
    const decimals = await read("a;b;c\n1,5;2,5;3\n4,25;5,5;6\n");
    expect(decimals.report.recipe.delimiter).toBe(";");
    expect(cells(decimals.table).a).toEqual([1.5, 4.25]);
  });

  it("finds out whether there is a header, and can be told", async () => {
    const bare = await read("1,red\n2,blue\n3,red\n");
    expect(bare.report.recipe.hasHeader).toBe(false);
    expect(cells(bare.table)).toEqual({ column_1: [1, 2, 3], column_2: ["red", "blue", "red"] });
    expect((await read("red,x\nblue,y\nred,z\n")).report.recipe.hasHeader).toBe(false);
    expect((await read("colour,code\nblue,y\nred,z\n")).report.recipe.hasHeader).toBe(true);
    expect(cells((await read("1,2\n3,4\n", { choices: { hasHeader: true } })).table)).toEqual({
      "1": [3],
      "2": [4],
    });
    expect((await read("a,b\n1,2\n", { choices: { hasHeader: false } })).table.rowCount).toBe(2);
  });

  it("makes names unique and fills blank ones", async () => {
    const { table, report } = await read("x,x,,x_2,x\n1,2,3,4,5\n");
    expect(table.columns.map((column) => column.name)).toEqual(["x", "x_3", "column_3", "x_2", "x_4"]);
    expect(report.notes.length).toBe(2);
  });

  it("fills short rows and cuts long ones", async () => {
    const { table, report } = await read("a,b,c\n1,2,3\n4\n5,6,7,8\n");
    expect(cells(table)).toEqual({ a: [1, 4, 5], b: [2, null, 6], c: [3, null, 7] });
    expect(report.raggedRowCount).toBe(2);
    expect(report.notes.join()).toContain("2 rows have fewer or more cells");
  });

  it("reads one column", async () => {
    const { table, report } = await read("x\n1\n2\n3\n");
    expect(report.recipe.delimiter).toBe(",");
    expect(cells(table)).toEqual({ x: [1, 2, 3] });
  });
});

describe("encodings", () => {
  const text = "naïve,œuvre\nçà,1\n日本😀,2\n";
  const utf16 = (littleEndian: boolean) => {
    const view = new DataView(new ArrayBuffer(2 * text.length + 2));
    view.setUint16(0, 0xfeff, littleEndian);
    for (let i = 0; i < text.length; i++) view.setUint16(2 * i + 2, text.charCodeAt(i), littleEndian);
    return new Uint8Array(view.buffer);
  };
  const expected = { naïve: ["çà", "日本😀"], œuvre: [1, 2] };

  it("reads UTF-8 with and without a byte order mark", async () => {
    expect(await cellsOf(text)).toEqual(expected);
    const marked = await read(`\ufeff${text}`);
    expect(cells(marked.table)).toEqual(expected);
    expect(marked.report).toMatchObject({ hadByteOrderMark: true, recipe: { encoding: "utf-8" } });
  });

  it.each([1, 2, 3, 1000])("reads UTF-16 in chunks of %i bytes", async (size) => {
    for (const littleEndian of [true, false]) {
      const { table, report } = await read(utf16(littleEndian), {}, size);
      expect(cells(table)).toEqual(expected);
      expect(report.recipe.encoding).toBe(littleEndian ? "utf-16le" : "utf-16be");
    }
  });

  it("agrees with the host on what UTF-8 is", () => {
    const host = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const hostText = (bytes: Uint8Array) => {
      try {
        return host.decode(bytes);
      } catch {
        return null;
      }
    };
    const leads = [
      0x41, 0x80, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xf8, 0xff,
    ];
    const trails = [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0];
    for (const lead of leads) {
      for (const second of trails) {
        for (const third of trails) {
          const bytes = Uint8Array.of(lead, second, third, 0x80, 0x42);
          for (let end = 0; end <= 5; end++) {
            expect(decodeUtf8(bytes, 0, end)).toBe(hostText(bytes.subarray(0, end)));
          }
        }
      }
    }
  });

  it("has its own table of windows-1252", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    expect(decodeWindows1252(bytes, 0x80, 0xa0)).toBe("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ");
    expect(decodeWindows1252(bytes, 0xe9, 0xea)).toBe("é");
  });

  it("falls back to windows-1252 and says so", async () => {
    const bytes = Uint8Array.of(
      ...bytesOf("city,n\nM"),
      0xfc,
      ...bytesOf("nchen,1\n"),
      0x80,
      ...bytesOf("uro,2\n"),
    );
    const { table, report } = await read(bytes);
    expect(cells(table)).toEqual({ city: ["München", "€uro"], n: [1, 2] });
    expect(report.recipe.encoding).toBe("windows-1252");
    expect(report.notes.join()).toContain("Windows-1252");
  });
});

describe("errors", () => {
  it.each([
    ["gzip", [0x1f, 0x8b, 8, 0]],
    ["spreadsheet", [0x50, 0x4b, 3, 4, 20]],
    ["Parquet", [0x50, 0x41, 0x52, 0x31, 0x15, 4]],
  ])("says that the file is no text but %s", async (name, bytes) => {
    expect(await failure(Uint8Array.from(bytes))).toMatchObject({
      code: "read.encoding",
      message: expect.stringContaining(name),
    });
  });

  it("takes a header for text that begins as another format does", async () => {
    expect(await cellsOf("PAR1,PK\n1,2\n3,4\n")).toEqual({ PAR1: [1, 3], PK: [2, 4] });
  });

  it("takes a quote that never closes for a plain character, and says on which line", async () => {
    const { table, report } = await read('a,b\n1,"x\ny"\n\n2,"z\n3,w\n4,v\n');
    expect(cells(table)).toEqual({ a: [1, 2, 3, 4], b: ["x\ny", '"z', "w", "v"] });
    expect(report.notes.join()).toContain("line 5");
    expect(cells((await read('a,b\r\n1,x\r\n2,"z')).table).b).toEqual(["x", '"z']);
  });

  it("does not let a stray quote swallow lines up to the next one", async () => {
    const { table, report } = await read('a,b\n1,"x\n2,"y"z\n3,w\n');
    expect(cells(table)).toEqual({ a: [1, 2, 3], b: ['"x', "yz", "w"] });
    expect(report.notes.join()).toContain("quotation mark");
  });

  it.each(["", "\n\n  \r\n", "\ufeff", "a,b,c", "a,b,c\n"])("refuses %j as empty", async (text) => {
    expect(await failure(text)).toMatchObject({ code: "read.empty" });
  });

  it("refuses more columns than it can hold", async () => {
    expect(await failure(`${"1,".repeat(60000)}1\n`)).toMatchObject({ code: "read.too-large" });
  });

  it("stops when it is cancelled, and tells its progress before", async () => {
    const seen: number[] = [];
    const error = await readTable(() => chunksOf(bytesOf("a,b\n1,2\n3,4\n"), 4), {
      onProgress: (bytesRead) => seen.push(bytesRead),
      cancelled: () => seen.length === 2,
    }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: "read.cancelled" });
    expect(seen).toEqual([4, 8]);
  });
});
