import type { Task } from "../core/task.ts";

/** What a model's raw scores mean, and how they become predictions. Part of the model file. */
export interface ModelOutputs {
  readonly kind: "point" | "classes" | "distribution" | "joint";
  readonly task: Task;
  /** Columns of the raw scores. */
  readonly scoreCount: number;
  /** baseline-softmax: softmax with a raw score of 0 for the first class, which has no column. */
  readonly link: "identity" | "logistic" | "softmax" | "baseline-softmax" | "distribution" | "joint";
  readonly classNames?: readonly string[];
  /** Several targets: their names, one a raw score where these are no parameters of a joint distribution. */
  readonly outputNames?: readonly string[];
  /** Id in the list of distributions. */
  readonly distribution?: string;
}

/** Predictions on the scale of the target, for metrics, files and pictures. */
export type Predictions =
  | {
      readonly kind: "point";
      readonly rowCount: number;
      /** Targets; absent = 1. */
      readonly outputCount?: number;
      /** rowCount x outputCount, row-major. */
      readonly point: Float64Array;
    }
  | {
      readonly kind: "classes";
      readonly rowCount: number;
      readonly classCount: number;
      /** rowCount x classCount, row-major; two columns for a binary task, the last is the positive class. */
      readonly probabilities: Float64Array;
    }
  | {
      readonly kind: "distribution";
      readonly rowCount: number;
      readonly distribution: string;
      /** Internal, unconstrained parameters: rowCount x parameterCount, row-major. */
      readonly parameters: Float64Array;
      readonly parameterCount: number;
      /** The distribution's mean, or its median where it has no finite one. */
      readonly point: Float64Array;
    }
  | {
      /** One distribution of all targets a row. */
      readonly kind: "joint";
      readonly rowCount: number;
      /** Targets. */
      readonly outputCount: number;
      readonly distribution: string;
      /** Internal, unconstrained parameters: rowCount x parameterCount, row-major. */
      readonly parameters: Float64Array;
      readonly parameterCount: number;
      /** Means, rowCount x outputCount, row-major. */
      readonly point: Float64Array;
    };
