import type { Quantisation } from "../compute/quantisation.ts";
import type { WeightedLearner } from "./learners/learner.ts";

/** What a round drew at random. May be given, for tests and continuation. */
export interface RoundDraws {
  /** Share of rows that took part; 1 = all. */
  readonly rowCount: number;
  /** Feature indices offered to each learner of the round, absent = all. */
  readonly features?: readonly (readonly number[])[];
  /** Index of rounds whose learners were dropped (DART). */
  readonly droppedRounds?: readonly number[];
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
  /** One for each learner. */
  readonly quantisation: readonly Quantisation[];
}
