import type { Dataset } from "../../../core/dataset.ts";
import { type InputLayer, inputReader } from "../net/input-layer.ts";
import type { LinearModel } from "./linear-model.ts";

/** Rows as a linear model sees them: one float64 list of all rows for each input column. */
export type LinearInputs = readonly Float64Array[];

export function linearInputs(
  { columns, clip }: InputLayer,
  { features, rowCount }: Pick<Dataset, "features" | "rowCount">,
): LinearInputs {
  return columns.map((input) => {
    const read = inputReader(input, features[input.feature]!, clip);
    const values = new Float64Array(rowCount);
    for (let row = 0; row < rowCount; row++) values[row] = read(row);
    return values;
  });
}

/**
 * The model's output at every row, rounded to float32 as leaves of trees are: the intercept, then the columns in order.
 * `sums` is room for one number a row. Training and prediction share it, so their bits agree.
 */
export function linearOutputs(
  { intercept, coefficients }: LinearModel,
  inputs: LinearInputs,
  out: Float32Array,
  sums: Float64Array,
): void {
  sums.fill(intercept);
  for (let j = 0; j < coefficients.length; j++) {
    const coefficient = coefficients[j]!;
    const column = inputs[j]!;
    if (coefficient === 0) continue;
    for (let row = 0; row < sums.length; row++) sums[row]! += coefficient * column[row]!;
  }
  out.set(sums);
}
