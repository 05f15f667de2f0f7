import { describe, expect, it } from "vitest";
import { gbdtEngine } from "../../src/boosting/engines/gbdt/engine.ts";
import type { RoundRecord } from "../../src/boosting/round-record.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import { isClose, treeDifference } from "./compare-trees.ts";
import { coverageOf } from "./coverage.ts";
import { listFiles, referenceFolder } from "./reference-folder.ts";
import { sharedMetrics, type TrainedCase, trainCase } from "./train-case.ts";
import { libraryTrees, readCase, readCaseData, type XgboostCase } from "./xgboost-case.ts";

const folder = referenceFolder();
const cases = listFiles(folder, "xgb").map((file) => {
  const reference = readCase(folder, file);
  const data = readCaseData(folder, reference.dataset);
  return { file, reference, data, coverage: coverageOf(reference) };
});
const covered = cases.filter(({ coverage }) => coverage.level !== null);
const notCovered = cases.filter(({ coverage }) => coverage.level === null);

/** Metrics after each round; `relative` is how close they must be. */
function compareMetrics(
  { reference, trained }: { reference: XgboostCase; trained: TrainedCase },
  set: "train" | "valid",
  relative: number,
  rounds: "all" | "last" = "all",
) {
  const at = set === "train" ? 0 : 2;
  sharedMetrics(reference).forEach((id, m) => {
    reference.metrics[set][id]!.forEach((theirs, i, all) => {
      if (rounds === "last" && i < all.length - 1) return;
      const ours = trained.rounds[i + 1]!.metrics[m * 3 + at]!;
      expect(
        isClose(ours, theirs, relative, 1e-5),
        `${set} ${id} after round ${i + 1}: ${ours}, ${theirs}`,
      ).toBe(true);
    });
  });
}

/** Raw scores of the first validation rows, from the recorded trees. */
function compareMargins(reference: XgboostCase, trained: TrainedCase) {
  const { header } = trained.start;
  const records = trained.rounds
    .map((round) => round.record)
    .filter((record): record is RoundRecord => record !== null);
  const prefix = { kind: "stateAfter", rounds: records.length } as const;
  const scores = gbdtEngine.rawScores(header, records, trained.validation, prefix, jsBackend);
  reference.margin.forEach((row, i) => {
    [row].flat().forEach((theirs, k) => {
      const ours = scores.values[i * scores.outputCount + k]!;
      expect(isClose(ours, theirs, 1e-5, 2e-6), `margin of validation row ${i}: ${ours}, ${theirs}`).toBe(
        true,
      );
    });
  });
}

describe(`XGBoost reference values`, () => {
  it.each(covered)("$file ($coverage.level)", async ({ reference, data, coverage }) => {
    const trained = await trainCase(reference, data);
    const theirs = libraryTrees(reference);
    expect(trained.trees.length).toBe(theirs.length);
    const sameThresholds = coverage.level === "same";
    const differences = trained.trees
      .map((ours, i) => treeDifference({ ours, theirs: theirs[i]!, sameThresholds }))
      .map((difference, i) => (difference === null ? null : { tree: i, ...difference }))
      .filter((difference) => difference !== null);
    if (differences[0]?.isTie) {
      compareMetrics({ reference, trained }, "train", 0.05, "last");
      return;
    }
    expect(differences.map(({ tree, text }) => `tree ${tree} ${text}`)).toEqual([]);
    compareMetrics({ reference, trained }, "train", 1e-5);
    if (sameThresholds) {
      compareMetrics({ reference, trained }, "valid", 1e-5);
      compareMargins(reference, trained);
    }
  });

  it("lists the kinds that are not covered", () => {
    const lines = notCovered.map(
      ({ file, coverage }) => `  ${file}: ${coverage.level === null ? coverage.reason : ""}`,
    );
    console.log(
      `XGBoost reference: ${covered.length} covered, ${notCovered.length} not covered\n${lines.join("\n")}`,
    );
    expect(covered.length).toBeGreaterThan(0);
    expect(covered.length + notCovered.length).toBe(listFiles(folder, "xgb").length);
  });
});
