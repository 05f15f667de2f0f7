import type { BinnedMatrix, NodeTask, SplitCandidate, SplitRule } from "../backend.ts";
import type { Quantisation } from "../quantisation.ts";
import { candidateOf, emptyBest, nodeScanOf } from "./candidate.ts";
import type { Histogram } from "./histogram.ts";
import { scanOneHot, scanPartition } from "./scan-categorical.ts";
import { type BestSplit, type NodeScan, scanNumeric } from "./scan-numeric.ts";

export interface ScanInput {
  readonly matrix: BinnedMatrix;
  readonly histogram: Histogram;
  readonly quantisation: Quantisation;
  readonly task: NodeTask;
  readonly rule: SplitRule;
}

/** The best split of a node over the offered features; feature -1 when none is allowed. */
export function scanNode({ matrix, histogram, quantisation, task, rule }: ScanInput): SplitCandidate {
  const scan: NodeScan = { ...nodeScanOf(task, quantisation, rule), histogram };
  const best = emptyBest();
  const count = task.features === null ? matrix.featureCount : task.features.length;
  for (let j = 0; j < count; j++) {
    const feature = task.features === null ? j : task.features[j]!;
    const first = matrix.histogramOffsets[feature]!;
    if (matrix.cuts.categorical[feature] === 1) scanCategorical(matrix, scan, feature, first, best);
    else scanNumeric(scan, slotsOf(matrix, feature, first), best);
  }
  return candidateOf(matrix, task, best);
}

function slotsOf(matrix: BinnedMatrix, feature: number, first: number) {
  const binCount = matrix.cuts.binCounts[feature]!;
  return { feature, first, binCount, hasMissing: matrix.hasMissing[feature] === 1 };
}

/** `first`: the feature's first slot in the scan's histogram. */
export function scanCategorical(
  matrix: BinnedMatrix,
  scan: NodeScan,
  feature: number,
  first: number,
  best: BestSplit,
): void {
  const slots = slotsOf(matrix, feature, first);
  if (slots.binCount < scan.rule.maxCatToOnehot) scanOneHot(scan, slots, best);
  else scanPartition(scan, slots, best);
}
