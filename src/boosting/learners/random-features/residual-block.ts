/** tanh(x W + b): a layer whose weights are drawn and never trained. */
export interface RandomFeatures {
  readonly inputs: number;
  readonly width: number;
  /** Row-major: row = input, column = feature. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/** The linear model on top of a representation: one raw score column per output. */
export interface TopModel {
  /** Row-major: row = column of the representation, column = output. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
}

/**
 * One layer of a residual network of random features (Zozoulenko, Cass and Salvi, "Random Feature Representation Boosting",
 * 2025): Phi + step(F(Phi, x)), where F are random features of the representation Phi and of the inputs x, and only
 * the linear step is fitted.
 */
export interface ResidualBlock {
  /** What makes the first representation of the inputs; null = they are it. Only the first block may have one. */
  readonly upscale: RandomFeatures | null;
  readonly ofRepresentation: RandomFeatures;
  readonly ofInputs: RandomFeatures | null;
  /** Both kinds of features are added, not put side by side. */
  readonly areAdded: boolean;
  /** Features x representation, row-major; boost rate and step length are in it. */
  readonly step: Float32Array;
  /** Added to the representation whatever the features. */
  readonly shift: Float32Array;
  /** Fitted to the representation after this block. */
  readonly top: TopModel;
}

/** Columns of the representation that a block works on. */
export function representationWidth({ ofRepresentation }: Pick<ResidualBlock, "ofRepresentation">): number {
  return ofRepresentation.inputs;
}

/** Features that a block's step is made of. */
export function featureCount({
  ofRepresentation,
  ofInputs,
  areAdded,
}: Pick<ResidualBlock, "ofRepresentation" | "ofInputs" | "areAdded">): number {
  return ofRepresentation.width + (areAdded || ofInputs === null ? 0 : ofInputs.width);
}
