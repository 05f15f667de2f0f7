import type { Backend, BinnedMatrix } from "../../../compute/backend.ts";
import type { Dataset } from "../../../core/dataset.ts";
import { createWeakMemo } from "../../../core/weak-memo.ts";
import { type CutRequest, quantileCuts } from "./quantile-cuts.ts";

/** Columns in bins, and what is to be said about them. */
export interface BinnedColumns {
  readonly matrix: BinnedMatrix;
  readonly notes: readonly string[];
}

/** How columns are binned, beside the rows themselves. */
export type Binning = Pick<CutRequest, "maxBin" | "placement" | "method" | "seed" | "given">;

const remember = createWeakMemo<Dataset, BinnedColumns>(({ matrix }) => matrix);

/** Bins of the training rows: one copy for all living trainings of a data set that bin alike. */
export function binnedColumns(data: Dataset, backend: Backend, binning: Binning): Promise<BinnedColumns> {
  const { maxBin, placement, method, seed, given } = binning;
  const make = () => bin(data, backend, binning);
  if (given !== undefined) return make();
  return remember(data, [maxBin, placement, method, seed].join(" "), make);
}

async function bin(data: Dataset, backend: Backend, binning: Binning): Promise<BinnedColumns> {
  const { features, weights, rowCount } = data;
  const { cuts, notes } = await quantileCuts({ ...binning, features, weights, backend });
  return { matrix: await backend.bin(features, rowCount, cuts), notes };
}
