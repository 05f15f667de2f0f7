/** Rows whose predicted probability lies in one tenth. */
export interface CalibrationBin {
  readonly count: number;
  /** Mean predicted probability; NaN when empty. */
  readonly predicted: number;
  /** Share of the rows for which it came true. */
  readonly observed: number;
  /** Wilson's 95 % interval of that share. */
  readonly low: number;
  readonly high: number;
}

export const CALIBRATION_BINS = 10;
/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

export function binOf(probability: number): number {
  return Math.min(CALIBRATION_BINS - 1, Math.max(0, Math.floor(probability * CALIBRATION_BINS)));
}

/** Equal tenths of the predicted probability. */
export function calibrationBins(
  probability: ArrayLike<number>,
  cameTrue: (row: number) => boolean,
  rows: ArrayLike<number>,
): CalibrationBin[] {
  const counts = new Float64Array(CALIBRATION_BINS);
  const sums = new Float64Array(CALIBRATION_BINS);
  const hits = new Float64Array(CALIBRATION_BINS);
  for (let n = 0; n < rows.length; n++) {
    const bin = binOf(probability[rows[n]]);
    counts[bin]++;
    sums[bin] += probability[rows[n]];
    if (cameTrue(rows[n])) hits[bin]++;
  }
  return Array.from(counts, (count, bin) => ({
    count,
    predicted: sums[bin] / count,
    observed: hits[bin] / count,
    ...wilson(hits[bin], count),
  }));
}

/** Wilson (1927): an interval for a share that stays inside 0 and 1. */
function wilson(hits: number, count: number): { readonly low: number; readonly high: number } {
  const share = hits / count;
  const scale = 1 + Z ** 2 / count;
  const middle = (share + Z ** 2 / (2 * count)) / scale;
  const half = (Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2))) / scale;
  return { low: middle - half, high: middle + half };
}

/** Expected calibration error: the distance of predicted and observed, weighted by rows. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  return bins.reduce(
    (sum, bin) =>
      bin.count === 0 ? sum : sum + (bin.count / total) * Math.abs(bin.predicted - bin.observed),
    0,
  );
}

/** Probability integral transforms by tenths, as densities: all 1 when the distributions are right. */
export interface PitHistogram {
  readonly counts: readonly number[];
  readonly densities: readonly number[];
  /** Where 95 % of the bars of right distributions lie. */
  readonly low: number;
  readonly high: number;
}

export function pitHistogram(pit: readonly number[]): PitHistogram {
  const counts = new Float64Array(CALIBRATION_BINS);
  for (const value of pit) counts[binOf(value)]++;
  const expected = pit.length / CALIBRATION_BINS;
  const spread = Z * Math.sqrt(expected * (1 - 1 / CALIBRATION_BINS));
  return {
    counts: Array.from(counts),
    densities: Array.from(counts, (count) => count / expected),
    low: Math.max(0, (expected - spread) / expected),
    high: (expected + spread) / expected,
  };
}

/** Share of rows inside the middle `nominal` of their predicted distribution. */
export function coverageAt(pit: readonly number[], nominal: number): number {
  return pit.filter((value) => Math.abs(2 * value - 1) <= nominal).length / pit.length;
}
