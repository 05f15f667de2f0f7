/** intercept + coefficients . inputs, over the columns of the model's input layer. */
export interface LinearModel {
  readonly intercept: number;
  /** One for each input column; 0 where the column was not offered. */
  readonly coefficients: Float64Array;
}
