import { exp, log } from "../../core/deterministic-math.ts";

const LN2 = log(2);

/** 2^grade - 1, exact for whole grades; what a document of a grade is worth in NDCG (Burges et al. 2005). */
export function exponentialGain(grade: number): number {
  if (Number.isInteger(grade) && grade >= 0 && grade < 53) {
    let power = 1;
    for (let n = 0; n < grade; n++) power *= 2;
    return power - 1;
  }
  return exp(grade * LN2) - 1;
}

/** 1 / log2(place + 2), place from 0: what a place counts (Järvelin and Kekäläinen 2002). */
export function placeDiscount(place: number): number {
  return LN2 / log(place + 2);
}
