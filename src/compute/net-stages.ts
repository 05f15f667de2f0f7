import type { Host } from "../core/host.ts";
import type { BackendAttempt } from "./attempts.ts";
import type { Activation } from "./net-kernel.ts";

/** A library of tensors, and what it computes with. */
export type TensorLibraryId = "tfjs-webgpu" | "tfjs-wasm" | "tfjs-cpu";

/** Rules that run on tensors; those of all other optimisers step beside the device, on gradients that are read from it. */
export const tensorOptimisers = ["sgd", "adam", "adamw", "amsgrad"] as const;
export type TensorOptimiser = (typeof tensorOptimisers)[number];

/** Losses that run on tensors, by the names of their gradient kernels. */
export const tensorLosses = ["squared", "squared-targets", "logistic", "softmax"] as const;

/** Where a layer's tensors stand in the flat lists of a net; -1 = it has none. Weights: row = input, column = unit. */
export interface StageLayer {
  readonly from: number;
  readonly to: number;
  /** Of the batch norm, followed by its shift. */
  readonly scale: number;
  readonly shift: number;
  readonly weights: number;
  readonly bias: number;
  /** In the statistics. */
  readonly mean: number;
  readonly variance: number;
}

/** Vectors of categories, entries x size, in the flat list: the last inputs of the first layer are their coordinates. */
export interface StageEmbedding {
  readonly entries: number;
  readonly size: number;
  readonly at: number;
}

export interface StageState {
  readonly parameters: Float32Array;
  readonly statistics: Float32Array;
}

/** A net as a stage begins. */
export interface StageNet extends StageState {
  /** Its last so many inputs are the sums of the last hidden layer of the net before. */
  readonly handedOn: number;
  /** Hidden layers, then the output layer. */
  readonly layers: readonly StageLayer[];
  /** Behind the layers in the flat list, one after the other; the entries are the last columns of the rows. */
  readonly embeddings: readonly StageEmbedding[];
  /** Behind the sums of each hidden layer. */
  readonly activations: readonly Activation[];
}

export interface DeviceRule {
  readonly kind: "device";
  readonly optimiser: TensorOptimiser;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly momentum: number;
}

/** A rule over numbers: each step waits for the device. */
export interface HostRule {
  readonly kind: "host";
  /** Changes `parameters` in place, and may use `gradient` as scratch. */
  step(parameters: Float32Array, gradient: Float32Array, loss: number): void;
  /** Mean loss of a batch from its outputs, or from the sum of all nets' without their base; rows x outputs. */
  lossOf(rows: Uint32Array, scores: Float32Array): number;
}

/** Factors of a layer's answers, rows x units, in a step of the net at `net` in the stage. */
export type StageMasks = (at: {
  readonly step: number;
  readonly net: number;
  readonly layer: number;
  readonly rows: number;
}) => Float32Array;

/** What both kinds of a stage ask for. */
export interface StageSteps {
  /** Rows of each step. */
  readonly batches: Iterable<Uint32Array>;
  readonly rule: DeviceRule | HostRule;
  /** Dropout of hidden layers but the last; null = none. */
  readonly masks: StageMasks | null;
  /** Share of a batch in running means and variances. */
  readonly momentumAt: (step: number) => number;
  readonly host: Host;
}

/** One net, whose outputs f get the gradient (slope f + offset) / rows of the batch. */
export interface FitStage extends StageSteps {
  readonly net: StageNet;
  /** What the net before hands on, all rows x `handedOn`; null = nothing. */
  readonly before: Float32Array | null;
  /** All rows x outputs. */
  readonly slope: Float32Array;
  readonly offset: Float32Array;
}

/** All nets on the loss of base + scale x sum of weight x output. */
export interface CorrectStage extends StageSteps {
  readonly nets: readonly StageNet[];
  readonly weights: readonly number[];
  /** All nets have one weight, which is trained as well. */
  readonly learnsWeight: boolean;
  /** Gradients also go through what nets are handed. */
  readonly flows: boolean;
  readonly loss: StageLoss;
  readonly baseScores: Float64Array;
  readonly outputScale: number;
  /** Mean weight of a row. */
  readonly meanWeight: number;
}

/** As a gradient kernel reads it. */
export interface StageLoss {
  readonly name: string;
  readonly labels: Float32Array;
  readonly weights: Float32Array | null;
}

/** Stages over rows that stay with the library until `dispose`. Null = stopped. A failure rejects with any error. */
export interface NetStages {
  fit(stage: FitStage): Promise<StageState | null>;
  correct(
    stage: CorrectStage,
  ): Promise<{ readonly nets: readonly StageState[]; readonly weights: readonly number[] } | null>;
  dispose(): void;
}

export interface StageRows {
  /** Row-major, without padding: inputs, then the entry of each embedding. */
  readonly inputs: Float32Array;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** Computes in float32 as its host does: its bits hold for the same library, device and browser alone. */
export interface TensorLibrary {
  readonly id: TensorLibraryId;
  openStages(rows: StageRows): Promise<NetStages>;
  dispose(): void;
}

/** A library for one run, and where the run tells what became of it. */
export interface OfferedTensors {
  readonly library: TensorLibrary;
  note(change: Partial<Pick<BackendAttempt, "outcome" | "reason" | "stageMs">>): void;
  /** It failed: whoever comes later needs a new one. */
  forget(): void;
}
