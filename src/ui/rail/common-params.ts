import type { NumberParam } from "../../core/params.ts";

/** What every run of an experiment shares, as fields. */
export const roundsParam: NumberParam = {
  kind: "integer",
  id: "rounds",
  label: "Rounds",
  help: "How many learners are added at most.",
  default: 120,
  min: 1,
  max: 100_000,
};

export const patienceParam: NumberParam = {
  kind: "integer",
  id: "early_stopping",
  label: "Stop after no gain for",
  help: "Training ends when so many rounds did not improve the validation rows; the best round is kept.",
  default: null,
  min: 1,
  max: 10_000,
};
