import type { Experiment } from "../spec.ts";

/** What `version1` reads. */
interface Version1 extends Omit<Experiment, "version" | "data" | "split" | "runs"> {
  readonly version: 1;
  readonly data: Omit<Experiment["data"], "reading" | "sample" | "dates" | "dropFailing">;
  readonly split: { readonly kind: "fractions"; readonly validation: number; readonly test: number };
  readonly runs: readonly Omit<Experiment["runs"][number], "without">[];
}

/** Version 1 as version 2: what it could not say yet is left as it was read, split and trained then. */
export function fromVersion1(read: unknown): Experiment {
  const experiment = read as Version1;
  const { validation, test } = experiment.split;
  return {
    ...experiment,
    version: 2,
    data: { ...experiment.data, reading: null, sample: null, dates: [], dropFailing: [] },
    split: { kind: "random", column: null, validation, test, calibration: 0, duplicatesTogether: false },
    runs: experiment.runs.map((run) => ({ ...run, without: [] })),
  };
}
