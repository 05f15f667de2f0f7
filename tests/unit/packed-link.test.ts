import { describe, expect, it } from "vitest";
import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { Receipt } from "../../src/experiment/receipt.ts";
import type { Experiment, RunSpec } from "../../src/experiment/spec.ts";
import { fromBase64Url, toBase64Url } from "../../src/share/base64url.ts";
import { withDefaults, withoutDefaults } from "../../src/share/link-defaults.ts";
import { packJson, unpackJson } from "../../src/share/packed-json.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";
import { startingExperiment } from "../../src/store/starting-experiment.ts";
import { regression } from "./experiment-fixture.ts";

/** Scheme, host and path of a page somewhere. */
const ORIGIN = "https://boosting-lab.org/";
const SHORTEST_CODE = 300;

const hash = (n: number) => (n * 0x9e3779b97f4a).toString(16).padStart(16, "0").slice(0, 16);
const receiptFor = ({ runs }: Experiment): Receipt => ({
  data: hash(1),
  experiment: hash(2),
  runs: runs.map((_, run) => ({ model: hash(3 + run), metrics: hash(13 + run) })),
});

function opened(fragment: string) {
  const outcome = fragmentToExperiment(fragment);
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

const start = startingExperiment();
const changes: readonly RunSpec["values"][] = [
  { learning_rate: 0.37, max_depth: 5 },
  { hidden_units: 13, boost_rate: 0.25 },
  { learning_rate: 0.03, natural_gradient: false },
];
const changed: Experiment = {
  ...start,
  seed: 2024,
  runs: start.runs.map((run, at) => ({ ...run, values: { ...run.values, ...changes[at] } })),
};

describe("a comparison of three engines in a link", () => {
  it.each([
    ["of a first visit", start],
    ["with two changed settings a run", changed],
  ])("%s has at most 300 characters, receipts included", (name, experiment) => {
    expect(new Set(experiment.runs.map(({ engine }) => engine)).size).toBe(3);
    const receipt = receiptFor(experiment);
    const link = ORIGIN + experimentToFragment(experiment, receipt);
    console.info(
      `${name}: ${link.length} characters, ${ORIGIN.length + experimentToFragment(experiment).length} without receipts`,
    );
    expect(link.length).toBeLessThanOrEqual(SHORTEST_CODE);
    expect(opened(link.slice(ORIGIN.length))).toEqual({
      experiment,
      receipt,
      notices: [],
      unknown: [],
      round: null,
      shape: null,
    });
  });
});

describe("a packed link", () => {
  it("says which runs were trained", () => {
    const receipt = receiptFor(start);
    const part = { ...receipt, runs: [null, receipt.runs[1]!, null] };
    expect(opened(experimentToFragment(start, part)).receipt).toEqual(part);
    const none = { ...receipt, runs: [null, null, null] };
    expect(opened(experimentToFragment(start, none)).receipt).toEqual(none);
    expect(opened(experimentToFragment(start)).receipt).toBeNull();
  });

  it("holds any number of runs", () => {
    const many = { ...start, runs: Array.from({ length: 300 }, () => start.runs[0]!) };
    const receipt = receiptFor(many);
    expect(opened(experimentToFragment(many, receipt))).toMatchObject({ experiment: many, receipt });
  });

  it("leaves the fingerprint of a built-in table to the receipt, and keeps that of a file", () => {
    const fingerprint = hash(1) + "0".repeat(48);
    const known = { ...start, data: { ...start.data, fingerprint } };
    expect(opened(experimentToFragment(known, receiptFor(known))).experiment).toEqual(start);
    expect(opened(experimentToFragment(known)).experiment).toEqual(known);
    const elsewhere = { ...receiptFor(known), data: hash(9) };
    expect(opened(experimentToFragment(known, elsewhere)).experiment).toEqual(known);
    const file = regression({ data: { ...regression().data, fingerprint } });
    expect(opened(experimentToFragment(file, receiptFor(file))).experiment).toEqual(file);
  });

  it.each([
    [
      "data that are not known here",
      { source: { kind: "builtin", id: "of-tomorrow", values: {} }, target: "t" },
    ],
    ["other roles than the table's own", { target: "x", ignored: ["y"] }],
    ["names of prototypes", { target: "__proto__", ignored: ["constructor", "toString"] }],
    ["a fingerprint of another form", { fingerprint: "of another form" }],
    ["no whole texts", { ignored: ["\u0000", '"', "\\", "é€😀"] }],
  ] as const)("holds %s", (_, data) => {
    const experiment = { ...start, data: { ...start.data, ...data } };
    expect(opened(experimentToFragment(experiment)).experiment).toEqual(experiment);
  });

  it("holds settings that are named like members of every object", () => {
    const values = JSON.parse('{"__proto__": 1, "constructor": true, "noise": 2}');
    const source = { kind: "builtin" as const, id: "heteroscedastic-sine", values };
    const experiment = { ...start, data: { ...start.data, source } };
    const back = opened(experimentToFragment(experiment)).experiment.data.source;
    expect(JSON.stringify(back)).toBe(JSON.stringify(source));
    expect(({} as { noise?: number }).noise).toBeUndefined();
  });

  it("holds texts that nothing makes shorter", () => {
    let state = 1;
    const letters = Array.from({ length: 20_000 }, () => {
      state = (state * 48271) % 2147483647;
      return String.fromCodePoint(0x4e00 + (state % 20_000));
    });
    const experiment = regression({ data: { ...regression().data, ignored: [letters.join("")] } });
    expect(opened(experimentToFragment(experiment)).experiment).toEqual(experiment);
  });

  it("hands on what it does not know of a newer version, for the parser to name", () => {
    const json = { ...withoutDefaults(start), mood: "good" };
    expect(withDefaults(unpackJson(packJson(json)))).toEqual({ ...start, mood: "good" });
  });

  it.each([
    ["what is as usual", start, ["data", "runs"]],
    ["other shares", { ...start, split: randomSplit(0.1, 0.2) }, ["split", "data", "runs"]],
    ["other metrics", { ...start, metrics: ["rmse"] }, ["metrics", "data", "runs"]],
    [
      "a branch",
      {
        ...start,
        version: 3,
        runs: [{ ...defaultRun("gbdt", "regression"), stages: [{ values: {}, until: 4 }] }],
      },
      ["data", "runs"],
    ],
    ["a version that is newer than it has to be", { ...start, version: 3 }, ["version", "data", "runs"]],
  ] as const)("leaves out what goes without saying: %s", (_, experiment, said) => {
    expect(Object.keys(withoutDefaults(experiment as Experiment))).toEqual(said);
    expect(withDefaults(withoutDefaults(experiment as Experiment))).toEqual(experiment);
  });
});

describe("a damaged link", () => {
  const fragment = experimentToFragment(changed, receiptFor(changed));
  const bytes = fromBase64Url(fragment.slice("#s=2.".length))!;
  const codeOf = (changedBytes: Uint8Array) => {
    const outcome = fragmentToExperiment(`#s=2.${toBase64Url(changedBytes)}`);
    return outcome.ok ? "ok" : outcome.error.code;
  };

  it("is refused whichever bit was turned over", () => {
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const turned = bytes.slice();
      turned[bit >> 3]! ^= 1 << (bit & 7);
      expect(codeOf(turned)).toBe("link.malformed");
    }
  });

  it("is refused wherever it was cut off", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(codeOf(bytes.slice(0, length))).toBe("link.malformed");
    }
  });

  it("that is too long for any experiment is not even looked at", () => {
    const outcome = fragmentToExperiment(`#s=2.${"A".repeat(3_000_000)}`);
    expect(outcome.ok || outcome.error.code).toBe("link.too-large");
  });
});
