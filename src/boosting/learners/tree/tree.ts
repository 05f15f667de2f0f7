/**
 * A binary tree as a struct of arrays; node 0 is the root, children stand after their parent.
 * Numeric split: left iff float32(x) < threshold. Categorical split: the listed categories go right.
 * Missing follows `defaultLeft`.
 */
export interface Tree {
  readonly nodeCount: number;
  /** Length of a leaf's value. */
  readonly stride: number;
  /** Feature index, -1 in a leaf. */
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  /** Bin of the threshold in the training cuts: rows with bin <= it go left; -1 where unknown. */
  readonly bin: Int32Array;
  /** -1 in a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly parent: Int32Array;
  readonly defaultLeft: Uint8Array;
  /** Leaf value, learning rate already in it; 0 in inner nodes. nodeCount x stride. */
  readonly value: Float32Array;
  /** Loss change of the split (twice the paper's gain plus gamma); 0 in a leaf. */
  readonly gain: Float32Array;
  /** Sum of hessians. */
  readonly cover: Float32Array;
  /** Training rows that reach the node, sampled out or not. */
  readonly count: Uint32Array;
  /** Newton weight of the node before the learning rate. */
  readonly baseWeight: Float32Array;
  /** Categorical node n: right-going codes are categoryCodes[categoryOffsets[n] .. categoryOffsets[n + 1] - 1]. */
  readonly categoryOffsets: Uint32Array;
  readonly categoryCodes: Int32Array;
}
