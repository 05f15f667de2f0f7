import { LabError } from "../../core/errors.ts";
import { nearestText } from "../../core/nearest-text.ts";
import { shownInput } from "../../core/shown-input.ts";
import { withKnobParams } from "./common-params.ts";
import { fairnessToy } from "./fairness-toy.ts";
import { friedman } from "./friedman.ts";
import { friedman1 } from "./friedman-1.ts";
import { hastie } from "./hastie.ts";
import { heteroscedasticSine } from "./heteroscedastic-sine.ts";
import { noisyLabels } from "./noisy-labels.ts";
import { piecewiseSteps } from "./piecewise-steps.ts";
import { rankingQueries, rankingToy } from "./ranking-toy.ts";
import { samples } from "./samples.ts";
import { shapes } from "./shapes.ts";
import type { Source } from "./source.ts";
import { threeCurves } from "./three-curves.ts";
import { twoMoons } from "./two-moons.ts";

export const sources: readonly Source[] = [
  withKnobParams(heteroscedasticSine),
  withKnobParams(shapes),
  withKnobParams(friedman),
  ...samples,
  withKnobParams(hastie),
  withKnobParams(piecewiseSteps),
  withKnobParams(noisyLabels),
  withKnobParams(fairnessToy),
  withKnobParams(rankingQueries),
  withKnobParams(threeCurves),
];

/** Names that published links use; the shapes, functions and queries above have taken their place. */
const retired: readonly Source[] = [twoMoons, friedman1, withKnobParams(rankingToy)];

export function sourceById(id: string): Source {
  const source = [...sources, ...retired].find((candidate) => candidate.id === id);
  if (source) return source;
  const ids = sources.map((known) => known.id);
  throw new LabError(
    "data.source-unknown",
    `There is no built-in data set "${shownInput(id)}". The nearest name is "${nearestText(id, ids)}".`,
    { id: shownInput(id), known: ids.join(", ") },
  );
}
