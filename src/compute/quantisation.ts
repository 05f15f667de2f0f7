/** How gradients became integers in a round; decided from counts alone, so equal on every backend. */
export interface Quantisation {
  readonly layout: "packed" | "wide";
  /** Integer = round(value * 2^exponent). */
  readonly gradientExponent: number;
  readonly hessianExponent: number;
}
