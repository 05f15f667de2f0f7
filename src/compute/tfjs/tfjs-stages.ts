import { tensor2d } from "@tensorflow/tfjs-core";
import type { NetStages, StageRows } from "../net-stages.ts";
import { correctOnTensors } from "./correct-stage.ts";
import { fitOnTensors } from "./fit-stage.ts";
import type { Device } from "./stage-loop.ts";

/** Stages over rows that go to the device once. */
export function openTfjsStages({ inputs, rowCount, columnCount }: StageRows, device: Device): NetStages {
  const placed = tensor2d(inputs, [rowCount, columnCount]);
  return {
    fit: (stage) => fitOnTensors(stage, placed, device),
    correct: (stage) => correctOnTensors(stage, placed, device),
    dispose: () => placed.dispose(),
  };
}
