import { blockSum } from "../../core/block-sum.ts";
import type { SetMethod } from "./conformal-method.ts";

/**
 * APS: the probabilities of all classes from the most probable one down to this one, itself included; equal ones rank by
 * class order (Romano, Sesia and Candes, "Classification with valid and adaptive coverage", 2020). Without their random
 * draw at the border: the same rows give the same sets, which hold rather more than the level.
 */
export const adaptiveSets: SetMethod = {
  id: "aps",
  kind: "set",
  rows: ({ probabilities, classCount }) => ({
    score(row, label) {
      const start = row * classCount;
      const own = probabilities[start + label]!;
      return blockSum(classCount, (k) => {
        const other = probabilities[start + k]!;
        return other > own || (other === own && k <= label) ? other : 0;
      });
    },
  }),
};
