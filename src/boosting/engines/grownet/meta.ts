import type { ParamValues } from "../../../core/params.ts";
import type { EngineMeta } from "../engine.ts";
import { grownetParams } from "./grownet-params.ts";

/** Small smooth nets that each add a tenth; now and then all of them are corrected with small steps. */
const GENTLE: ParamValues = {
  boost_rate: 0.1,
  boost_rate_mode: "shrinkage",
  hidden_units: 6,
  activation: "tanh",
  batch_norm: false,
  learning_rate: 0.01,
  weight_decay: 0.001,
  min_steps: 160,
  corrective_epochs: 2,
  corrective_every: 5,
  corrective_rate_divisor: 50,
  rate_decay: 0.7,
};

export const grownetMeta: EngineMeta = {
  id: "grownet",
  label: "GrowNet",
  kind: "small nets",
  hue: "grow",
  tasks: ["regression", "binary", "multiclass", "multioutput", "ranking"],
  fits: "objective",
  learner: "net",
  params: grownetParams,
  mainParams: ["boost_rate", "hidden_units"],
  gentle: GENTLE,
  aliases: {},
  capabilities: {
    hasCover: false,
    hasCounts: false,
    hasTrainingRows: true,
    canInspect: false,
    canContinue: true,
  },
  load: async () => (await import("./engine.ts")).grownetEngine,
  loadHelp: async () => (await import("./help.ts")).grownetHelp,
};
