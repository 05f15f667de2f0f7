import { type Conformal, conformalOf } from "../analysis/conformal/conformal.ts";
import { type StoredBound, storedBoundOf } from "../analysis/conformal/conformal-regions.ts";
import type { ScoredSets } from "./evaluate.ts";
import type { OpenedRun, RunSetup } from "./open-run.ts";

export interface ConformalEnd {
  readonly conformal: Conformal;
  /** For the model file; null = too few rows. */
  readonly bound: StoredBound | null;
}

/** What the calibration rows say of the kept model. They were scored by nobody until now: neither trained nor stopped on. */
export function conformalEnd(
  { engine, header, records }: OpenedRun,
  { prepared: { calibration }, context }: RunSetup,
  { keptRounds, test }: { readonly keptRounds: number; readonly test: ScoredSets["test"] },
): ConformalEnd {
  const prefix = { kind: "stateAfter", rounds: keptRounds } as const;
  const scores = engine.rawScores(header, records, calibration, prefix, context.backend.walk);
  const conformal = conformalOf(header.outputs, { data: calibration, scores }, test, context.conformalLevel);
  return { conformal, bound: storedBoundOf(conformal) };
}
