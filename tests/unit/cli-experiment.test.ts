import { describe, expect, it } from "vitest";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { experimentToFragment } from "../../src/share/share-link.ts";
import { csvOf, lab, scratchFolder } from "./cli-process.ts";

const files = scratchFolder();
const data = files.write(
  "numbers.csv",
  csvOf(80, (x, z) => (x + z).toFixed(2)),
);

function experiment(source: Experiment["data"]["source"]): Experiment {
  const gbdt = { ...defaultRun("gbdt", "regression"), rounds: 4 };
  return {
    version: 2,
    numerics: 1,
    data: {
      source,
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
      { ...gbdt, values: { max_depth: 3 } },
    ],
    metrics: ["rmse"],
    stopMetric: null,
    seed: 42,
  };
}

function trained(args: readonly string[]) {
  const { status, stdout, stderr } = lab(["train", ...args, "--json"]);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe("an experiment of the page on the command line", () => {
  const ofFile = experiment({ kind: "file", name: "numbers.csv" });

  it("trains the run that the flags would describe", () => {
    const file = files.write("experiment.json", JSON.stringify(ofFile));
    const result = trained(["--experiment", file, "--data", data, "--run", "2"]);
    const flags = ["--data", data, "--target", "y", "--engine", "gbdt", "--rounds", "4", "--seed", "42"];
    const same = trained([...flags, "--valid-fraction", "0.1", "--set", "max_depth=3"]);
    expect(result.modelSha256).toBe(same.modelSha256);
    expect(result.metrics).toEqual(same.metrics);
    expect(result.notes.join()).toContain("Run 2 of 2");
  });

  it("opens a link with a data set of its own", () => {
    const ofSource = experiment({ kind: "builtin", id: "heteroscedastic-sine", values: {} });
    const link = `http://localhost:5173/${experimentToFragment(ofSource)}`;
    const first = trained(["--link", link]);
    expect(first.rows.train).toBeGreaterThan(100);
    expect(trained(["--link", link, "--run", "2"]).modelSha256).not.toBe(first.modelSha256);
  });

  it("says when the data are other ones", () => {
    const claimed = { ...ofFile, data: { ...ofFile.data, fingerprint: "ab".repeat(32) } };
    const file = files.write("claimed.json", JSON.stringify(claimed));
    expect(trained(["--experiment", file, "--data", data]).notes.join()).toContain("fingerprints differ");
  });

  it.each([
    ["a flag beside it", ["--data", data, "--seed", "1"], "usage"],
    ["a run that it has not", ["--data", data, "--run", "3"], "usage"],
    ["no file for it", [], "usage"],
  ])("refuses %s", (_, args, code) => {
    const file = files.write("refused.json", JSON.stringify(ofFile));
    const { status, stderr } = lab(["train", "--experiment", file, ...args]);
    expect(stderr).toMatch(new RegExp(`^${code}: `));
    expect(status).toBe(2);
  });
});
