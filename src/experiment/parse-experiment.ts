import { metricEntry } from "../boosting/metrics/catalogue.ts";
import { LabError } from "../core/errors.ts";
import { shownInput } from "../core/shown-input.ts";
import { checkCensoring } from "../data/censoring.ts";
import { checkQuery } from "../data/check-query.ts";
import { checkTargets } from "../data/several-targets.ts";
import { noValidationRows } from "./no-validation-rows.ts";
import { resolveRun } from "./resolve-run.ts";
import type { Experiment, FoldSpec } from "./spec.ts";
import { fromVersion1 } from "./versions/from-version-1.ts";
import { type ObjectShape, readShape, type UnknownMember } from "./versions/shape.ts";
import { version1 } from "./versions/version-1.ts";
import { version2 } from "./versions/version-2.ts";
import { version3 } from "./versions/version-3.ts";
import { version4 } from "./versions/version-4.ts";
import { version5 } from "./versions/version-5.ts";
import { version6 } from "./versions/version-6.ts";
import { version7 } from "./versions/version-7.ts";

/** Forms since version 2, which is the one that is read where an experiment names none of them. */
const shapes: { readonly [version: number]: ObjectShape } = {
  3: version3,
  4: version4,
  5: version5,
  6: version6,
  7: version7,
};

const NAMED_MEMBERS = 5;
const MOST_HELD_OUT = 0.9;

export interface ParsedExperiment {
  readonly experiment: Experiment;
  /** A sentence for each of the first members that this version does not know, and one for the others. */
  readonly notices: readonly string[];
  /** Those members, so that they can be written out again. */
  readonly unknown: readonly UnknownMember[];
}

/**
 * Reads any JSON value: an experiment, or a LabError with `facts.path` and, where there is one, `facts.fix`.
 * Never changes a value.
 */
export function parseExperiment(input: unknown): ParsedExperiment {
  const version =
    typeof input === "object" && input !== null ? (input as { version?: unknown }).version : undefined;
  if (typeof version === "number" && version > 7) {
    throw new LabError(
      "spec.version",
      "The experiment comes from a newer Boosting Lab. Reload the page to update it.",
      {
        path: "version",
        value: version,
      },
    );
  }
  const unknown: UnknownMember[] = [];
  const experiment =
    version === 1
      ? fromVersion1(readShape(version1, input, "", unknown))
      : (readShape(
          typeof version === "number" && Object.hasOwn(shapes, version) ? shapes[version]! : version2,
          input,
          "",
          unknown,
        ) as Experiment);
  checkMeaning(experiment);
  return {
    experiment,
    unknown,
    notices: noticesOf(unknown),
  };
}

/** A crafted file may hold any number of members with any names. */
function noticesOf(unknown: readonly UnknownMember[]): string[] {
  const named = unknown.slice(0, NAMED_MEMBERS).map(({ path }) => {
    return `"${shownInput(path)}" is not known here and has no effect.`;
  });
  const more = unknown.length - named.length;
  return more > 0 ? [...named, `${more} more are not known here and have no effect.`] : named;
}

function checkMeaning(experiment: Experiment): void {
  const { data, split, runs, task, metrics, stopMetric } = experiment;
  checkSplit(split);
  checkCensoring({ ...data, task });
  checkTargets({ ...data, task }, split.column);
  checkQuery({ ...data, task });
  for (const id of stopMetric === null ? metrics : [...metrics, stopMetric]) metricEntry(id);
  const mayLackValidation = split.kind !== "column" && split.validation === 0;
  runs.forEach((run, index) => {
    resolveRun(run, task, `runs[${index}]`);
    if (run.earlyStopping !== null && mayLackValidation) throw noValidationRows(index);
  });
}

function checkSplit({ kind, column, validation, test: share, calibration, fold }: Experiment["split"]): void {
  if (kind !== "random" && column === null) {
    throw new LabError(
      "spec.invalid",
      `A split by ${kind} needs the column that decides, and none is named. Name it in split.column.`,
      { path: "split.column", value: null },
    );
  }
  if (fold !== undefined) checkFold(fold, kind);
  const test = fold === undefined ? share : 1 / fold.of;
  if (validation + test + calibration <= MOST_HELD_OUT) return;
  if (fold !== undefined) throw foldTooLarge(fold, validation + calibration);
  const fix = Math.max(0, Math.round((MOST_HELD_OUT - validation - calibration) * 100) / 100);
  throw new LabError(
    "spec.out-of-range",
    `The rows that do not train together take ${validation + test + calibration} of the table, at most ${MOST_HELD_OUT} can go. Use ${fix} for test.`,
    { path: "split.test", value: test, min: 0, max: fix, fix },
  );
}

function checkFold({ at, of }: FoldSpec, kind: Experiment["split"]["kind"]): void {
  if (kind !== "random") {
    throw new LabError(
      "spec.invalid",
      `Folds are parts that chance draws, and the rows are split by ${kind}. Split at random, or leave split.fold out.`,
      { path: "split.fold", kind },
    );
  }
  if (at < of) return;
  throw new LabError(
    "spec.out-of-range",
    `split.fold.at is ${at}, of ${of} folds the last one has the number ${of - 1}. Use ${of - 1}.`,
    { path: "split.fold.at", value: at, min: 0, max: of - 1, fix: of - 1 },
  );
}

function foldTooLarge({ of }: FoldSpec, others: number): LabError {
  return new LabError(
    "spec.out-of-range",
    `A fold is ${1 / of} of the rows, and with validation and calibration ${1 / of + others} of them do not train, at most ${MOST_HELD_OUT} can go. Take more folds, or lower the other shares.`,
    { path: "split.fold.of", value: of },
  );
}
