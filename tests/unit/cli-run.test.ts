import { describe, expect, it } from "vitest";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { Receipt } from "../../src/experiment/receipt.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";
import { csvOf, lab, scratchFolder } from "./cli-process.ts";

const files = scratchFolder();
const data = files.write(
  "numbers.csv",
  csvOf(80, (x, z) => (x + z).toFixed(2)),
);
const otherData = files.write(
  "others.csv",
  csvOf(80, (x, z) => (x - z).toFixed(2)),
);
const gbdt = { ...defaultRun("gbdt", "regression"), rounds: 4 };
const ofFile: Experiment = {
  version: 2,
  numerics: 1,
  data: {
    source: { kind: "file", name: "numbers.csv" },
    fingerprint: null,
    reading: null,
    sample: null,
    target: "y",
    ignored: [],
    categorical: [],
    dates: [],
    dropFailing: [],
    weight: null,
  },
  task: "regression",
  split: randomSplit(0.1, 0.2),
  runs: [
    { ...gbdt, values: { max_depth: 2 } },
    { ...gbdt, values: { max_depth: 3 }, rounds: 30, earlyStopping: 3 },
  ],
  metrics: ["rmse"],
  stopMetric: null,
  seed: 42,
};
const file = files.write("experiment.json", JSON.stringify(ofFile));
const PAGE = "http://localhost:5173/";
const short = `${PAGE}#d=sine&e=gbdt,ngboost&rounds=5`;

function answer(args: readonly string[], status = 0) {
  const result = lab(args);
  expect(result.stderr).toBe("");
  expect(result.status).toBe(status);
  return result.stdout;
}

const told = (args: readonly string[], status = 0) => JSON.parse(answer([...args, "--json"], status));

function opened(link: string) {
  const outcome = fragmentToExperiment(link.slice(link.indexOf("#")));
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

/** The same link with another receipt. */
function claiming(link: string, change: (receipt: Receipt) => Receipt): string {
  const { experiment, receipt } = opened(link);
  return PAGE + experimentToFragment(experiment, change(receipt!));
}

const other = "f".repeat(16);

describe("lab run", () => {
  const ran = told(["run", short]);

  it("trains every run and tells the models of `lab train`", () => {
    expect(ran.runs).toHaveLength(2);
    ran.runs.forEach((run: { modelSha256: string; metrics: object }, at: number) => {
      const alone = told(["train", "--link", short, "--run", String(at + 1)]);
      expect([run.modelSha256, run.metrics]).toEqual([alone.modelSha256, alone.metrics]);
      expect(ran.receipt.runs[at].model).toBe(run.modelSha256.slice(0, 16));
    });
  });

  it("makes a link of the same page that holds the receipt", () => {
    expect(ran.link.startsWith(`${PAGE}#s=2.`)).toBe(true);
    expect(opened(ran.link).receipt).toEqual(ran.receipt);
    expect(opened(ran.link).experiment).toEqual(opened(short).experiment);
    expect([ran.expected, ran.differences]).toEqual([null, null]);
  });

  it("says whether the link's own receipt is matched, on any backend and number of threads", () => {
    expect(told(["run", ran.link, "--backend", "js"])).toMatchObject({
      differences: [],
      receipt: ran.receipt,
    });
    const text = answer(["run", ran.link, "--threads", "2"]);
    expect(text).toContain("Bit-equal");
    expect(text).toContain(`model ${ran.runs[1].modelSha256}`);
    expect(text).toContain(`link ${ran.link}`);
  });

  it("trains an experiment on a file, and its link recognises the file", () => {
    const { link, receipt } = told(["run", file, "--data", data]);
    expect(opened(link).experiment.data.fingerprint?.slice(0, 16)).toBe(receipt.data);
    expect(told(["reproduce", link, "--data", data]).isEqual).toBe(true);
    const elsewhere = told(["reproduce", link, "--data", otherData], 1);
    expect(elsewhere.differences.map(({ part }: { part: string }) => part)).toContain("data");
    expect(elsewhere.differences.map(({ part }: { part: string }) => part)).not.toContain("experiment");
    expect(elsewhere.reasons).toEqual([expect.stringContaining("other cells")]);
    expect(elsewhere.notes.join()).toContain("fingerprints differ");
  });
});

describe("lab reproduce", () => {
  const { link } = told(["run", short]);

  it("is a success only when the receipt is matched", () => {
    expect(answer(["reproduce", link])).toContain("Bit-equal");
  });

  it.each([
    ["the data", (receipt: Receipt) => ({ ...receipt, data: other }), "  the data: ", "other cells"],
    [
      "the settings",
      (receipt: Receipt) => ({ ...receipt, experiment: other }),
      "  the settings: ",
      "were changed",
    ],
    [
      "a model",
      ({ runs: [first, second], ...receipt }: Receipt) => ({
        ...receipt,
        runs: [first!, { ...second!, model: other }],
      }),
      "  run 2, the model: ",
      "arithmetic",
    ],
    [
      "metrics",
      ({ runs: [first, second], ...receipt }: Receipt) => ({
        ...receipt,
        runs: [{ ...first!, metrics: other }, second!],
      }),
      "  run 1, the metrics: ",
      "The models are the same",
    ],
  ])("exits with 1 and names what differs: %s", (_, change, line, reason) => {
    const lines = answer(["reproduce", claiming(link, change)], 1)
      .trimEnd()
      .split("\n");
    expect(lines[0]).toBe("One part is not that of the receipt:");
    expect(lines[1]!.startsWith(`${line}${other} in the receipt, `)).toBe(true);
    expect(lines[2]).toContain(reason);
    expect(lines).toHaveLength(3);
  });

  it("asks only for the runs that the receipt has", () => {
    const half = claiming(link, (receipt) => ({ ...receipt, runs: [null, receipt.runs[1]!] }));
    expect(told(["reproduce", half])).toMatchObject({ isEqual: true, differences: [] });
  });
});

describe("lab link", () => {
  it("packs an experiment, and writes it as people would", () => {
    const [link, readable] = answer(["link", short]).split("\n");
    expect(link).toMatch(new RegExp(`^${PAGE}#s=2\\.[\\w-]+$`));
    expect(readable).toBe(`${PAGE}#d=sine&e=gbdt&rounds=5&e=ngboost&rounds=5&seed=42`);
    expect(opened(link!).experiment).toEqual(opened(readable!).experiment);
  });

  it("of a file has no readable form, and may know the file", () => {
    const plain = told(["link", file, "--page", PAGE]);
    expect(plain).toMatchObject({ short: null, receipt: null, characters: plain.link.length });
    expect(opened(plain.link).experiment).toEqual(ofFile);
    const known = told(["link", file, "--data", data]);
    expect(opened(known.link).experiment.data.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });

  it("trains first where a receipt is asked for, and keeps one that is there", () => {
    const { link, receipt } = told(["link", short, "--receipt"]);
    expect(told(["run", short])).toMatchObject({ link, receipt });
    expect(told(["link", link])).toMatchObject({ link, receipt });
  });
});

describe("a mistake", () => {
  it.each([
    ["nothing to run", ["run"], "usage"],
    ["two things to run", ["run", file, file], "usage"],
    ["no such file", ["run", files.path("none.json")], "read.failed"],
    ["a file of something else", ["run", data], "spec.invalid"],
    ["a file of its own that is not named", ["run", file], "usage"],
    ["a damaged link", ["run", `${PAGE}#s=2.abc`], "link.malformed"],
    ["an address without an experiment", ["run", PAGE], "link.malformed"],
    ["a value out of range", ["run", "#d=moons&depth=-1"], "spec.out-of-range"],
    ["a flag of another command", ["run", short, "--receipt"], "usage"],
    ["a link without a receipt", ["reproduce", short], "link.malformed"],
    ["a file, which has no receipt", ["reproduce", file], "link.malformed"],
    ["data for a table of our own", ["link", short, "--data", files.path("none.csv")], "read.failed"],
  ])("such as %s is one line with a code, and exit 2", (_, args, code) => {
    const { status, stdout, stderr } = lab(args);
    expect(stderr).toMatch(/^[a-z.-]+: [^\n]+[.!]\n$/);
    expect(stderr.split(":")[0]).toBe(code);
    expect(stdout).toBe("");
    expect(status).toBe(2);
  });

  it.each(["run", "reproduce", "link"])("is less likely after lab %s --help", (command) => {
    expect(answer([command, "--help"])).toContain(`lab ${command} `);
  });
});
