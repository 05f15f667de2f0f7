import { type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import type { StageNet, StageSteps } from "../net-stages.ts";

interface MaskedPass {
  readonly net: StageNet;
  /** Steps before this one. */
  readonly at: number;
  /** Place of the net in its stage. */
  readonly which: number;
  readonly rows: number;
}

/** Masks of one net in one step, drawn by the host's own random numbers and sent to the device; null = no dropout. */
export function masksOf(
  { masks }: Pick<StageSteps, "masks">,
  { net, at, which, rows }: MaskedPass,
): ((layer: number) => Tensor) | null {
  if (masks === null) return null;
  return (layer) => tensor2d(masks({ step: at, net: which, layer, rows }), [rows, net.layers[layer]!.to]);
}
