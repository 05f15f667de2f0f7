import type { NodeHistogram } from "./node-histogram.ts";
import type { PlotArea } from "./scale.ts";

/** An inner node: its histogram in a box, its question above or inside. */
export interface NodeBox {
  readonly node: number;
  readonly box: PlotArea;
  readonly histogram: NodeHistogram | null;
  readonly label: string;
  readonly labelX: number;
  readonly labelY: number;
  readonly onPath: boolean;
}

/** A leaf, or a folded part, as a signed bar on the tree's one scale. */
export interface LeafMark {
  readonly node: number;
  readonly x: number;
  readonly zeroY: number;
  readonly barWidth: number;
  /** Upwards positive, pixels. */
  readonly barHeight: number;
  readonly textY: number;
  readonly value: string;
  readonly count: string;
  /** More than 1 for a folded part. */
  readonly leafCount: number;
  readonly onPath: boolean;
  /** Where a click counts as one on this leaf. */
  readonly hit: PlotArea;
}

export interface TreeEdge {
  readonly path: string;
  readonly width: number;
  readonly onPath: boolean;
}

export interface TreeFigure {
  readonly kind: "branches" | "icicle";
  readonly boxes: readonly NodeBox[];
  readonly leaves: readonly LeafMark[];
  readonly edges: readonly TreeEdge[];
}
