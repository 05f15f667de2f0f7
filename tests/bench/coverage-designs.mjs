import { fitLine, hills, lineRisk, lineValue, neighbourValue, shuffled } from "./coverage-learners.mjs";

const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const FRONT = ALL.slice(0, 5);
const BACK = ALL.slice(5);

const EVEN = { truth: new Float64Array(10).fill(0.3), noise: 1 };
export const FADING = { truth: Float64Array.from(ALL, (i) => (i < 5 ? 0.5 : 0.12)), noise: 1 };
const lineLaw = ({ truth, noise }) => ({ mean: (values) => lineValue(truth, values), noise });
const hillLaw = { mean: hills([0, 1, 2, 3]), noise: 0.5 };

/** A model is squared errors of test rows after training on others. */
const line = (columns) => (table, train, test) => {
  const coefficients = fitLine(table, train, columns);
  return test.map((row) => (table.target[row] - lineValue(coefficients, table.inputs[row])) ** 2);
};
const neighbours = (how) => (table, train, test) =>
  test.map((row) => (table.target[row] - neighbourValue(table, train, table.inputs[row], how)) ** 2);

/** A line on half of the training rows, drawn by its seed. */
const halfLine =
  (which) =>
  (table, train, test, { random, set, repeat }) => {
    const order = shuffled(random.fork(`half ${which}`), set, repeat, train.length);
    const half = Array.from(order.subarray(0, train.length >> 1), (i) => train[i]);
    return line(ALL)(table, half, test);
  };

/**
 * Pairs of models. Where `isEven` the law is the same for both, so neither is better. Else the true difference is a mean
 * over training sets: of `exact`, the difference of risks in closed form, or without it of losses on fresh rows.
 */
export const DESIGNS = {
  "lines on inputs 1–5 and 6–10": {
    law: lineLaw(EVEN),
    first: line(FRONT),
    second: line(BACK),
    isEven: true,
  },
  "5 neighbours on inputs 1–2 and 3–4": {
    law: hillLaw,
    first: neighbours({ columns: [0, 1], neighbours: 5 }),
    second: neighbours({ columns: [2, 3], neighbours: 5 }),
    isEven: true,
  },
  "one learner, two seeds": { law: lineLaw(FADING), first: halfLine(1), second: halfLine(2), isEven: true },
  "lines on inputs 1–10 and 1–5": {
    law: lineLaw(FADING),
    first: line(ALL),
    second: line(FRONT),
    exact: (table, train) =>
      lineRisk(fitLine(table, train, ALL), FADING.truth, FADING.noise) -
      lineRisk(fitLine(table, train, FRONT), FADING.truth, FADING.noise),
  },
  "5 and 15 neighbours on inputs 1–4": {
    law: hillLaw,
    first: neighbours({ columns: [0, 1, 2, 3], neighbours: 5 }),
    second: neighbours({ columns: [0, 1, 2, 3], neighbours: 15 }),
  },
};
export const FADING_LAW = lineLaw(FADING);
export { ALL, FRONT };
