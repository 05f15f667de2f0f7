/** What the compiled module exports; pointers are byte offsets, sums and scales doubles. See assembly/. */
export interface WasmKernels {
  sketchColumn(
    values: number,
    count: number,
    limit: number,
    keep: number,
    out: number,
    work: number,
    levels: number,
    levelCounts: number,
    queue: number,
    other: number,
    counts: number,
  ): number;
  binColumn8: BinColumn;
  binColumn16: BinColumn;
  logisticGradients(
    scores: number,
    labels: number,
    weights: number,
    count: number,
    gradient: number,
    hessian: number,
  ): void;
  softmaxGradients(
    scores: number,
    labels: number,
    weights: number,
    count: number,
    classes: number,
    gradient: number,
    hessian: number,
    row: number,
  ): void;
  countExponents(values: number, sampled: number, count: number, counts: number): void;
  quantisePacked: Quantise;
  quantiseWide: Quantise;
  gatherPacked(pairs: number, rows: number, count: number, out: number): void;
  gatherWide(pairs: number, rows: number, count: number, out: number): void;
  packedColumns8x4: FourColumns;
  packedColumns16x4: FourColumns;
  packedEight: OneColumn;
  wideEight: OneColumn;
  packedColumn8: OneColumn;
  packedColumn16: OneColumn;
  wideColumn8: OneColumn;
  wideColumn16: OneColumn;
  spreadPacked: SpreadBundle;
  spreadWide: SpreadBundle;
  subtractPacked(parent: number, child: number, bytes: number): void;
  subtractWide(parent: number, child: number, bytes: number): void;
  splitRows8: SplitRows;
  splitRows16: SplitRows;
  spreadValue(rows: number, count: number, value: number, out: number): void;
  setRule(lambda: number, alpha: number, minChildWeight: number, maxDeltaStep: number): void;
  setNode(gradient: number, hessian: number, gradientStep: number, hessianStep: number, gain: number): void;
  resetBest(gain: number): void;
  scanPacked: ScanColumns;
  scanWide: ScanColumns;
  writeBest(out: number): void;
}

type BinColumn = (
  values: number,
  count: number,
  cuts: number,
  half: number,
  binCount: number,
  out: number,
) => number;
type Quantise = (
  gradient: number,
  hessian: number,
  sampled: number,
  count: number,
  gradientScale: number,
  hessianScale: number,
  out: number,
  sum: number,
) => void;
type OneColumn = (column: number, rows: number, pairs: number, count: number, slots: number) => void;
type FourColumns = (
  columns: number,
  stride: number,
  rows: number,
  pairs: number,
  count: number,
  slots: number,
) => void;
type SpreadBundle = (
  bundle: number,
  slotCount: number,
  members: number,
  memberCount: number,
  histogram: number,
) => void;
type SplitRows = (column: number, rows: number, count: number, goesLeft: number, scratch: number) => number;
type ScanColumns = (histogram: number, layout: number, list: number, from: number, to: number) => void;
