import type { ParamValues } from "../core/params.ts";
import type { Task } from "../core/task.ts";
import type { Encoder } from "../data/encoder.ts";
import type { InputLayer } from "./learners/net/input-layer.ts";
import type { ModelOutputs } from "./outputs.ts";
import type { RoundRecord } from "./round-record.ts";

/** All of a model that is not a round. Plain data: it is part of the hashed model file. */
export interface ModelHeader {
  readonly format: "boosting-lab-model";
  readonly version: 1;
  readonly numerics: 1;
  readonly engine: string;
  readonly task: Task;
  /** Either the objective or the distribution and score. */
  readonly loss: { readonly objective: string } | { readonly distribution: string; readonly score: string };
  /** Resolved parameter values, defaults included. */
  readonly values: ParamValues;
  readonly outputs: ModelOutputs;
  /** Raw scores of round 0, one per output. */
  readonly baseScores: readonly number[];
  readonly encoder: Encoder;
  /** How nets see rows; absent where learners take features as they are. */
  readonly inputs?: InputLayer;
  /** Of a stack: what its members have of their own. Absent = it is no stack. */
  readonly members?: readonly MemberHeader[];
}

/** A member of a stack: all of its header that is not the stack's. */
export type MemberHeader = Pick<
  ModelHeader,
  "engine" | "loss" | "values" | "outputs" | "baseScores" | "inputs"
>;

/** A trained model as data: everything prediction needs. */
export interface ModelContent {
  readonly header: ModelHeader;
  readonly rounds: readonly RoundRecord[];
  /** Rounds kept for prediction: the best validation round with early stopping, else all. */
  readonly keptRounds: number;
}
