import type { SetMethod } from "./conformal-method.ts";

/**
 * LAC: 1 - p of the class. The smallest sets on average; those of hard rows may be empty (Sadinle, Lei and Wasserman,
 * "Least ambiguous set-valued classifiers with bounded error levels", 2019).
 */
export const leastAmbiguous: SetMethod = {
  id: "lac",
  kind: "set",
  rows: ({ probabilities, classCount }) => ({
    score: (row, label) => 1 - probabilities[row * classCount + label]!,
  }),
};
