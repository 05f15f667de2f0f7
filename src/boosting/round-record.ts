import type { Quantisation } from "../compute/quantisation.ts";
import type { WeightedLearner } from "./learners/learner.ts";
import type { NetState } from "./learners/net/net.ts";

/** What a round drew at random. May be given, for tests and continuation. */
export interface RoundDraws {
  /** Share of rows that took part; 1 = all. */
  readonly rowCount: number;
  /** Feature indices offered to each learner of the round, absent = all. */
  readonly features?: readonly (readonly number[])[];
  /** Index of rounds whose learners were dropped (DART). */
  readonly droppedRounds?: readonly number[];
}

/** A corrective step: all nets so far, trained together on the loss itself. */
export interface Correction {
  /** Mean loss of the training rows before the step and after it; null where the objective has only gradients. */
  readonly lossBefore: number | null;
  readonly lossAfter: number | null;
  /** The nets of rounds 1, 2, ... after the step, that of this round, the last one, included. */
  readonly nets: readonly NetState[];
}

/** A round of the model, immutable: together with the header it is the model. */
export interface RoundRecord {
  /** 1-based; round 0 is the constant model and has no record. */
  readonly round: number;
  readonly learners: readonly WeightedLearner[];
  /** NGBoost's rho (line search); 1 elsewhere. */
  readonly scale: number;
  /** New weights of all learners of an earlier round (DART). */
  readonly weightChanges: readonly { readonly round: number; readonly weight: number }[];
  readonly draws: RoundDraws;
  /** Rows whose metric was singular and got a ridge (NGBoost); absent = none. */
  readonly ridges?: number;
  /** What a corrective step made of the nets of all rounds so far (GrowNet); absent = there was none. */
  readonly correction?: Correction;
  /** One for each learner; empty where nothing is quantised. */
  readonly quantisation: readonly Quantisation[];
}
