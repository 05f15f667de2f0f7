export { binColumn8, binColumn16 } from "./bin";
export { logisticGradients, softmaxGradients } from "./gradients";
export {
  gatherPacked,
  gatherWide,
  packedColumn8,
  packedColumn16,
  packedColumns8x4,
  packedEight,
  wideEight,
  packedColumns16x4,
  spreadPacked,
  spreadWide,
  subtractPacked,
  subtractWide,
  wideColumn8,
  wideColumn16,
} from "./histogram";
export { splitRows8, splitRows16, spreadValue } from "./partition";
export { countExponents, quantisePacked, quantiseWide } from "./quantise";
export { resetBest, scanPacked, scanWide, setNode, setRule, writeBest } from "./scan";
export { sketchColumn } from "./sketch";
