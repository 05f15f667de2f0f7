import type { Param } from "../../core/params.ts";

export const scalePosWeight: Param = {
  kind: "number",
  id: "scale_pos_weight",
  label: "Weight of positives",
  help: "Multiplies the weight of rows labelled 1. Negatives over positives balances the classes.",
  default: 1,
  min: 0,
  minExclusive: true,
  max: 1e9,
  softMin: 0.1,
  softMax: 100,
  scale: "log",
};
