import type { Conformal } from "../analysis/conformal/conformal.ts";
import type { OnlineConformal } from "../analysis/online-conformal/online-conformal.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import type { Column } from "../core/dataset.ts";

export type SetName = "train" | "validation" | "test";

/** The order of sets wherever they are numbered. */
export const setNames: readonly SetName[] = ["train", "validation", "test"];

/** Known when a run starts. */
export interface RunStart {
  readonly header: ModelHeader;
  readonly plannedRounds: number;
  readonly rowCounts: { readonly [set in SetName]: number };
  /** Ids of the metrics recorded each round; the first is the one that stops. */
  readonly metrics: readonly string[];
  readonly followed: FollowedRows;
  readonly probe: Probe | null;
  readonly notes: readonly string[];
}

/** The rows whose scores are kept for every round: all when few, else a seeded sample. */
export interface FollowedRows {
  /** Rows of the Table. */
  readonly rowIds: Uint32Array;
  /** 0 train, 1 validation, 2 test. */
  readonly set: Uint8Array;
  /** Encoded target: label or class index; several targets: rows x targets. */
  readonly target: Float64Array;
  /** What a censored time is known to lie below, infinite where it only came later; absent = targets are exact. */
  readonly upper?: Float64Array;
  /** Encoded features of just these rows, in the order of the model. */
  readonly features: readonly Column[];
  /** Of a ranking: the query of each row, as an index into their names. */
  readonly queries?: { readonly of: Uint32Array; readonly names: readonly string[] };
  /** How many labelled rows there are in all; more than rowIds.length = a sample, to be said. */
  readonly ofRowCount: number;
}

/** Made-up rows on which every round is scored, so that fits and surfaces need no retraining. */
export type Probe =
  | { readonly kind: "line"; readonly feature: number; readonly x: Float32Array }
  | {
      readonly kind: "grid";
      readonly features: readonly [number, number];
      /** Point (i, j) stands at j * x.length + i. */
      readonly x: Float32Array;
      readonly y: Float32Array;
    };

/** What one round leaves behind. Round 0 is the constant model: no record, no gradients. */
export interface RecordedRound {
  readonly round: number;
  readonly record: RoundRecord | null;
  /** metrics x sets [train, validation, test], metric-major; NaN where a set is empty. */
  readonly metrics: Float64Array;
  /** Raw scores of the followed rows after the round, rows x scoreCount. */
  readonly scores: Float32Array;
  /** What the round's learners were fitted to, output-major, followed rows; NaN for rows outside training. Null in round 0. */
  readonly gradient: Float32Array | null;
  readonly hessian: Float32Array | null;
  /** Raw scores of the probe after the round. */
  readonly probeScores: Float32Array | null;
  /** Milliseconds inside the engine since the start of training; never hashed. */
  readonly elapsedMs: number;
}

/** Known when a run ends, by finishing, early stopping or Stop. */
export interface RunEnd {
  readonly reason: "finished" | "early-stopped" | "stopped";
  readonly rounds: number;
  /** The best validation round (0 = the constant model), or null where no validation rows were watched. */
  readonly bestRound: number | null;
  readonly keptRounds: number;
  readonly milliseconds: { readonly bin: number; readonly train: number };
  /** Where rows were kept aside for calibration. */
  readonly conformal?: Conformal;
  /** Where the newest rows test as well: intervals that learn while time goes on. */
  readonly onlineConformal?: OnlineConformal;
}
