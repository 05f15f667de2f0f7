import { LabError } from "../../core/errors.ts";
import { nearestText } from "../../core/nearest-text.ts";
import { bank } from "./bank.ts";
import { birdStrikes } from "./bird-strikes.ts";
import { boston } from "./boston.ts";
import { fairnessToy } from "./fairness-toy.ts";
import { friedman } from "./friedman.ts";
import { friedman1 } from "./friedman-1.ts";
import { hastie } from "./hastie.ts";
import { heteroscedasticSine } from "./heteroscedastic-sine.ts";
import { noisyLabels } from "./noisy-labels.ts";
import { penguins } from "./penguins.ts";
import { piecewiseSteps } from "./piecewise-steps.ts";
import { rankingToy } from "./ranking-toy.ts";
import { shapes } from "./shapes.ts";
import type { Source } from "./source.ts";
import { withKnobs } from "./table-knobs.ts";
import { twoMoons } from "./two-moons.ts";
import { wages } from "./wages.ts";
import { weather } from "./weather.ts";

export const sources: readonly Source[] = [
  withKnobs(heteroscedasticSine),
  withKnobs(shapes),
  withKnobs(friedman),
  penguins,
  wages,
  boston,
  bank,
  birdStrikes,
  weather,
  withKnobs(hastie),
  withKnobs(piecewiseSteps),
  withKnobs(noisyLabels),
  withKnobs(fairnessToy),
  withKnobs(rankingToy),
];

/** Names that published links use; the shapes and the functions above have taken their place. */
const retired: readonly Source[] = [twoMoons, friedman1];

export function sourceById(id: string): Source {
  const source = [...sources, ...retired].find((candidate) => candidate.id === id);
  if (source) return source;
  const ids = sources.map((known) => known.id);
  throw new LabError(
    "data.source-unknown",
    `There is no built-in data set "${id}". The nearest name is "${nearestText(id, ids)}".`,
    { id, known: ids.join(", ") },
  );
}
