import type { ReceiptDifference } from "../experiment/receipt.ts";
import type { Experiment } from "../experiment/spec.ts";
import { receiptWords } from "../words/receipt.ts";

/** Lines that say whether a receipt is matched, and if not exactly what differs and why that may be. */
export function receiptLines(
  differences: readonly ReceiptDifference[],
  experiment: Pick<Experiment, "runs">,
  names: readonly string[] = [],
): string[] {
  if (differences.length === 0) return [receiptWords.equal];
  return [
    receiptWords.differs(differences.length),
    ...differences.map((difference) => `  ${receiptWords.difference(difference, names)}`),
    ...differenceReasons(differences, experiment),
  ];
}

/** The first cause alone: other data or settings make other models, and those other metrics. */
export function differenceReasons(
  differences: readonly ReceiptDifference[],
  { runs }: Pick<Experiment, "runs">,
): string[] {
  const { reasons } = receiptWords;
  const differs = (part: ReceiptDifference["part"]) =>
    differences.some((difference) => difference.part === part && difference.found !== null);
  if (differs("data") || differs("experiment")) {
    return (["data", "experiment"] as const).filter(differs).map((part) => reasons[part]);
  }
  if (differs("model")) {
    const hasTensors = runs.some(({ values }) => ["tfjs", "auto"].includes(String(values.net_backend)));
    return [hasTensors ? reasons.tensors : reasons.model];
  }
  return differs("metrics") ? [reasons.metrics] : [];
}
