import { plainText } from "../../figures/number-text.ts";
import { className, shownClass, shownPredictions } from "../../figures/targets.ts";
import type { RunView } from "../../store/run-view.ts";
import { chartWords as words } from "../../words/chart.ts";
import { oneTargetView, rowPrediction } from "./run-scores.ts";

const MOST_FEATURES = 2;

/** What a picture says of one row at the shown round: where it stands, what it is, what is predicted. */
export function liveText(whole: RunView, index: number): string {
  const view = oneTargetView(whole);
  const { followed, header } = view.start;
  const features = followed.features.slice(0, MOST_FEATURES).map((column) => {
    const value =
      column.kind === "numeric"
        ? plainText(column.values[index])
        : (column.categories[column.codes[index]] ?? "–");
    return words.value(column.name, value);
  });
  const target = followed.target[index];
  const isClasses = header.outputs.kind === "classes";
  const actual = Number.isNaN(target)
    ? "–"
    : isClasses
      ? className(header.outputs, target)
      : plainText(target);
  const classIndex = shownClass(view.start, view.selectedRow);
  const predicted = shownPredictions(rowPrediction(view, view.round, index), classIndex)[0];
  const name = isClasses ? words.probability(className(header.outputs, classIndex)) : words.predicted;
  return words.live(followed.rowIds[index], [
    ...features,
    words.value(words.actual, actual),
    words.value(name, plainText(predicted)),
  ]);
}
