import type { RoundReport } from "../boosting/engines/engine.ts";
import type { GradientPairs, RawScores } from "../boosting/raw-scores.ts";
import type { ScoredSets } from "./evaluate.ts";
import { type FollowedPlaces, followRows } from "./follow-rows.ts";
import type { PreparedData } from "./prepare-data.ts";
import { makeProbe, type ProbeRows } from "./probe.ts";
import { type FollowedRows, type RecordedRound, setNames } from "./recording.ts";

/** Bytes that the scores and gradients of followed rows may take over all rounds of a run. */
const FOLLOWED_BYTES = 48 * 1024 * 1024;
/** Above this many rows pictures of every round would no longer be drawn in time. */
const FOLLOWED_ROWS = 4096;
const PROBE_BYTES = 16 * 1024 * 1024;

/** What is recorded of every round of a run; decided before it starts. */
export interface RecordingPlan {
  readonly followed: FollowedPlaces;
  readonly probe: ProbeRows | null;
  readonly scoreCount: number;
}

export function planRecording(
  prepared: PreparedData,
  size: { readonly rounds: number; readonly scoreCount: number },
  seed: number,
): RecordingPlan {
  const floatsARow = (size.rounds + 1) * size.scoreCount;
  // A followed row leaves a score, a gradient and a hessian of 4 bytes each round.
  const limit = Math.min(FOLLOWED_ROWS, Math.max(1, Math.floor(FOLLOWED_BYTES / (12 * floatsARow))));
  const sets = setNames.map((name) => prepared.sets[name]);
  return {
    followed: followRows(prepared, limit, seed),
    probe: makeProbe(prepared.encoder, sets, Math.floor(PROBE_BYTES / (4 * floatsARow))),
    scoreCount: size.scoreCount,
  };
}

/** For runs that are not recorded. */
export function emptyFollowedRows({ sets }: PreparedData): FollowedRows {
  return {
    rowIds: new Uint32Array(0),
    set: new Uint8Array(0),
    target: new Float64Array(0),
    features: [],
    ofRowCount: sets.train.rowCount + sets.validation.rowCount + sets.test.rowCount,
  };
}

/** A round's data at their source; scores and gradients are the engine's own arrays. */
export interface RoundSource {
  readonly round: number;
  readonly report: RoundReport | null;
  readonly metrics: Float64Array;
  readonly sets: ScoredSets;
  readonly probeScores: RawScores | null;
  readonly elapsedMs: number;
}

/** Copies what is followed: nothing in the result belongs to the engine but the immutable record. */
export function recordRound(plan: RecordingPlan, source: RoundSource): RecordedRound {
  const { report, probeScores } = source;
  return {
    round: source.round,
    record: report === null ? null : report.record,
    metrics: source.metrics,
    scores: followedScores(plan, source.sets),
    gradient: report === null ? null : followedPairs(plan, report.fitted, "gradient"),
    hessian: report === null ? null : followedPairs(plan, report.fitted, "hessian"),
    probeScores: probeScores === null ? null : Float32Array.from(probeScores.values),
    elapsedMs: source.elapsedMs,
  };
}

function followedScores({ followed, scoreCount }: RecordingPlan, sets: ScoredSets): Float32Array {
  const { set } = followed.rows;
  const bySet = setNames.map((name) => sets[name]?.scores.values);
  const out = new Float32Array(set.length * scoreCount);
  for (let i = 0; i < set.length; i++) {
    const from = bySet[set[i]!]!;
    const at = followed.place[i]! * scoreCount;
    for (let k = 0; k < scoreCount; k++) out[i * scoreCount + k] = from[at + k]!;
  }
  return out;
}

function followedPairs(
  { followed, scoreCount }: RecordingPlan,
  fitted: GradientPairs,
  part: "gradient" | "hessian",
): Float32Array {
  const { set } = followed.rows;
  const out = new Float32Array(set.length * scoreCount).fill(Number.NaN);
  for (let k = 0; k < scoreCount; k++) {
    for (let i = 0; i < set.length; i++) {
      if (set[i] === 0) out[k * set.length + i] = fitted[part][k * fitted.rowCount + followed.place[i]!]!;
    }
  }
  return out;
}
