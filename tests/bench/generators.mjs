import { writeMatrix } from "./matrix-file.mjs";
import { randomNumbers } from "./random-numbers.mjs";

/**
 * What is trained: files of raw numbers, the same for every engine.
 * @typedef {import("./matrix-file.mjs").MatrixFile} MatrixFile
 * @typedef {"regression" | "binary" | "multiclass"} Kind
 * @typedef {{ name: string, kind: Kind, classes: number, train: MatrixFile, test: MatrixFile }} Task
 */

const COVER_WEIGHTS = [1.2, 1.4, -0.8, -1.6, -1.3, -0.9, -1.1];

/** Every formula gives the features of one row and its target. */
const formulas = {
  /** Two classes from linear terms, two products, a wave and a fold. */
  binary: (features) => {
    const random = randomNumbers(2024);
    const slopes = Array.from(
      { length: features },
      () => random.normal() * Math.min(0.35, 1 / features ** 0.5),
    );
    return () => {
      const x = Array.from({ length: features }, () => random.normal());
      const linear = x.reduce((sum, value, i) => sum + slopes[i] * value, 0);
      const bent = x[0] * x[1] + 0.8 * x[2] * x[3] + Math.sin(3 * x[4]) + Math.abs(x[5]) - 0.8;
      return [...x, random.uniform() < 1 / (1 + Math.exp(-1.4 * (linear + bent))) ? 1 : 0];
    };
  },
  /** The same, three values in ten unknown. */
  missing: (features) => {
    const random = randomNumbers(77);
    const nextRow = formulas.binary(features);
    return () => nextRow().map((value, i) => (i < features && random.uniform() < 0.3 ? Number.NaN : value));
  },
  /** Friedman's first function, noise of deviation 1. */
  friedman: (features) => {
    const random = randomNumbers(7);
    return () => {
      const x = Array.from({ length: features }, () => random.uniform());
      const bow = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) ** 2;
      return [...x, bow + 10 * x[3] + 5 * x[4] + random.normal()];
    };
  },
  /** Ten rounded measures, one of 4 areas and one of 40 soils as columns of 0 and 1; seven classes, some rare. */
  cover: () => {
    const random = randomNumbers(99);
    const slopes = COVER_WEIGHTS.map(() => Array.from({ length: 10 }, () => random.normal()));
    const soils = COVER_WEIGHTS.map(() => Array.from({ length: 44 }, () => 0.8 * random.normal()));
    return () => {
      const z = Array.from({ length: 10 }, () => random.normal());
      const area = Math.floor(4 * random.uniform() ** 2);
      const soil = Math.floor(40 * random.uniform() ** 2);
      const scores = COVER_WEIGHTS.map((start, k) => {
        const measures = z.reduce(
          (sum, value, i) => sum + slopes[k][i] * value * (i % 3 === 0 ? z[(i + 1) % 10] : 1),
          0,
        );
        return 2 * start + measures + soils[k][area] + soils[k][4 + soil] + 0.7 * random.gumbel();
      });
      const hot = Array.from({ length: 44 }, (_, i) => Number(i === area || i === 4 + soil));
      return [...z.map((value) => Math.round(200 * value)), ...hot, scores.indexOf(Math.max(...scores))];
    };
  },
};

/** Names of `--tasks`. */
export const taskForms = {
  "binary-100k": {
    kind: "binary",
    classes: 2,
    formula: "binary",
    rows: 100_000,
    testRows: 20_000,
    features: 28,
  },
  "regression-20k": {
    kind: "regression",
    classes: 0,
    formula: "friedman",
    rows: 20_000,
    testRows: 10_000,
    features: 8,
  },
  "classes-50k": {
    kind: "multiclass",
    classes: 7,
    formula: "cover",
    rows: 50_000,
    testRows: 20_000,
    features: 54,
  },
  "binary-1m": {
    kind: "binary",
    classes: 2,
    formula: "binary",
    rows: 1_000_000,
    testRows: 50_000,
    features: 28,
  },
  "wide-5k": {
    kind: "binary",
    classes: 2,
    formula: "binary",
    rows: 5_000,
    testRows: 5_000,
    features: 1_000,
  },
  "missing-100k": {
    kind: "binary",
    classes: 2,
    formula: "missing",
    rows: 100_000,
    testRows: 20_000,
    features: 28,
  },
  "predict-1m": {
    kind: "binary",
    classes: 2,
    formula: "binary",
    rows: 20_000,
    testRows: 1_000_000,
    features: 28,
  },
  "binary-2k": { kind: "binary", classes: 2, formula: "binary", rows: 2_000, testRows: 10_000, features: 10 },
};

/** @param {string} name @param {string} folder @returns {Task} */
export const makeTask = (name, folder) => makeTaskOf(name, taskForms[name], folder);

/** @param {string} name @param {(typeof taskForms)["binary-2k"]} form @param {string} folder @returns {Task} */
export function makeTaskOf(name, { kind, classes, formula, rows, testRows, features }, folder) {
  const nextRow = formulas[formula](features);
  const part = (/** @type {string} */ set, /** @type {number} */ count) => {
    const columns = Array.from({ length: features + 1 }, () => new Float32Array(count));
    for (let row = 0; row < count; row++) {
      nextRow().forEach((value, i) => {
        columns[i][row] = value;
      });
    }
    return writeMatrix(`${folder}/${name}-${set}.f32`, columns);
  };
  return { name, kind, classes, train: part("train", rows), test: part("test", testRows) };
}
