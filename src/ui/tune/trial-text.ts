import { drawnFirst } from "../../analysis/tuning/bayesian-search.ts";
import { metricEntry } from "../../boosting/metrics/catalogue.ts";
import { countText, decimalText, plainText } from "../../figures/number-text.ts";
import { searchedText } from "../../figures/search-axis.ts";
import type { Trial, TuneSession } from "../../store/tuning/tuning.ts";
import { tuneWords as words } from "../../words/tune.ts";

/** "rate 0.08, depth 5": what the search set. */
export function settingsText({ space, spec: own }: TuneSession, { spec }: Pick<Trial, "spec">): string {
  return space
    .map((dimension) => {
      const value = spec.values[dimension.id] ?? own.values[dimension.id] ?? dimension.own;
      return `${inSentence(dimension.label)} ${searchedText(dimension, value)}`;
    })
    .join(", ");
}

/** Rounds that a trial was trained for, of its first seed. */
export function roundsOf({ results: [first] }: Pick<Trial, "results">): number {
  return first === undefined ? 0 : first.result.elapsedMs.length - 1;
}

/** Why a trial was chosen, and what became of it. */
export function reasonText(session: TuneSession, trial: Trial): string {
  const { value, state } = trial;
  const { rungs, metric, method } = session;
  const { digits } = metricEntry(metric);
  const parts = [chosenText(session, trial)];
  if (Number.isFinite(value)) parts.push(words.reasons.outcome(decimalText(value, digits)));
  if (method === "halving" && state === "ended") parts.push(words.reasons.ended(countText(roundsOf(trial))));
  if (method === "halving" && state === "done" && roundsOf(trial) === rungs[rungs.length - 1])
    parts.push(words.reasons.through(rungs.map(countText).join(", ")));
  if (state === "failed" && trial.message !== null) parts.push(trial.message);
  return parts.join(" ");
}

function chosenText(session: TuneSession, trial: Trial): string {
  const { number, expected } = trial;
  const { space, method, metric } = session;
  if (number === 1) return words.reasons.own(number);
  if (expected === null) {
    return method === "bayesian"
      ? words.reasons.early(number, drawnFirst(space.length) + 1)
      : words.reasons.drawn(number);
  }
  const { digits } = metricEntry(metric);
  // The model speaks of losses: a metric that is better when higher has the other sign.
  const mean = metricEntry(metric).direction === "lower" ? expected.mean : -expected.mean;
  return words.reasons.expected(
    number,
    plainText(expected.improvement),
    settingsText(session, trial),
    decimalText(mean, digits),
    decimalText(expected.deviation, digits),
  );
}

/** "Row share" begins small, "L2 penalty" does not. */
function inSentence(label: string): string {
  return /^\p{Lu}\p{Ll}/u.test(label) ? label[0].toLowerCase() + label.slice(1) : label;
}
