import type { Column } from "../core/dataset.ts";
import type { NetKernel } from "./net-kernel.ts";
import type { OfferedTensors } from "./net-stages.ts";
import type { Quantisation } from "./quantisation.ts";

/** A value now (js, wasm) or later (a GPU). */
export type Awaitable<T> = T | Promise<T>;

/**
 * Cut points of all features. Numeric feature f: bin b holds cut[b-1] <= x < cut[b], values above the last
 * cut fall into the last bin; the last cut is a sentinel above the maximum. Categorical: one bin a category, no cuts.
 */
export interface FeatureCuts {
  /** Feature f's cuts are values[offsets[f] .. offsets[f + 1] - 1]; a categorical feature has none. */
  readonly offsets: Uint32Array;
  readonly values: Float32Array;
  /** Bins with values, per feature (missing not counted). */
  readonly binCounts: Uint32Array;
  readonly categorical: Uint8Array;
}

/** Column-major bin numbers. A missing value has the bin number binCounts[f]; only features in hasMissing have that bin. */
export interface BinnedMatrix {
  readonly rowCount: number;
  readonly featureCount: number;
  readonly cuts: FeatureCuts;
  readonly bins: Uint8Array | Uint16Array;
  readonly hasMissing: Uint8Array;
  /** Histogram slots: feature f owns slots histogramOffsets[f] .. histogramOffsets[f + 1] - 1, missing last. */
  readonly histogramOffsets: Uint32Array;
}

/** What a tree is grown from: one output's gradient pairs. */
export interface TreeInput {
  readonly gradient: Float32Array;
  /**
   * "targets": `gradient` holds weight x target of squared error, whose gradient at 0 is its negative; the tree grows in a
   * unit, a power of two, in which the largest of all rows lies in [1, 2). Absent: gradients, as they are.
   */
  readonly holds?: "targets";
  readonly hessian: Float32Array;
  /** 1 = the row takes part; others count as (0, 0). Null = all take part. */
  readonly sampled: Uint8Array | null;
  /** Features this tree may use, ascending: histograms are built for these alone. Null = all. */
  readonly features: Int32Array | null;
}

/** The plain rule by which a scan judges a split: XGBoost's, with its float32 rounding (core of "same trees"). */
export interface SplitRule {
  readonly lambda: number;
  readonly alpha: number;
  readonly minChildWeight: number;
  readonly maxDeltaStep: number;
  readonly maxCatToOnehot: number;
  readonly maxCatThreshold: number;
}

/** A node whose best split is wanted. Sums are integers, exact in a double. */
export interface NodeTask {
  readonly node: number;
  readonly gradientSum: number;
  readonly hessianSum: number;
  /** Features offered, ascending; null = all. */
  readonly features: Int32Array | null;
  /** "rows": built from its rows. A node number: parent's histogram less that sibling's (the sibling is in the same call, before). */
  readonly histogram: "rows" | { readonly parent: number; readonly sibling: number };
  /** Nobody will need this node's histogram after this call. */
  readonly lastUse: boolean;
}

/** The best split of a node; feature -1 = none. Child sums are integers. */
export interface SplitCandidate {
  readonly node: number;
  readonly feature: number;
  /** float32 loss change. */
  readonly gain: number;
  /** Numeric: bins <= bin go left. */
  readonly bin: number;
  readonly threshold: number;
  readonly defaultLeft: boolean;
  /** Categorical: codes that go right; null = numeric. */
  readonly rightCategories: Int32Array | null;
  readonly leftGradient: number;
  readonly leftHessian: number;
  readonly rightGradient: number;
  readonly rightHessian: number;
}

export interface AppliedSplit {
  readonly split: SplitCandidate;
  readonly left: number;
  readonly right: number;
  /** The smaller child's histogram will be asked for next, the left one's of equals: it may be summed at once. */
  readonly growsOn: boolean;
}

/** What decides a tree that grows level by level, all of its columns offered to every node. */
export interface WholeTreePlan {
  readonly rule: SplitRule;
  readonly maxDepth: number;
  /** A split gains more than `leastGain`, and at least `gamma`. */
  readonly leastGain: number;
  readonly gamma: number;
  readonly learningRate: number;
  /** Sums of the root, as beginTree gave them. */
  readonly gradientSum: number;
  readonly hessianSum: number;
}

/** Nodes of a tree without categories, in the order in which they came into being: see boosting/learners/tree/tree.ts. */
export interface GrownNodes {
  readonly nodeCount: number;
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly bin: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly parent: Int32Array;
  readonly defaultLeft: Uint8Array;
  readonly value: Float32Array;
  readonly gain: Float32Array;
  readonly cover: Float32Array;
  readonly count: Uint32Array;
  readonly baseWeight: Float32Array;
}

/**
 * The hot part of growing trees over one binned matrix. One tree at a time: beginTree, then findSplits and
 * applySplits in turn, then addLeafValues. Owns its memory until dispose.
 */
export interface TreeGrowth {
  /**
   * Quantises one output's gradient pairs and puts all rows in node 0. Returns the exact sums of the root.
   */
  beginTree(input: TreeInput): Awaitable<{
    readonly quantisation: Quantisation;
    /** The tree's gradients are 2^unit times those that were given. */
    readonly unit: number;
    readonly gradientSum: number;
    readonly hessianSum: number;
  }>;
  /**
   * All that findSplits and applySplits would do after beginTree, with the same nodes. Null = not for this tree, and the
   * steps are taken; absent = for none.
   */
  growWhole?(plan: WholeTreePlan): GrownNodes | null;
  findSplits(nodes: readonly NodeTask[], rule: SplitRule): Awaitable<SplitCandidate[]>;
  /** Moves rows; returns the row counts [left, right] of each split. */
  applySplits(splits: readonly AppliedSplit[]): Awaitable<[number, number][]>;
  /** scores[row * stride + output] += value[leaf of row], in float32. `leafValues` is indexed by node. */
  addLeafValues(
    leafValues: Float32Array,
    scores: Float32Array,
    stride: number,
    output: number,
  ): Awaitable<void>;
  /** Rows of a node, ascending; to be read before anything else is asked for. */
  rowsOf(node: number): Awaitable<Uint32Array>;
  /** The histogram of a node from its rows, as integers: [gradient, hessian] per slot. For inspection. */
  histogramOf(node: number): Awaitable<Float64Array>;
  dispose(): void;
}

/** Fixed inputs of a gradient kernel; an objective says what its kernel reads. */
export interface GradientKernelInput {
  /** The objective's kernel name. */
  readonly name: string;
  /** Labels or class numbers. */
  readonly labels: Float32Array;
  /** Row weights with everything in them; null = 1 each. */
  readonly weights: Float32Array | null;
  readonly scoreCount: number;
}

/** The bits of the objective's own function. Owns its memory until dispose. */
export interface GradientKernel {
  /** Writes output-major gradients and hessians of row-major float32 scores. */
  run(scores: Float32Array, out: { readonly gradient: Float32Array; readonly hessian: Float32Array }): void;
  dispose(): void;
}

/** Rows whose distributions a kernel scores. */
export interface ScoreKernelInput {
  /** The scoring rule's kernel name. */
  readonly name: string;
  readonly targets: Float64Array;
  readonly weights: Float32Array | null;
  /** No search takes more rows. */
  readonly mostSearched: number;
}

/** The bits of the scoring rule's own formulas, what a round does in turn. Owns its memory until dispose. */
export interface ScoreKernel {
  /** Takes row-major parameters and writes their output-major natural gradients; false = one of them is not finite. */
  gradients(theta: Float64Array, gradient: Float32Array): boolean;
  /**
   * Takes a step of all rows, a list for each parameter; the result gives the weighted sum of these rows' scores at
   * theta - rho x step, by blocks of 1,024 rows, until the next search.
   */
  search(steps: readonly Float32Array[], rows: Uint32Array): (rho: number) => number;
  /** Writes theta + factor x step of all rows, of the parameters and the step that it took last. */
  move(factor: number, theta: Float64Array): void;
  dispose(): void;
}

/**
 * Values with what is known of their ranks, ascending: `low` <= weight strictly below <= `high` - `weight`. Ranks are
 * float32, as in XGBoost's sketch, so that both ask the same questions of the same numbers.
 */
export interface QuantileSummary {
  readonly values: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
  readonly weight: Float32Array;
}

/** One column without weights to be sketched. `limit`: entries a level keeps; `keep`: entries of the result. */
export interface SketchRequest {
  readonly values: Float32Array;
  readonly limit: number;
  readonly keep: number;
}

/** A tree of numeric splits, level by level: boosting/learners/tree/compiled-tree.ts. */
export interface WalkedTree {
  readonly child: Int32Array;
  /** Its slot times `blockRows`. */
  readonly begin: Int32Array;
  readonly threshold: Int32Array;
  readonly depth: number;
  /** What a node adds, in the scores' precision; read at leaves alone. */
  readonly values: Float64Array;
  readonly output: number;
}

/** Trees to be added to the scores of rows, in their order. */
export interface WalkRequest {
  readonly trees: readonly WalkedTree[];
  readonly blockRows: number;
  /** Columns as nodes see them. */
  readonly slots: readonly { readonly values: Float32Array; readonly missingLeft: boolean }[];
  readonly rowCount: number;
  /** scores[row * stride + output]; float32 scores are rounded after each tree. */
  readonly scores: Float32Array | Float64Array;
  readonly stride: number;
}

/** False = not done, and the plain code runs. */
export type WalkTrees = (request: WalkRequest) => boolean;

/** Size of training data, known before any work. */
export interface TrainingSize {
  readonly rowCount: number;
  readonly featureCount: number;
}

/** Where kernels run. All backends give the same bits as `js`, the specification. */
export interface Backend {
  readonly id: "js" | "wasm" | "webgpu";
  /** Those that work, as it stands now: one that can not start, or ends, is left out. */
  readonly threads: number;
  /** Throws `backend.unavailable`, before any work, where data of this size cannot fit: with the bytes and a way on. */
  checkRoom(size: TrainingSize): Awaitable<void>;
  /** Work of about this size is on its way: what takes long to start may start meanwhile. */
  expect?(size: TrainingSize): void;
  bin(features: readonly Column[], rowCount: number, cuts: FeatureCuts): Awaitable<BinnedMatrix>;
  openTreeGrowth(matrix: BinnedMatrix): Awaitable<TreeGrowth>;
  /** Sketches columns of one length; null where this backend has no such kernel and the plain code runs. */
  sketch(requests: readonly SketchRequest[]): Awaitable<QuantileSummary[] | null>;
  /** Adds trees to scores. */
  readonly walk: WalkTrees;
  /** Null where this backend has no kernel of that name; then the objective's own function runs. */
  openGradients(input: GradientKernelInput): Awaitable<GradientKernel | null>;
  /** The same for scores of distributions. */
  openScores(input: ScoreKernelInput): Awaitable<ScoreKernel | null>;
  /** For nets; one thread. The caller disposes of it. */
  openNetKernel(): Awaitable<NetKernel>;
  /** The same at once, for scoring: where nothing was opened before it may be plain JavaScript. */
  openScoringNets(): NetKernel;
  /** A library of tensors for nets whose experiment asks for one; rejects where it can not run, absent = the host has none. */
  openTensors?(): Promise<OfferedTensors>;
  /** Ends its threads; what it opened before must not be used any more. */
  dispose(): void;
}

/** What of a backend scores rows with a model. */
export type Scoring = Pick<Backend, "walk" | "openScoringNets" | "openNetKernel">;
