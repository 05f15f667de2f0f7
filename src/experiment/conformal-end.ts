import {
  type Conformal,
  canCalibrate,
  conformalOf,
  type ScoredSet,
} from "../analysis/conformal/conformal.ts";
import { CONFORMAL_LEVEL } from "../analysis/conformal/conformal-method.ts";
import { type StoredBound, storedBoundOf } from "../analysis/conformal/conformal-regions.ts";
import { type OnlineConformal, onlineConformalOf } from "../analysis/online-conformal/online-conformal.ts";
import { saocp } from "../analysis/online-conformal/saocp.ts";
import { sfOgd } from "../analysis/online-conformal/sf-ogd.ts";
import { staticSplit } from "../analysis/online-conformal/static-split.ts";
import type { ModelOutputs } from "../boosting/outputs.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { ScoredSets } from "./evaluate.ts";
import type { OpenedRun, RunSetup } from "./open-run.ts";
import { timesOf } from "./split-by-cells.ts";

/** SAOCP needs some 7 microseconds a row, in one piece: what comes later is left out, and `rows` says so. */
const MOST_ONLINE_ROWS = 100_000;

export interface ConformalEnd {
  readonly conformal: Conformal;
  /** Null = rows are not split by time, or the target is a class. */
  readonly online: OnlineConformal | null;
  /** For the model file; null = too few rows. */
  readonly bound: StoredBound | null;
}

/**
 * What the calibration rows say of the kept model. They were scored by nobody until now: neither trained nor stopped on.
 * @returns null = their targets are not one known value a row.
 */
export function conformalEnd(
  { engine, header, records }: OpenedRun,
  setup: RunSetup,
  { keptRounds, test }: { readonly keptRounds: number; readonly test: ScoredSets["test"] },
): ConformalEnd | null {
  const { prepared, context, experiment } = setup;
  if (!canCalibrate(prepared.calibration)) return null;
  const prefix = { kind: "stateAfter", rounds: keptRounds } as const;
  const scores = engine.rawScores(header, records, prepared.calibration, prefix, context.backend);
  const calibration = { data: prepared.calibration, scores };
  const conformal = conformalOf(header.outputs, calibration, test, experiment.split.conformal);
  return {
    conformal,
    online: test === null ? null : onlineEnd(setup, header.outputs, { calibration, test }),
    bound: storedBoundOf(conformal),
  };
}

/** The test rows in time order, after the calibration rows, which are older. */
function onlineEnd(
  { experiment, prepared }: RunSetup,
  outputs: ModelOutputs,
  { calibration, test }: { readonly calibration: ScoredSet; readonly test: ScoredSet },
): OnlineConformal | null {
  if (experiment.split.kind !== "time" || !prepared.testIsSplit || outputs.kind === "classes") return null;
  const inOrder = (set: ScoredSet) => {
    const errors = absoluteErrors(outputs, set);
    const times = timesOf({ experiment, table: prepared.table }, set.data.rowIds);
    return Float64Array.from(timeOrder(times), (row) => errors[row]!);
  };
  const { level = CONFORMAL_LEVEL } = experiment.split.conformal ?? {};
  const start = { level, warmUp: inOrder(calibration) };
  return onlineConformalOf(inOrder(test).subarray(0, MOST_ONLINE_ROWS), start, [staticSplit, sfOgd, saocp]);
}

function absoluteErrors(outputs: ModelOutputs, { data, scores }: ScoredSet): Float64Array {
  const predictions = predictionsOf(outputs, scores);
  return data.target.values.map((value, row) =>
    predictions.kind === "classes" ? Number.NaN : Math.abs(value - predictions.point[row]!),
  );
}

/** Places in the order of time; unknown ones first, equal ones as they stand. */
function timeOrder(times: Float64Array): Uint32Array {
  const key = times.map((time) => (Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time));
  const places = Uint32Array.from(times, (_, place) => place);
  return places.sort((left, right) =>
    key[left]! < key[right]! ? -1 : key[left]! > key[right]! ? 1 : left - right,
  );
}
