import { type DistributionReport, distributionReport } from "../analysis/distribution-report.ts";
import { type JointReport, jointReport } from "../analysis/joint-report.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { Backend } from "../compute/backend.ts";
import type { Table } from "../core/table.ts";
import { encode } from "../data/encode.ts";
import type { RunEnded, RunStarted } from "../experiment/run-events.ts";

/** Quantiles of some laws are searched for, eight a row: more rows say little more. */
const MOST_ROWS = 20_000;

export interface TestRows {
  readonly table: Table;
  readonly rows: Uint32Array;
}

/** What `train` says of predicted distributions. */
export interface TestReport {
  /** Of one target. */
  readonly calibration?: DistributionReport;
  /** Of several at once. */
  readonly jointCalibration?: JointReport;
}

/**
 * Calibration and sharpness of the kept model on the (first) test rows; null = no rows, no distributions, or times that
 * may be censored.
 */
export function reportOnTest(
  { started, ended }: { readonly started: RunStarted; readonly ended: RunEnded },
  { table, rows }: TestRows,
  backend: Backend,
): TestReport | null {
  const { header, rounds, keptRounds } = ended.model;
  const { kind, outputNames = [] } = header.outputs;
  if ((kind !== "distribution" && kind !== "joint") || rows.length === 0) return null;
  const data = encode(table, { ...header.encoder, weight: null }, rows.subarray(0, MOST_ROWS));
  // a time that only came later is no value to cover
  if (data.target.upper !== undefined) return null;
  const prefix = { kind: "stateAfter", rounds: keptRounds } as const;
  const scores = started.open.engine.rawScores(header, rounds, data, prefix, backend);
  const predictions = predictionsOf(header.outputs, scores);
  const { values } = data.target;
  if (predictions.kind === "joint")
    return { jointCalibration: jointReport(predictions, values, outputNames) };
  return predictions.kind === "distribution"
    ? { calibration: distributionReport(predictions, values) }
    : null;
}

/** Lines of the summary. */
export function testReportLines({ calibration, jointCalibration }: TestReport): string[] {
  if (calibration !== undefined) return distributionLines(calibration);
  if (jointCalibration === undefined) return [];
  const { targets, regions } = jointCalibration;
  const held = regions.map(({ level, coverage }) => `${level * 100} % region holds ${coverage}`);
  return [
    ...targets.flatMap(({ target, ...own }) => {
      const [first, ...others] = distributionLines(own);
      return [`${first} (${target})`, ...others];
    }),
    `joint ${String(targets[0]!.rows).padStart(8)} rows  ${held.join(", ")}`,
  ];
}

function distributionLines(report: DistributionReport): string[] {
  const { rows, intervals, pit, calibrationError, calibrationSlope, sharpness } = report;
  const held = intervals.map(
    ({ level, coverage, width }) => `middle ${level * 100} % holds ${coverage}, width ${width}`,
  );
  const spread = sharpness === null ? "without end" : String(sharpness);
  return [
    `distr ${String(rows).padStart(8)} rows  calibration error ${calibrationError}, slope ${calibrationSlope}; mean sd ${spread}`,
    ...held.map((line) => `      ${line}`),
    `      PIT by tenths ${pit.map((share) => share.toFixed(3)).join(" ")}`,
  ];
}
