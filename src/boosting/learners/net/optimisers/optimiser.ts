/** A net's numbers in one flat list. Nets are float32; a list of doubles shows a rule's own digits. */
export type FlatList = Float32Array | Float64Array;

/** Where a tensor of the net stands in the flat list of its parameters, row by row; a vector has one row. */
export interface TensorShape {
  readonly at: number;
  readonly rows: number;
  readonly columns: number;
}

export interface OptimiserSettings {
  /** Not read by those that have no rate of their own. */
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Of plain SGD alone, whose usual 0.9 it replaces. The others keep their authors' decay rates. */
  readonly momentum?: number;
}

/** One training of one net: the rule with its memory of the gradients that it has seen. */
export interface OptimiserRun {
  /**
   * One step: changes `weights` in place, and may use `gradient` as scratch. `gradient` is that of the minibatch's mean
   * loss and `loss` that mean itself, which only Polyak steps read. A weight of 0 whose gradient is always 0 stays 0.
   */
  step(weights: FlatList, gradient: FlatList, loss: number): void;
}

/** A rule that turns gradients into steps, as data about itself plus its start. */
export interface Optimiser {
  readonly id: string;
  readonly label: string;
  /** Where the rule is from. */
  readonly source: string;
  /** The learning rate that its authors take or advise; null = its steps have a length of their own. */
  readonly defaultRate: number | null;
  /**
   * Coupled: decay x weight is added to the gradient, so that it passes through the rule's averages. Decoupled: the
   * weights shrink by step length x decay beside the rule (Loshchilov and Hutter 2019).
   */
  readonly decay: "coupled" | "decoupled";
  /** `shapes` cover the flat list without gaps, in order. */
  start(shapes: readonly TensorShape[], settings: OptimiserSettings): OptimiserRun;
}
