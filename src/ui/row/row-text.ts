import { distributionById } from "../../boosting/distributions/index.ts";
import { countText, decimalText, signedText } from "../../figures/number-text.ts";
import { className } from "../../figures/targets.ts";
import { isTraining } from "../../store/experiment-of.ts";
import { rowWords as words } from "../../words/row.ts";
import { rowPrediction } from "../panels/run-scores.ts";
import type { RowStory, ToldRun } from "./row-story.ts";

/** A value with fixed digits; whole ones in groups of three. */
export function valueText(value: number, digits: number): string {
  return digits === 0 && Number.isFinite(value) ? countText(value) : decimalText(value, digits);
}

/** A prediction or label of the story: a value of the target, or a probability in percent. */
export function saidValue({ isClasses, digits }: RowStory, value: number): string {
  return isClasses ? words.percent(decimalText(100 * value, 1)) : valueText(value, digits);
}

/** The label as people know it: the value, or the class. */
export function actualText(story: RowStory): string {
  const [first] = story.told;
  if (first === undefined || Number.isNaN(story.actual)) return words.unknown;
  if (!story.isClasses) return knownText(story);
  return className(first.start.header.outputs, first.start.followed.target[first.index]);
}

/** A time that was seen, or between which times it came. */
function knownText({ actual, latest, digits }: RowStory): string {
  const text = valueText(actual, digits);
  if (latest === Number.POSITIVE_INFINITY) return words.laterThan(text);
  if (!(latest > actual)) return text;
  const upper = valueText(latest, digits);
  return actual === 0 ? words.notAfter(upper) : words.betweenTimes(text, upper);
}

/** What the strips show: the target's name, or P(class). */
export function targetText({ told, started, isClasses }: RowStory): string {
  const name = started?.header.encoder.target.name ?? "";
  const [first] = told;
  if (!isClasses || first === undefined) return name;
  return words.probabilityOf(className(first.start.header.outputs, first.classIndex));
}

/** What a round's bars count. */
export function barsText({ told: [first], isClasses }: RowStory): string {
  if (!isClasses || first === undefined) return words.bars.value;
  return first.start.header.outputs.link === "logistic" ? words.bars.logOdds : words.bars.score;
}

function parameterSymbol(distribution: string | undefined): string {
  return distribution === undefined ? "" : (distributionById(distribution).parameters[0]?.symbol ?? "");
}

/** The parameter that a round adds to, where the run predicts distributions; null elsewhere. */
export function symbolOf({ start }: ToldRun): string | null {
  const { kind, distribution } = start.header.outputs;
  return kind === "distribution" ? parameterSymbol(distribution) : null;
}

/** "round 40 adds −2.0". */
export function addsText(told: ToldRun, round: number, digits: number): string {
  const last = told.biography.prediction.length - 1;
  if (round > last) return isTraining(told.run) ? words.soFar(last) : words.stopped(last);
  if (round === 0) return words.zero;
  const added = told.biography.added[round];
  const isLittle = added !== 0 && Math.abs(added) * 10 ** digits < 0.5;
  const value = isLittle ? words.lessThan(decimalText(10 ** -digits, digits)) : signedText(added, digits);
  const symbol = symbolOf(told);
  return symbol === null ? words.adds(round, value) : words.addsTo(round, value, symbol);
}

/** Beside a predicted mean: the standard deviation, or the 90 % interval where there is none. */
export function spreadText(told: ToldRun, round: number, digits: number): string | null {
  const last = Math.min(round, told.biography.prediction.length - 1);
  const predicted = rowPrediction(told, last, told.index);
  if (predicted.kind !== "distribution") return null;
  const variance = distributionById(predicted.distribution).variance(predicted.parameters, 0);
  if (Number.isFinite(variance)) return words.spread(valueText(Math.sqrt(variance), digits));
  const [band] = told.biography.bands;
  return words.between(valueText(band.lower[last], digits), valueText(band.upper[last], digits));
}
