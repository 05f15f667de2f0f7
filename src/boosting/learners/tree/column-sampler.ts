import type { RandomSource } from "../../../core/random.ts";

/** Columns offered to a tree, its levels and its nodes, each drawn from the set before it. Null = all. */
export interface ColumnSampler {
  readonly tree: Int32Array | null;
  /** Every node is offered what the tree is. */
  readonly isUniform: boolean;
  forNode(depth: number, node: number): Int32Array | null;
}

export interface ColumnShares {
  readonly columnsByTree: number;
  readonly columnsByLevel: number;
  readonly columnsByNode: number;
}

/** n = max(1, floor(share * size)) columns with the smallest random keys, ascending. */
function draw(
  from: Int32Array,
  share: number,
  random: RandomSource,
  counter: readonly [number, number],
): Int32Array {
  if (share >= 1) return from;
  const count = Math.max(1, Math.floor(share * from.length));
  const keys = Float64Array.from(from, (column) => random.uniform(counter[0], counter[1], column));
  const order = Array.from(from.keys()).sort((a, b) => keys[a]! - keys[b]! || a - b);
  return Int32Array.from(order.slice(0, count), (at) => from[at]!).sort();
}

/** `learner`: number of the tree over the whole run, so that no two trees share a draw. */
export function createColumnSampler(
  featureCount: number,
  shares: ColumnShares,
  random: RandomSource,
  learner: number,
): ColumnSampler {
  const all = Int32Array.from({ length: featureCount }, (_, f) => f);
  const offered = shares.columnsByTree < 1 || shares.columnsByLevel < 1 || shares.columnsByNode < 1;
  const tree = draw(all, shares.columnsByTree, random.fork("columns-by-tree"), [learner, 0]);
  const byLevel = random.fork("columns-by-level");
  const byNode = random.fork("columns-by-node");
  return {
    tree: shares.columnsByTree < 1 ? tree : null,
    isUniform: shares.columnsByLevel >= 1 && shares.columnsByNode >= 1,
    forNode(depth, node) {
      if (!offered) return null;
      const level = draw(tree, shares.columnsByLevel, byLevel, [learner, depth]);
      return draw(level, shares.columnsByNode, byNode, [learner, node]);
    },
  };
}

/** The columns that were drawn elsewhere, the same for every node of the tree. */
export function givenColumns(features: readonly number[]): ColumnSampler {
  const tree = Int32Array.from(features).sort();
  return { tree, isUniform: true, forNode: () => tree };
}
