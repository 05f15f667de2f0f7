import { defaultRun } from "../../src/experiment/default-run.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";

/** Columns of numbers, the target last, as the lab reads them. @param {Float64Array[]} columns */
export function benchTable(columns) {
  return {
    rowCount: columns[0].length,
    columns: columns.map((values, i) => ({
      kind: "number",
      name: i === columns.length - 1 ? "target" : `x${i}`,
      values,
      failing: [],
      failingCount: 0,
    })),
  };
}

/** All rows train, nothing is evaluated: what other libraries do when they are timed. */
export function benchExperiment({ kind, values, rounds }) {
  return {
    version: 2,
    numerics: 1,
    data: {
      source: { kind: "file", name: "bench" },
      fingerprint: null,
      reading: null,
      sample: null,
      target: "target",
      ignored: [],
      categorical: [],
      dates: [],
      dropFailing: [],
      weight: null,
    },
    task: kind,
    split: randomSplit(0, 0),
    runs: [{ ...defaultRun("gbdt", kind), values, rounds }],
    metrics: [],
    stopMetric: null,
    seed: 0,
  };
}
