import { describe, expect, it } from "vitest";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { fingerprintTable } from "../../src/data/fingerprint.ts";
import { compareReceipts, experimentHash, metricsHash, receiptOf } from "../../src/experiment/receipt.ts";
import type { Experiment } from "../../src/experiment/spec.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { eventsOf, gbdtRun, regression, smallTable } from "./experiment-fixture.ts";

const table = smallTable();
const two = regression({ runs: [gbdtRun, { ...gbdtRun, values: { max_depth: 3 } }] });

async function trained(experiment: Experiment, recording: "every-round" | "last-round" = "last-round") {
  const events = await eventsOf(experiment, { table }, { recording, backend: jsBackend });
  const runs = events.flatMap((event) =>
    event.kind === "end" ? [{ modelSha256: modelSha256(event.model), metrics: event.metrics }] : [],
  );
  return receiptOf(experiment, fingerprintTable(table), runs);
}

describe("a receipt", () => {
  it("holds 64 bits of the data, the experiment, every model and its metrics", async () => {
    const receipt = await trained(two);
    expect(receipt.runs).toHaveLength(2);
    const hashes = [
      receipt.data,
      receipt.experiment,
      ...receipt.runs.flatMap((run) => [run!.model, run!.metrics]),
    ];
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(fingerprintTable(table).startsWith(receipt.data)).toBe(true);
  });

  it("is the same again, however the rounds were recorded", async () => {
    expect(compareReceipts(await trained(two), await trained(two, "every-round"))).toEqual([]);
  });

  it("does not ask whether the data had been read when the link was made", () => {
    const read = { ...two, data: { ...two.data, fingerprint: fingerprintTable(table) } };
    expect(experimentHash(read)).toBe(experimentHash(two));
    expect(experimentHash({ ...two, seed: 43 })).not.toBe(experimentHash(two));
  });

  it("counts metrics that are not defined as null", () => {
    // sha256 of {"test":{},"train":{"auc":null},"validation":{}}
    const sets = { train: { auc: Number.NaN }, validation: {}, test: {} };
    expect(metricsHash(sets)).toBe("9bcdcf13f38ef14b");
    expect(metricsHash({ ...sets, test: { auc: 1 } })).not.toBe(metricsHash(sets));
  });
});

describe("what differs between two receipts", () => {
  const run = { model: "a".repeat(16), metrics: "b".repeat(16) };
  const receipt = { data: "1".repeat(16), experiment: "2".repeat(16), runs: [run, run] };
  const other = "f".repeat(16);

  it.each([
    ["nothing", receipt, []],
    ["the data", { ...receipt, data: other }, [["data", null]]],
    ["the experiment", { ...receipt, experiment: other }, [["experiment", null]]],
    ["one model", { ...receipt, runs: [run, { ...run, model: other }] }, [["model", 1]]],
    ["one run's metrics", { ...receipt, runs: [{ ...run, metrics: other }, run] }, [["metrics", 0]]],
    [
      "a run that is not there",
      { ...receipt, runs: [run] },
      [
        ["model", 1],
        ["metrics", 1],
      ],
    ],
    [
      "a run that was not trained",
      { ...receipt, runs: [null, run] },
      [
        ["model", 0],
        ["metrics", 0],
      ],
    ],
  ] as const)("is named: %s", (_, found, expected) => {
    expect(compareReceipts(receipt, found).map(({ part, run: at }) => [part, at])).toEqual(expected);
  });

  it("holds both hashes", () => {
    expect(compareReceipts(receipt, { ...receipt, data: other })).toEqual([
      { part: "data", run: null, expected: receipt.data, found: other },
    ]);
  });

  it("leaves out runs for which nothing was claimed", () => {
    expect(compareReceipts({ ...receipt, runs: [null, run] }, receipt)).toEqual([]);
  });
});
