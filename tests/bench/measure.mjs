import { readColumns } from "./matrix-file.mjs";

/**
 * Test metrics from raw scores (rows x scores of a row), the first one leads. Computed from margins, so that no
 * engine's rounding of probabilities counts.
 * @param {import("./generators.mjs").Task} task
 * @param {Float32Array} margins
 * @returns {Record<string, number>}
 */
export function measure({ kind, test }, margins) {
  const labels = readColumns(test)[test.features];
  if (kind === "regression") {
    return { rmse: Math.sqrt(mean(labels, (label, row) => (label - margins[row]) ** 2)) };
  }
  if (kind === "binary") {
    const logloss = mean(labels, (label, row) => softplus(label === 1 ? -margins[row] : margins[row]));
    return { auc: areaUnderCurve(labels, margins), logloss };
  }
  const classes = margins.length / labels.length;
  return {
    mlogloss: mean(labels, (label, row) => {
      const own = margins.subarray(row * classes, (row + 1) * classes);
      const most = Math.max(...own);
      return most + Math.log(own.reduce((sum, margin) => sum + Math.exp(margin - most), 0)) - own[label];
    }),
  };
}

/** @param {Float64Array} labels @param {(label: number, row: number) => number} loss */
function mean(labels, loss) {
  return labels.reduce((sum, label, row) => sum + loss(label, row), 0) / labels.length;
}

/** log(1 + exp(x)) without overflow. @param {number} x */
function softplus(x) {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Share of pairs in the right order; ties count half. @param {Float64Array} labels @param {Float32Array} margins */
function areaUnderCurve(labels, margins) {
  const order = Array.from(labels.keys()).sort(
    (left, right) => margins[left] - margins[right] || left - right,
  );
  let negatives = 0;
  let positives = 0;
  let ordered = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    let tiedPositives = 0;
    while (to < order.length && margins[order[to]] === margins[order[from]])
      tiedPositives += labels[order[to++]];
    const tiedNegatives = to - from - tiedPositives;
    ordered += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    from = to;
  }
  return ordered / (positives * negatives);
}
