import { correctNets } from "./correct-nets.ts";
import { fitNet } from "./fit-net.ts";
import type { StageTrainer } from "./stage-trainer.ts";

/** By the backend's own kernel: the same bits everywhere. What it holds is the kernel's. */
export const ownStages: StageTrainer = {
  fit: fitNet,
  correct: correctNets,
  dispose: () => undefined,
};
