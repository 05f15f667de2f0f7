import { LabError } from "../../core/errors.ts";
import { nearestText } from "../../core/nearest-text.ts";
import { friedman1 } from "./friedman-1.ts";
import { heteroscedasticSine } from "./heteroscedastic-sine.ts";
import { penguins } from "./penguins.ts";
import type { Source } from "./source.ts";
import { twoMoons } from "./two-moons.ts";
import { wages } from "./wages.ts";

export const sources: readonly Source[] = [heteroscedasticSine, twoMoons, friedman1, penguins, wages];

export function sourceById(id: string): Source {
  const source = sources.find((candidate) => candidate.id === id);
  if (source) return source;
  const ids = sources.map((known) => known.id);
  throw new LabError(
    "data.source-unknown",
    `There is no built-in data set "${id}". The nearest name is "${nearestText(id, ids)}".`,
    { id, known: ids.join(", ") },
  );
}
