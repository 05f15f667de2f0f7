import type { ParamHelp } from "../../../core/params.ts";
import { baseScoreHelp } from "../../base-score.ts";

export const grownetHelp: ParamHelp = {
  boost_rate: "How much each net counts: the start where it is learned.",
  boost_rate_mode:
    "Learned with the nets in the corrective step, one for all; fixed; only shrinking what a net adds; or found for each net by a line search.",
  hidden_units: "Units of each hidden layer of a net.",
  hidden_layers: "Layers of each net. The last one's sums are handed on to the next net.",
  activation:
    "How a hidden unit answers. Leaky ReLU: with a plain ReLU behind the last layer, as the original.",
  batch_norm: "Normalises what enters a layer by the means and spreads of the batch.",
  dropout: "Chance of a hidden unit to be left out of a batch; not of the last layer, which is handed on.",
  hand_on: "Each net also gets the last hidden layer of the one before.",
  model_order:
    "Second: nets are fitted to Newton's step, rows weighted by their curvature. First: to the gradient.",
  optimizer: "The rule that turns gradients into steps. It starts anew with each net.",
  learning_rate: "The optimiser's learning rate.",
  momentum: "Share of the last step that goes on.",
  weight_decay: "Pulls weights towards 0.",
  epochs: "How often each net sees all rows before it is added.",
  min_steps: "With few rows an epoch is few steps: a net sees all rows again until it has had so many.",
  batch_size: "Rows of a step. Empty: a power of 2, at most an eighth of the rows and 2,048, at least 16.",
  corrective_step:
    "After each round all nets are trained together on the loss. Paper: each takes what it is handed as given. Code: gradients also flow through that, as the original does.",
  corrective_epochs: "How often the corrective step sees all rows.",
  corrective_every: "Rounds from one corrective step to the next.",
  corrective_rate_divisor: "The corrective step's learning rate is smaller by this factor.",
  rate_decay: "Factor on step size and weight decay, again and again after so many rounds.",
  rate_decay_every: "Rounds from one decay to the next.",
  scaling: "How numbers are scaled before a net sees them.",
  categories:
    "One-hot: each of a column's 63 most frequent categories has an input, the rarer ones share one. Embedded: each category is a vector that every net learns, as Guo and Berkhahn's entity embeddings.",
  embedding_size: "Numbers of a category's vector. Empty: the fourth root of the number of categories.",
  scale_target:
    "Nets answer in fifths of a numeric target's standard deviation, so that step sizes fit any unit.",
  net_backend:
    "The own kernel gives the same bits everywhere; those of tfjs hold for one browser and device. It pays with wide nets, large batches and a GPU, and with SGD, Adam, AdamW or AMSGrad, whose steps stay on it. The faster: both train the first net.",
  base_score: baseScoreHelp,
};
