import type { NumberParam } from "../../core/params.ts";
import { railWords } from "../../words/rail.ts";

/** What every run of an experiment shares, as fields. */
export const roundsParam: NumberParam = {
  kind: "integer",
  id: "rounds",
  label: railWords.rounds,
  help: railWords.roundsHelp,
  default: 120,
  min: 1,
  max: 100_000,
};

export const patienceParam: NumberParam = {
  kind: "integer",
  id: "early_stopping",
  label: railWords.patience,
  help: railWords.patienceHelp,
  default: null,
  min: 1,
  max: 10_000,
};
