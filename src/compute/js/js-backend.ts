import { LabError } from "../../core/errors.ts";
import type { Backend, TrainingSize } from "../backend.ts";
import { binMatrix } from "./bin-matrix.ts";
import { createJsNetKernel } from "./net-kernel.ts";
import { createTreeGrowth } from "./tree-growth.ts";

/** The longest typed array that every host gives; the binned matrix is one array. */
const MOST_CELLS = 4_294_967_295;

function checkCells({ rowCount, featureCount }: TrainingSize): void {
  const cells = rowCount * featureCount;
  if (cells <= MOST_CELLS) return;
  throw new LabError(
    "backend.unavailable",
    `${rowCount} rows x ${featureCount} columns are more cells than one training can hold (${MOST_CELLS}). Nothing was started; use fewer rows or leave columns out.`,
    { cells, most: MOST_CELLS },
  );
}

/** Plain JavaScript, one thread: runs everywhere and specifies what every other backend must compute. */
export const jsBackend: Backend = {
  id: "js",
  threads: 1,
  checkRoom: checkCells,
  bin: (features, rowCount, cuts) => binMatrix(features, rowCount, cuts),
  openTreeGrowth: createTreeGrowth,
  sketch: () => null,
  openGradients: () => null,
  openScores: () => null,
  openNetKernel: createJsNetKernel,
  openScoringNets: createJsNetKernel,
  walk: () => false,
  dispose: () => undefined,
};
