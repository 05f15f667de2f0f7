import { distributionById } from "../../boosting/distributions/index.ts";
import { predictionsOf } from "../../boosting/predictions.ts";
import type { RunStart } from "../../experiment/recording.ts";
import { decimalText, plainText } from "../../figures/number-text.ts";
import { parametersText } from "../../figures/parameters-text.ts";
import { rangeOf } from "../../figures/scale.ts";
import { className } from "../../figures/targets.ts";
import { panelWords } from "../../words/panels.ts";

const MOST_CLASSES = 4;

/** "Round 0 is the constant: 0.61", on the scale of the target. */
export function baseText(start: RunStart): string {
  const { outputs, baseScores } = start.header;
  const values = Float64Array.from(baseScores);
  const predictions = predictionsOf(outputs, { rowCount: 1, outputCount: values.length, values });
  if (predictions.kind === "distribution") {
    const distribution = distributionById(predictions.distribution);
    const displayed = distribution.display(predictions.parameters, 0);
    const range = rangeOf(start.followed.target);
    return panelWords.constant(parametersText(distribution.label.charAt(0), displayed, range));
  }
  if (predictions.kind !== "classes") {
    return panelWords.constant(Array.from(predictions.point, plainText).join(", "));
  }
  const probabilities = Array.from(predictions.probabilities);
  if (probabilities.length === 2) {
    return panelWords.constant(
      panelWords.probabilityOf(className(outputs, 1), decimalText(probabilities[1], 2)),
    );
  }
  const shown = probabilities
    .slice(0, MOST_CLASSES)
    .map((value, n) => panelWords.probabilityOf(className(outputs, n), decimalText(value, 2)));
  return panelWords.constant(`${shown.join(", ")}${probabilities.length > MOST_CLASSES ? ", …" : ""}`);
}
