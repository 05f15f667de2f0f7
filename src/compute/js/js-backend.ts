import type { Backend } from "../backend.ts";
import { binMatrix } from "./bin-matrix.ts";
import { createTreeGrowth } from "./tree-growth.ts";

/** Plain JavaScript, one thread: runs everywhere and specifies what every other backend must compute. */
export const jsBackend: Backend = {
  id: "js",
  threads: 1,
  bin: (features, rowCount, cuts) => binMatrix(features, rowCount, cuts),
  openTreeGrowth: createTreeGrowth,
  openSketch: () => null,
  openGradients: () => null,
};
