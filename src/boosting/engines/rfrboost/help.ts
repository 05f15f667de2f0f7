import type { ParamHelp } from "../../../core/params.ts";
import { baseScoreHelp } from "../../base-score.ts";

export const rfrboostHelp: ParamHelp = {
  boost_rate: "Share of each block's step that is taken.",
  block:
    "To the gradient, then a step length that lowers the loss most; or greedily to the squared error itself, with any matrix, a diagonal one or one number. For classes: to the gradient.",
  features:
    "SWIM: drawn as pairs of rows whose labels differ over a short way. Iid: drawn without looking at the rows.",
  swim_scale: "A feature is tanh(−c) at one row of its pair and tanh(c) at the other.",
  iid_scale: "Multiplies weights and biases of features that are drawn iid.",
  representation_features:
    "Random features of the representation so far, in each block. Diagonal and one number: as many as it has columns.",
  input_features: "Random features of the inputs, in each block; 0 = none.",
  add_features: "Features of Φ and of x are added (as many of each) in place of standing side by side.",
  upscale: "The inputs themselves, as in the paper's benchmarks, or random features of them.",
  hidden_units: "Columns of the representation.",
  l2_block: "Squared penalty on what a block is fitted with, per row. 0 is 0.",
  l2_top: "Squared penalty on the linear model on top of the representation, per row. 0 is 0.",
  freeze_top: "Rounds after which the top model is not fitted again. Empty: it is fitted again each round.",
  clip: "Standardised inputs beyond this many spreads are cut; 0 = none is.",
  scale_target:
    "Ridges and step lengths are in standard deviations of a numeric target, so that they fit any unit.",
  base_score: baseScoreHelp,
};
