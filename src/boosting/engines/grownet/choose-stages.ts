import type { Backend } from "../../../compute/backend.ts";
import { type OfferedTensors, type StageLoss, tensorLosses } from "../../../compute/net-stages.ts";
import { LabError, messageOf } from "../../../core/errors.ts";
import type { Host } from "../../../core/host.ts";
import type { GrownetValues } from "./grownet-values.ts";
import { ownStages } from "./own-stages.ts";
import type { StageTrainer } from "./stage-trainer.ts";
import { createTensorStages, type TensorStages } from "./tensor-stages.ts";

export interface StageChoice {
  readonly backend: Backend;
  readonly host: Host;
  readonly values: GrownetValues;
  /** The objective as a gradient kernel reads it. */
  readonly lossKernel: StageLoss | null;
}

export interface ChosenStages {
  readonly stages: StageTrainer;
  readonly notes: readonly string[];
}

/** Who trains nets where the experiment does not want the own kernel alone; loaded there. What is not possible is refused; with `auto` the own kernel is taken. */
export async function chooseStages(choice: StageChoice): Promise<ChosenStages> {
  const { netBackend } = choice.values;
  try {
    const offered = await offeredTensors(choice);
    const tensors = createTensorStages(offered.library, choice.lossKernel);
    const { id } = offered.library;
    if (netBackend === "tfjs") {
      return { stages: replacedWhenLost(tensors, offered), notes: [boundNote(`Nets are trained by ${id}.`)] };
    }
    const note = boundNote(
      `The first net is trained by the own kernel and by ${id}, and the faster goes on.`,
    );
    return { stages: timedStages(tensors, offered, choice.host), notes: [note] };
  } catch (thrown) {
    if (netBackend === "tfjs" || !(thrown instanceof LabError)) throw thrown;
    return { stages: ownStages, notes: [`Nets are trained by the own kernel: ${thrown.message}`] };
  }
}

function boundNote(text: string): string {
  return `${text} What tfjs trains has the same bits only on the same of its backends in the same browser.`;
}

async function offeredTensors({ backend, values, lossKernel }: StageChoice): Promise<OfferedTensors> {
  const { corrective } = values;
  if (corrective !== "off" && !tensorLosses.some((name) => name === lossKernel?.name)) {
    throw new LabError(
      "spec.out-of-range",
      "tfjs does not know the loss of this objective. Switch the corrective step off, or take the own kernel.",
      { path: "net_backend", value: "tfjs" },
    );
  }
  if (backend.openTensors === undefined) {
    throw new LabError("backend.unavailable", "tfjs is not available here. Take the own kernel.", {
      backend: "tfjs",
    });
  }
  return backend.openTensors();
}

/** The library until it fails: the stage then begins anew on the own kernel, which goes on. */
function replacedWhenLost(tensors: TensorStages, offered: OfferedTensors): StageTrainer {
  let isLost = false;

  async function run<T>(work: (stages: StageTrainer) => Promise<T>): Promise<T> {
    if (!isLost) {
      try {
        return await work(tensors);
      } catch (thrown) {
        isLost = true;
        lose(tensors, offered, thrown);
      }
    }
    return work(ownStages);
  }

  return {
    fit: (net, input) => run((stages) => stages.fit(net, input)),
    correct: (nets, weights, input) => run((stages) => stages.correct(nets, weights, input)),
    dispose: tensors.dispose,
  };
}

function lose(tensors: TensorStages, offered: OfferedTensors, thrown: unknown): void {
  offered.note({ outcome: "lost", reason: messageOf(thrown) });
  tensors.dispose();
  offered.forget();
}

/** The first net is fitted twice; the other stages are those of the faster. */
function timedStages(tensors: TensorStages, offered: OfferedTensors, host: Host): StageTrainer {
  let taken: StageTrainer | null = null;
  offered.note({ outcome: "timing" });

  const timed: StageTrainer["fit"] = async (net, input) => {
    const began = host.now();
    const own = await ownStages.fit(net, input);
    const ownMs = host.now() - began;
    if (own === null) return null;
    try {
      await tensors.warm(net, input);
      const beganTensors = host.now();
      const fitted = await tensors.fit(net, input);
      const stageMs = { own: ownMs, tensors: host.now() - beganTensors };
      if (fitted === null) return null;
      const pays = stageMs.tensors < stageMs.own;
      offered.note({ outcome: pays ? "taken" : "slower", stageMs });
      taken = pays ? replacedWhenLost(tensors, offered) : ownStages;
      if (!pays) tensors.dispose();
      return pays ? fitted : own;
    } catch (thrown) {
      lose(tensors, offered, thrown);
      taken = ownStages;
      return own;
    }
  };

  return {
    fit: (net, input) => (taken === null ? timed(net, input) : taken.fit(net, input)),
    // No round is corrected before a net was fitted.
    correct: (nets, weights, input) => (taken ?? ownStages).correct(nets, weights, input),
    dispose: tensors.dispose,
  };
}
