import type { Target } from "../../core/dataset.ts";
import type { Param, ParamValues } from "../../core/params.ts";
import type { Task } from "../../core/task.ts";
import type { ModelOutputs } from "../outputs.ts";
import type { GradientPairs } from "../raw-scores.ts";

/** A differentiable loss as data about itself plus functions. Nobody asks which one it is, but what it can do. */
export interface Objective {
  /** XGBoost's id. */
  readonly id: string;
  readonly version: number;
  readonly label: string;
  readonly tasks: readonly Task[];
  readonly params: readonly Param[];
  readonly hessian: "exact" | "upper-bound" | "other";
  readonly constantHessian: boolean;
  readonly refitsLeaves: boolean;
  /** Defaults of tree parameters that this objective needs (Poisson: max_delta_step). */
  readonly treeDefaults: ParamValues;
  /** Id in the list of metrics. */
  readonly defaultMetric: string;
  readonly link: ModelOutputs["link"];
  /** Raw score columns for so many classes (0 for numbers) and targets. */
  scoreCount(classCount: number, targetCount: number): number;
  /** The raw score for a prediction given by the user (`base_score`); throws spec.out-of-range. */
  baseScoreToMargin(baseScore: number): number;
  /** Fetches what `bind` is made of; awaited before the first one. Absent = it is at hand. */
  readonly load?: () => Promise<void>;
  /** Throws data.target-invalid when the labels are outside its domain. */
  bind(input: ObjectiveInput): BoundObjective;
}

export interface ObjectiveInput {
  readonly target: Target;
  readonly weights?: Float32Array;
  /** Of rankings: a number a row, equal within a query. Absent = all rows are one query. */
  readonly groups?: Uint32Array;
  /** Of objectives that draw. */
  readonly seed?: number;
  readonly scoreCount: number;
  readonly values: ParamValues;
}

export interface BoundObjective {
  /** What a backend's kernel needs to compute the same gradients, bit for bit; null = only `gradients` below. */
  readonly kernel: {
    readonly name: string;
    readonly labels: Float32Array;
    readonly weights: Float32Array | null;
  } | null;
  /** The constant raw scores that minimise the (weighted) loss, one per output. */
  initialScores(): Float64Array;
  /** Weighted mean loss; null where only gradients exist. `scores`: rowCount x scoreCount, row-major. */
  readonly loss: ((scores: Float32Array | Float64Array) => number) | null;
  /** Whole vectors, since ranking and Cox look across rows. Weights are already in them. */
  gradients(
    scores: Float32Array | Float64Array,
    context: { readonly round: number },
    out: GradientPairs,
  ): void;
}
