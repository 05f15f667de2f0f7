import type { InputLayer } from "../boosting/learners/net/input-layer.ts";
import { type Net, netLayout } from "../boosting/learners/net/net.ts";
import type { Column } from "../core/dataset.ts";
import { netWords as words } from "../words/net.ts";

/** One coordinate of the vector that a net has learned for some categories. */
export interface VectorCell {
  /** The category, or those that share the vector. */
  readonly categories: string;
  /** As the input is called. */
  readonly coordinate: string;
  readonly value: number;
}

/** All vectors of a net with embedded categories, entry by entry; none without. */
export function vectorCells({ columns }: InputLayer, features: readonly Column[], net: Net): VectorCell[] {
  const places = netLayout(net).embeddings;
  const embedded = columns.flatMap((input) => (input.kind === "embedding" ? [input] : []));
  return embedded.flatMap(({ feature, entries, size }, which) => {
    const column = features[feature];
    const nameOf = (code: number) =>
      code < 0 || column.kind !== "categorical"
        ? words.isMissing(column.name)
        : (column.categories[code] ?? "");
    return entries.flatMap((codes, entry) =>
      Array.from({ length: size }, (_, i) => ({
        categories: codes.map(nameOf).join(", "),
        coordinate: words.coordinate(column.name, i + 1),
        value: net.parameters[places[which] + entry * size + i],
      })),
    );
  });
}
