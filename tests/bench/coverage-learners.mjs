import { exp } from "../../src/core/elementary-functions.ts";
import { normalQuantile } from "../../src/core/normal-distribution.ts";

/** Inputs are independent standard normals, so the risk of a line is known without a test set. */
export const INPUTS = 10;

/** A number that is never 0, for quantiles. */
export const open = (uniform) => uniform + 5.551115123125783e-17;
export const normalOf = (uniform) => normalQuantile(open(uniform));

/**
 * Rows of a known law: `mean` of ten standard normal inputs, and noise.
 * @param {{ uniform(a: number, b?: number, c?: number): number }} random
 */
export function drawTable(random, set, count, { mean, noise }) {
  const inputs = Array.from({ length: count }, (_, row) =>
    Float64Array.from({ length: INPUTS }, (_unused, column) => normalOf(random.uniform(set, row, column))),
  );
  const target = Float64Array.from(
    inputs,
    (row, i) => mean(row) + noise * normalOf(random.uniform(set, i, INPUTS)),
  );
  return { inputs, target };
}

/** A line through 0 and given columns by least squares. Returns all ten coefficients. */
export function fitLine({ inputs, target }, rows, columns) {
  const size = columns.length;
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  const right = new Float64Array(size);
  for (const row of rows) {
    const values = inputs[row];
    for (let i = 0; i < size; i++) {
      const value = values[columns[i]];
      right[i] += value * target[row];
      for (let j = 0; j <= i; j++) matrix[i][j] += value * values[columns[j]];
    }
  }
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) matrix[j][j] -= matrix[j][k] * matrix[j][k];
    matrix[j][j] = Math.sqrt(matrix[j][j]);
    for (let i = j + 1; i < size; i++) {
      for (let k = 0; k < j; k++) matrix[i][j] -= matrix[i][k] * matrix[j][k];
      matrix[i][j] /= matrix[j][j];
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) right[i] -= matrix[i][k] * right[k];
    right[i] /= matrix[i][i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) right[i] -= matrix[k][i] * right[k];
    right[i] /= matrix[i][i];
  }
  const coefficients = new Float64Array(INPUTS);
  columns.forEach((column, i) => {
    coefficients[column] = right[i];
  });
  return coefficients;
}

export const lineValue = (coefficients, values) => {
  let sum = 0;
  for (let i = 0; i < INPUTS; i++) sum += coefficients[i] * values[i];
  return sum;
};

/** Expected squared error on a new row, where the mean is a line itself. */
export function lineRisk(coefficients, truth, noise) {
  let sum = noise * noise;
  for (let i = 0; i < INPUTS; i++) sum += (coefficients[i] - truth[i]) * (coefficients[i] - truth[i]);
  return sum;
}

/** The mean target of the nearest rows, by the distance over given columns. */
export function neighbourValue({ inputs, target }, rows, values, { columns, neighbours }) {
  const distances = new Float64Array(neighbours).fill(Number.POSITIVE_INFINITY);
  const nearest = new Int32Array(neighbours);
  for (const row of rows) {
    let distance = 0;
    for (const column of columns) {
      const step = inputs[row][column] - values[column];
      distance += step * step;
    }
    if (distance >= distances[neighbours - 1]) continue;
    let place = neighbours - 1;
    while (place > 0 && distances[place - 1] > distance) {
      distances[place] = distances[place - 1];
      nearest[place] = nearest[place - 1];
      place--;
    }
    distances[place] = distance;
    nearest[place] = row;
  }
  let sum = 0;
  for (const row of nearest) sum += target[row];
  return sum / neighbours;
}

/** A smooth hill, the same along each column. */
export const hills = (columns) => (values) =>
  columns.reduce((sum, column) => sum + 2 * exp(-values[column] * values[column]), 0);

/** All numbers below `count` in an order of this draw. */
export function shuffled(random, a, b, count) {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(random.uniform(a, b, i) * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}
