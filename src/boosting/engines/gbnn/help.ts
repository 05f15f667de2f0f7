import type { ParamHelp } from "../../../core/params.ts";
import { baseScoreHelp } from "../../base-score.ts";

export const gbnnHelp: ParamHelp = {
  hidden_units:
    "Hidden units that a round adds. The first k rounds are the net of the first k J units: the others are switched off.",
  learning_rate: "Share of the line search's step that a round takes.",
  subsample:
    "Share of the training rows that a round's units are fitted to, drawn without replacement. The step is found on all rows.",
  line_search:
    "Finds a round's step on all rows for a numeric target too. Off: it takes the fit as it is, as the original; single units may overshoot far.",
  l2: "Half of it times the squared weights, over the rows, is added to a round's squared error.",
  max_iter: "The most that a round's units are fitted with.",
  tol: "Fitting also ends where no entry of the gradient is larger.",
  scaling: "How numbers are scaled before a unit sees them.",
  base_score: baseScoreHelp,
};
