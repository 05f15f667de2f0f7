import type { InputColumn } from "../input-layer.ts";
import type { EmbeddingShape } from "../net.ts";

type Embeddings = typeof import("./formulas.ts");

let loaded: Embeddings | null = null;

/** Embeddings are apart from nets without: whoever trains or scores nets that have some awaits them first. */
export async function loadEmbeddings(): Promise<void> {
  loaded ??= await import("./formulas.ts");
}

export function embeddingFormulas(): Embeddings {
  if (loaded === null) throw new Error("Embeddings were used before they were loaded.");
  return loaded;
}

/** What nets know of the embeddings among these columns; null = there are none. */
export function embeddingShapes(columns: readonly InputColumn[]): readonly EmbeddingShape[] | null {
  const shapes = columns.flatMap((column) =>
    column.kind === "embedding" ? [{ entries: column.entries.length, size: column.size }] : [],
  );
  return shapes.length === 0 ? null : shapes;
}
