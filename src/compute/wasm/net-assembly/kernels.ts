// What nets spend their time with: src/compute/js/net-kernel.ts with its order of sums, so with its bits. Addresses are
// in bytes, strides in cells, and widths multiples of 4.

export { activate, activateBack } from "./activations";
export { affine } from "./affine";
export { addCells, addSlopes } from "./cells";
export { entries } from "./entries";
export { gather } from "./gather";
export { moments } from "./moments";
export { affineOne, outerSumsOne } from "./one-column";
export { outerSums } from "./outer-sums";
