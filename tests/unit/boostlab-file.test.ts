import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Table, TableColumn } from "../../src/core/table.ts";
import { utf8Bytes } from "../../src/core/utf8.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { readTable } from "../../src/data/read-table.ts";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { type LabFileContent, readLabFile, writeLabFile } from "../../src/share/lab-file.ts";
import { openTable } from "../../src/store/actions/import-file.ts";
import { experimentOf } from "../../src/store/experiment-of.ts";
import { labFileOf } from "../../src/store/share/lab-files.ts";
import { lab as command, csvOf, scratchFolder } from "./cli-process.ts";
import { labUnderTest, settle, sineTable } from "./store-fixture.ts";

const TEXTS = [
  "",
  "NA",
  "?",
  "007",
  "1,5",
  "é 中 \u{1f600}",
  ' "q" ',
  "a,b",
  "two\nlines",
  "\r\n",
  "-",
  "# no",
];

function textColumn(name: string, texts: readonly string[]): TableColumn {
  const dictionary = [...new Set(texts.filter((text) => text !== ""))];
  return {
    kind: "text",
    name,
    dictionary,
    codes: Int32Array.from(texts, (text) => dictionary.indexOf(text)),
  };
}

const values = [
  0.1,
  1e-300,
  -5,
  Number.NaN,
  123456789012345680000,
  1 / 3,
  0,
  2.5,
  Number.NaN,
  7,
  -0.25,
  1e21,
];
const awkward: Table = {
  rowCount: TEXTS.length,
  columns: [
    {
      kind: "number",
      name: 'a, "b"',
      values: Float64Array.from(values),
      failing: [{ row: 3, text: "n. a." }],
      failingCount: 1,
      failingRows: Uint32Array.of(3),
    },
    textColumn("words", TEXTS),
    textColumn(
      "digits",
      TEXTS.map((_, row) => String(row * 3)),
    ),
    {
      kind: "number",
      name: "nothing",
      values: new Float64Array(12).fill(Number.NaN),
      failing: [],
      failingCount: 0,
    },
    textColumn(
      "x\ny",
      TEXTS.map(() => "2020-01-01"),
    ),
  ],
};

const gbdt = { ...defaultRun("gbdt", "regression"), rounds: 4 };
const experiment: Experiment = {
  version: 2,
  numerics: 1,
  data: {
    source: { kind: "file", name: "mine.csv" },
    fingerprint: fingerprintTable(awkward),
    reading: null,
    sample: null,
    target: 'a, "b"',
    ignored: [],
    categorical: [],
    dates: [],
    dropFailing: [],
    weight: null,
  },
  task: "regression",
  split: randomSplit(0.1, 0.2),
  runs: [gbdt, { ...gbdt, values: { max_depth: 3 } }],
  metrics: ["rmse"],
  stopMetric: null,
  seed: 42,
};
const hash = "0123456789abcdef";
const content: LabFileContent = {
  experiment,
  receipt: { data: hash, experiment: hash, runs: [null, { model: hash, metrics: hash }] },
  marks: [
    { name: "<b>One</b>", note: "", isStarred: true },
    { name: "Zwei", note: "better, I think", isStarred: false },
  ],
  models: [null, '{"a":1}'],
  table: awkward,
};

function opened(bytes: Uint8Array) {
  const outcome = readLabFile(bytes);
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

function codeOf(bytes: Uint8Array): string {
  const outcome = readLabFile(bytes);
  return outcome.ok ? "ok" : outcome.error.code;
}

const zipped = (parts: { readonly [name: string]: string | Uint8Array }) =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, part]) => [name, typeof part === "string" ? utf8Bytes(part) : part]),
    ),
  );

async function* pieceOf(bytes: Uint8Array) {
  yield bytes;
}

describe("a whole experiment as one file", () => {
  it("comes back as it went, rows and all", async () => {
    const found = opened(writeLabFile(content));
    expect(found.experiment).toEqual(experiment);
    expect(found.receipt).toEqual(content.receipt);
    expect(found.marks).toEqual(content.marks);
    const { csv, reading } = found.data!;
    const { table, report } = await readTable(() => pieceOf(csv), { choices: reading });
    expect(fingerprintTable(table)).toBe(experiment.data.fingerprint);
    expect(report.recipe).toEqual(reading);
    const [first] = table.columns;
    expect(first?.kind === "number" && [...(first.failingRows ?? [])]).toEqual([3]);
  });

  it("is the same bytes for the same experiment, and has rows only where they are asked for", () => {
    expect(writeLabFile({ ...content })).toEqual(writeLabFile(content));
    expect(opened(writeLabFile({ ...content, table: null })).data).toBeNull();
    const bare = opened(writeLabFile({ ...content, receipt: null, marks: [], models: [], table: null }));
    expect([bare.receipt, bare.marks, bare.data, bare.notices]).toEqual([null, [], null, []]);
  });

  it("says when a model inside is another one than the receipt tells of", () => {
    expect(opened(writeLabFile(content)).notices).toEqual([expect.stringContaining("model of run 2")]);
  });

  const json = JSON.stringify(experiment);
  const receipt = (runs: unknown) => JSON.stringify({ data: hash, experiment: hash, runs });
  it.each([
    ["nothing", new Uint8Array(0), "file.malformed"],
    ["a table", utf8Bytes("a,b\n1,2\n"), "file.malformed"],
    ["an archive of something else", zipped({ "a.csv": "a,b\n1,2" }), "file.malformed"],
    ["half of it", writeLabFile(content).subarray(0, 400), "file.malformed"],
    ["no JSON", zipped({ "experiment.json": "{" }), "file.malformed"],
    ["no experiment", zipped({ "experiment.json": "[]" }), "spec.invalid"],
    ["a newer experiment", zipped({ "experiment.json": '{"version":99}' }), "spec.version"],
    [
      "newer marks",
      zipped({ "experiment.json": json, "runs.json": '{"format":2,"runs":[]}' }),
      "spec.version",
    ],
    [
      "marks of other runs",
      zipped({ "experiment.json": json, "runs.json": '{"format":1,"runs":[]}' }),
      "file.malformed",
    ],
    [
      "a receipt of other runs",
      zipped({ "experiment.json": json, "receipt.json": receipt([]) }),
      "file.malformed",
    ],
    [
      "a receipt of no hashes",
      zipped({ "experiment.json": json, "receipt.json": receipt([null, { model: 1 }]) }),
      "file.malformed",
    ],
    ["rows and no recipe", zipped({ "experiment.json": json, "data.csv": "a\n1" }), "file.malformed"],
    [
      "a recipe of something else",
      zipped({ "experiment.json": json, "data.csv": "a\n1", "reading.json": '{"a":1}' }),
      "spec.invalid",
    ],
    ["settings that inflate to much", zipped({ "experiment.json": " ".repeat(2_000_000) }), "file.too-large"],
    [
      "models that inflate to much",
      zipped({ "experiment.json": json, "models/1.json": new Uint8Array(65 * 1_048_576) }),
      "file.too-large",
    ],
  ])("refuses %s with a code", (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code);
  });

  it("takes nothing from names that it does not know, and lets nothing into prototypes", () => {
    const marks =
      '{"format":1,"__proto__":{"isStarred":true},"runs":[{"__proto__":{"isStarred":true},"name":"a"},{"name":7}]}';
    const bytes = zipped({
      "experiment.json": json,
      "runs.json": marks,
      "../x.json": "{",
      "models/0.json": "{",
      __proto__x: "{",
    });
    expect(opened(bytes).marks).toEqual([
      { name: "a", note: "", isStarred: false },
      { name: "", note: "", isStarred: false },
    ]);
    expect(({} as { isStarred?: boolean }).isStarred).toBeUndefined();
  });

  it("gives a file or a coded error for 20,000 damaged ones, never an exception", () => {
    const whole = writeLabFile({ ...content, models: [] });
    let state = 12345;
    const random = (below: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state % below;
    };
    const codes = new Map<string, number>();
    for (let n = 0; n < 20_000; n++) {
      const bytes = whole.slice(0, random(10) === 0 ? random(whole.length) : whole.length);
      for (let change = random(4) + 1; change > 0 && bytes.length > 0; change--)
        bytes[random(bytes.length)] = random(256);
      const outcome = readLabFile(bytes);
      const code = outcome.ok ? "ok" : outcome.error.code;
      if (!outcome.ok) expect(outcome.error.message).not.toContain("should not");
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    for (const code of codes.keys()) expect(code).toMatch(/^(ok|file\.|spec\.|data\.)/);
    expect(codes.get("ok")).toBeGreaterThan(0);
    expect(codes.get("file.malformed")).toBeGreaterThan(1000);
  });
});

describe("the page", () => {
  const textsOf = ({ lab }: ReturnType<typeof labUnderTest>) =>
    lab.store.getState().notices.map(({ text }) => text);
  const ofFile = {
    ...experiment,
    data: { ...experiment.data, fingerprint: fingerprintTable(sineTable), target: "y" },
  };

  async function openFile(bytes: Uint8Array, read: Table | null = sineTable) {
    const under = labUnderTest();
    const asked: unknown[] = [];
    Object.assign(under.lab.services.data, {
      read: async (request: { choices: unknown }) => {
        asked.push(request.choices);
        const table = read!;
        return { ok: true, value: { table, report: null, fingerprint: fingerprintTable(table), types: [] } };
      },
    });
    await openTable(under.lab, { kind: "file", file: new File([new Uint8Array(bytes)], "a.BoostLab") });
    await settle();
    return { ...under, asked };
  }

  it("opens one with its rows, names, notes and stars, and trains", async () => {
    const under = await openFile(
      writeLabFile({ ...content, experiment: ofFile, table: sineTable, models: [] }),
    );
    const { runs, data } = under.lab.store.getState();
    expect(runs.map(({ name, note, isStarred }) => ({ name, note, isStarred }))).toEqual(content.marks);
    expect(data).toMatchObject({ status: "ready", name: "mine.csv" });
    expect(under.asked).toEqual([expect.objectContaining({ missing: [], hasHeader: true })]);
    expect(under.border.asked.starts).toHaveLength(2);
    expect(experimentOf(under.lab.store.getState())).toEqual(ofFile);
  });

  it("asks for the table where the rows did not travel, and does not take other rows", async () => {
    const without = await openFile(writeLabFile({ ...content, experiment: ofFile, table: null, models: [] }));
    expect(without.lab.store.getState().data).toMatchObject({ status: "wanted", name: "mine.csv" });
    const other = await openFile(
      writeLabFile({ ...content, experiment: ofFile, table: awkward, models: [] }),
      awkward,
    );
    expect(other.lab.store.getState().data.status).toBe("wanted");
    expect(textsOf(other)).toEqual([expect.stringContaining("not those of its experiment")]);
    expect(other.border.asked.starts).toEqual([]);
  });

  it("changes nothing for a file that it cannot open", async () => {
    const under = await openFile(utf8Bytes("a,b\n1,2\n"));
    expect(textsOf(under)).toEqual([expect.stringContaining("no whole experiment")]);
    expect(under.lab.store.getState().data).toMatchObject({ status: "ready", name: "t" });
  });

  it("writes what is on screen", () => {
    const { lab } = labUnderTest();
    const written = labFileOf(lab, true);
    const found = opened(written.ok ? written.value : new Uint8Array(0));
    expect(found.experiment).toEqual(experimentOf(lab.store.getState()));
    expect(found.marks.map(({ name }) => name)).toEqual(lab.store.getState().runs.map(({ name }) => name));
    expect(found.data).not.toBeNull();
  });
});

describe("the command line", () => {
  const files = scratchFolder();
  const data = files.write(
    "numbers.csv",
    csvOf(80, (x, z) => (x + z).toFixed(2)),
  );
  const plain = { ...experiment, data: { ...experiment.data, fingerprint: null, target: "y" } };
  const given = files.write("experiment.json", JSON.stringify(plain));
  const answer = (args: readonly string[], status = 0) => {
    const result = command(args);
    expect(result.stderr).toBe("");
    expect(result.status).toBe(status);
    return result.stdout;
  };

  it("writes one, finds it bit-equal with the rows inside, and makes a link of it", () => {
    const out = files.path("whole.boostlab");
    const ran = JSON.parse(answer(["run", given, "--data", data, "--out", out, "--with-rows", "--json"]));
    expect(answer(["reproduce", out])).toContain("Bit-equal");
    expect(answer(["link", out])).toContain(ran.link);
    const again = files.path("again.boostlab");
    answer(["run", out, "--out", again, "--with-rows"]);
    expect(files.read("again.boostlab")).toBe(files.read("whole.boostlab"));
  });

  it("wants the table where the rows did not travel", () => {
    const out = files.path("light.boostlab");
    answer(["run", given, "--data", data, "--out", out]);
    expect(command(["reproduce", out]).stderr).toMatch(/^usage: /);
    expect(answer(["reproduce", out, "--data", data])).toContain("Bit-equal");
  });

  it.each([
    ["another ending", ["run", given, "--data", data, "--out", "x.zip"], "usage"],
    ["rows for no file", ["run", given, "--data", data, "--with-rows"], "usage"],
    ["a damaged file", ["run", files.write("bad.boostlab", "no zip")], "file.malformed"],
  ])("refuses %s with one line and exit 2", (_, args, code) => {
    const { status, stderr } = command(args);
    expect(stderr).toMatch(new RegExp(`^${code}: [^\\n]+\\n$`));
    expect(status).toBe(2);
  });
});
