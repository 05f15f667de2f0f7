import type { WeightedLearner } from "../boosting/learners/learner.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import type { RunStart } from "../experiment/recording.ts";
import { panelWords } from "../words/panels.ts";
import { decimalText, plainText } from "./number-text.ts";
import { className, classOfScore } from "./targets.ts";

/** What one can choose between in a round: its learners, or the outputs of its only one. */
export function learnerNames(
  start: RunStart,
  { learners }: RoundRecord,
  parameterSymbols: readonly string[] | null,
): string[] {
  const { outputs } = start.header;
  if (learners.length !== 1 || learners[0].output !== "all")
    return learners.map((learner) => learnerName(start, learner, parameterSymbols));
  return Array.from({ length: outputs.scoreCount }, (_, output) =>
    learnerName(start, { output }, parameterSymbols),
  );
}

/** What a learner of a round is for: a class, a parameter of the distribution; empty when it is the only one. */
function learnerName(
  start: RunStart,
  learner: Pick<WeightedLearner, "output">,
  parameterSymbols: readonly string[] | null,
): string {
  const { outputs } = start.header;
  if (learner.output === "all" || outputs.scoreCount === 1) return "";
  if (parameterSymbols !== null) return parameterSymbols[learner.output] ?? "";
  return className(outputs, classOfScore(outputs, learner.output));
}

/** Its trees are fitted to the (natural) gradient of a score, with hessian 1. */
export function fitsNaturalGradient(loss: ModelHeader["loss"]): boolean {
  return "distribution" in loss;
}

/**
 * A booster of distributions fits its trees to the natural gradient and walks against it (Duan et al. 2020, algorithm
 * 1), so its trees are shown with the opposite sign: what a tree adds is always what the picture says.
 */
export function learnerSign({ loss }: ModelHeader): 1 | -1 {
  return fitsNaturalGradient(loss) ? -1 : 1;
}

/**
 * "adds 0.10 × leaf value": how a learner's own output enters the raw score. The learning rate of nets is that of their
 * optimiser; a net's sum, which the picture gives in units of the score, counts as much as its weight.
 */
export function additionText(record: RoundRecord, learningRate: number, learner: WeightedLearner): string {
  if (learner.learner.kind === "net") return panelWords.adds([plainText(learner.weight)], panelWords.netSum);
  const factors = [decimalText(learningRate, learningRate < 0.1 ? 3 : 2).replace(/(\.\d\d)0$/, "$1")];
  if (record.scale !== 1) factors.push(`ρ ${shortFactor(record.scale)}`);
  if (learner.weight !== 1) factors.push(panelWords.factorWeight(shortFactor(learner.weight)));
  return panelWords.adds(factors, whatIsAdded(record));
}

function whatIsAdded({ learners }: RoundRecord): string {
  if (learners.some(({ learner }) => learner.kind === "linear"))
    return learners.length > 1 ? panelWords.eachLearner : panelWords.linearOutput;
  return learners.length > 1 ? panelWords.eachTree : panelWords.leafValue;
}

/** The line search tries powers of two: "2", not "2.00". */
function shortFactor(factor: number): string {
  return Number.isInteger(factor) ? decimalText(factor, 0) : plainText(factor);
}
