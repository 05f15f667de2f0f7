import { gzipSync, strToU8, zipSync } from "fflate";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { LabError } from "../../src/core/errors.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { bytesOf, cellsOf, readBytes } from "./read-fixture.ts";
import { workbook } from "./workbook-fixture.ts";

const CSV = "x,name\n1.5,red\n-2,\n,blue\n";
const CELLS = [
  ["x", [1.5, -2, null]],
  ["name", ["red", null, "blue"]],
];

const read = async (bytes: string | Uint8Array, options: Parameters<typeof readBytes>[1] = {}) => {
  const { table, report } = await readBytes(bytes, options);
  return { cells: cellsOf(table), table, report };
};

const failure = (bytes: string | Uint8Array, options: Parameters<typeof readBytes>[1] = {}) =>
  readBytes(bytes, options).then(
    () => "no error",
    (error: LabError) => error.code,
  );

/** Far more zeros than any table shrinks to so little. */
const zeros = new Uint8Array(70 << 20)
  .fill(48)
  .map((zero, at) => (at % 4 === 1 ? 44 : at % 4 === 3 ? 10 : zero));

describe("gzip", () => {
  it.each([1, 7, 1000])("is unpacked, in chunks of %i", async (size) => {
    const { cells, report } = await read(gzipSync(bytesOf(CSV)), { size, name: "t.csv.gz" });
    expect(cells).toEqual(CELLS);
    expect(report.recipe).toMatchObject({ packing: "gzip", format: "delimited", delimiter: "," });
  });

  it("may have several members", async () => {
    const both = Uint8Array.from([...gzipSync(bytesOf(CSV)), ...gzipSync(bytesOf("3,green\n"))]);
    expect((await read(both)).cells[0]).toEqual(["x", [1.5, -2, null, 3]]);
  });

  it("is refused where it is cut off or damaged", async () => {
    const packed = gzipSync(bytesOf(CSV.repeat(500)));
    expect(await failure(packed.subarray(0, packed.length - 20))).toBe("read.format");
    expect(await failure(packed.subarray(0, 6))).toBe("read.format");
  });

  it("is stopped where it is a bomb, alone or in layers", async () => {
    expect(await failure(gzipSync(zeros, { level: 9 }))).toBe("read.bomb");
    let layered: Uint8Array = bytesOf(CSV);
    for (let layer = 0; layer < 5; layer++) layered = gzipSync(layered);
    expect(await failure(layered)).toBe("read.bomb");
  });
});

describe("zip", () => {
  const archive = zipSync({
    "__MACOSX/._a.csv": strToU8("junk"),
    "readme.md": strToU8("no table"),
    "small.csv": strToU8("a\n1\n"),
    "data/large.csv": strToU8(CSV),
  });

  it("gives the largest table inside, and names the others", async () => {
    const { cells, report } = await read(archive, { name: "t.zip" });
    expect(cells).toEqual(CELLS);
    expect(report.recipe).toMatchObject({ packing: "zip", part: "data/large.csv" });
    expect(report.parts).toEqual(["small.csv", "data/large.csv"]);
  });

  it("gives the part that was chosen", async () => {
    expect((await read(archive, { choices: { part: "small.csv" } })).cells).toEqual([["a", [1]]]);
  });

  it("is refused without a table, cut off, or as a bomb", async () => {
    expect(await failure(zipSync({ "a.exe": strToU8("x") }))).toBe("read.format");
    expect(await failure(archive.subarray(0, archive.length - 30))).toBe("read.format");
    expect(await failure(zipSync({ "a.csv": zeros }))).toBe("read.bomb");
  });
});

describe("Excel", () => {
  it("reads numbers, shared and inline texts, booleans, dates, errors and gaps", async () => {
    const { cells, report } = await read(workbook(), { name: "t.xlsx" });
    expect(cells).toEqual([
      ["when", ["2021-03-14", "1900-02-28T12:00:00", "2000-01-01"]],
      ["n", [1.5, null, 0.1]],
      ["city", ["Köln & Bonn", "rich text", null]],
      ["ok", ["true", "false", "true"]],
    ]);
    expect(report.recipe).toMatchObject({ format: "excel", part: "Data" });
    expect(report.notes.join()).toContain("1 cell holds an error");
    expect(report.notes.join()).toContain("above the column names");
  });

  it("offers its sheets", async () => {
    const { cells, report } = await read(workbook(), { choices: { part: "More" } });
    expect(report.parts).toEqual(["Data", "More"]);
    expect(cells).toEqual([["q", [7]]]);
  });
});

describe("Parquet", () => {
  it.each([undefined, "UNCOMPRESSED"] as const)("reads columns of every plain type (%s)", async (codec) => {
    const buffer = parquetWriteBuffer({
      columnData: [
        { name: "n", data: [1.5, null, -3], type: "DOUBLE" },
        { name: "big", data: [1n, 2n, 9007199254740993n], type: "INT64" },
        { name: "text", data: ["a", "b,c", null], type: "STRING" },
        { name: "flag", data: [true, false, null], type: "BOOLEAN" },
        {
          name: "day",
          data: [new Date("2021-03-14T00:00:00Z"), new Date("2021-03-15T10:30:00Z"), null],
          type: "TIMESTAMP",
        },
      ],
      ...(codec && { codec }),
    });
    const { cells, report } = await read(new Uint8Array(buffer), { name: "t.parquet" });
    expect(cells).toEqual([
      ["n", [1.5, null, -3]],
      ["big", [1, 2, 9007199254740992]],
      ["text", ["a", "b,c", null]],
      ["flag", ["true", "false", null]],
      ["day", ["2021-03-14", "2021-03-15T10:30:00Z", null]],
    ]);
    expect(report.recipe.format).toBe("parquet");
  });

  it("is refused where it is damaged", async () => {
    const buffer = new Uint8Array(
      parquetWriteBuffer({ columnData: [{ name: "n", data: [1, 2], type: "DOUBLE" }] }),
    );
    for (let length = 5; length < buffer.length; length += 3) {
      expect(await failure(buffer.subarray(0, length))).toBe("read.format");
    }
  });
});

describe("JSON", () => {
  const expected = [
    ["a", [1, 2, null]],
    ["b.c", ["x", null, "y"]],
    ["d", [null, '["p",1]', null]],
  ];
  const records = [
    { a: 1, b: { c: "x" } },
    { a: 2, d: ["p", 1] },
    { b: { c: "y" }, a: null },
  ];

  it.each([
    ["a list", JSON.stringify(records)],
    ["lines", records.map((record) => JSON.stringify(record)).join("\n")],
    ["a wrapped list", JSON.stringify({ count: 3, data: records })],
  ])("reads records as %s", async (_, text) => {
    expect((await read(text, { name: "t.json" })).cells).toEqual(expected);
  });

  it.each([
    ["lists", { a: [1, 2], b: ["x", "y"] }],
    ["objects", { a: { "0": 1, "1": 2 }, b: { "0": "x", "1": "y" } }],
    [
      "pandas split",
      {
        columns: ["a", "b"],
        index: [0, 1],
        data: [
          [1, "x"],
          [2, "y"],
        ],
      },
    ],
    [
      "rows",
      [
        ["a", "b"],
        [1, "x"],
        [2, "y"],
      ],
    ],
  ])("reads columns as %s", async (_, value) => {
    expect((await read(JSON.stringify(value), { name: "t.json" })).cells).toEqual([
      ["a", [1, 2]],
      ["b", ["x", "y"]],
    ]);
  });

  it("is refused where it is none, and not taken for one where it is a table", async () => {
    expect(await failure('[{"a":1},', { name: "t.json" })).toBe("read.format");
    expect(await failure("[1,2,3]", { name: "t.json" })).toBe("read.format");
    expect(await failure("{}", { name: "t.json" })).toBe("read.empty");
    expect((await read("[x],y\n1,2\n3,4\n")).cells).toEqual([
      ["[x]", [1, 3]],
      ["y", [2, 4]],
    ]);
  });
});

describe("ARFF", () => {
  const header =
    "% made by hand\n@RELATION t\n@attribute 'a b' numeric\n@attribute c {1,'2 x',3}\n@attribute s string\n";

  it("keeps nominal values as text, dense or sparse", async () => {
    const dense = await read(`${header}@DATA\n1.5,1,'it''s'\n?, '2 x', "q, r"\n% done\n-2,?,w,{5}\n`);
    expect(dense.cells.slice(0, 2)).toEqual([
      ["a b", [1.5, null, -2]],
      ["c", ["1", "2 x", null]],
    ]);
    expect(dense.cells[2]![1][1]).toBe("q, r");
    const sparse = await read(`${header}@data\n{0 5, 2 w}\n{1 3}\n{1 '2 x',2 v}\n`);
    expect(sparse.cells).toEqual([
      ["a b", [5, 0, 0]],
      ["c", ["1", "3", "2 x"]],
      ["s", ["w", "0", "v"]],
    ]);
  });

  it("is refused without data", async () => {
    expect(await failure(header)).toBe("read.format");
  });
});

describe("LIBSVM", () => {
  it("becomes a dense table", async () => {
    const { cells, report } = await read("1 1:0.5 3:2 # first\n\n-1 2:1e-3\n1\n", { name: "t.txt" });
    expect(cells).toEqual([
      ["label", [1, -1, 1]],
      ["f1", [0.5, 0, 0]],
      ["f2", [0, 0.001, 0]],
      ["f3", [2, 0, 0]],
    ]);
    expect(report.recipe.format).toBe("libsvm");
  });

  it("keeps queries", async () => {
    const { cells } = await read("3 qid:1 1:1\n2 qid:1 1:0\n0 qid:2 1:4\n");
    expect(cells).toEqual([
      ["label", [3, 2, 0]],
      ["qid", [1, 1, 2]],
      ["f1", [1, 0, 4]],
    ]);
  });

  it("is refused where a table would be mostly nothing", async () => {
    expect(await failure("1 1:1\n0 999999999:1\n")).toBe("read.too-large");
  });
});

describe("any bytes of any format", () => {
  const seeds: [string, Uint8Array][] = [
    ["t.gz", gzipSync(bytesOf(CSV.repeat(20)))],
    ["t.zip", zipSync({ "a.csv": strToU8(CSV) })],
    ["t.xlsx", workbook()],
    ["t.json", bytesOf('[{"a":1,"b":{"c":[2]}},{"a":"x"}]')],
    ["t.arff", bytesOf("@relation t\n@attribute a numeric\n@attribute b {x,y}\n@data\n1,x\n{0 2}\n")],
    ["t.svm", bytesOf("1 qid:1 1:0.5 3:2\n0 qid:1 2:1\n")],
  ];
  const random = (seed: number) => {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return state / 0x80000000;
    };
  };

  it.each(seeds)("%s gives a table or a coded error", async (name, bytes) => {
    const next = random(bytes.length);
    for (let run = 0; run < 300; run++) {
      const mutated = bytes.slice(0, run % 3 === 0 ? Math.floor(next() * bytes.length) : bytes.length);
      for (let i = 0; i < 1 + (run % 4); i++)
        mutated[Math.floor(next() * mutated.length)] = Math.floor(next() * 256);
      try {
        const { table } = await readBytes(mutated, { name });
        expect(fingerprintTable(table)).toHaveLength(64);
      } catch (thrown) {
        if (!(thrown instanceof LabError)) throw thrown;
      }
    }
  });
});
