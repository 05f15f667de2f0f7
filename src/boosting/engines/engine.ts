import type { Backend, Scoring } from "../../compute/backend.ts";
import type { Dataset } from "../../core/dataset.ts";
import type { Host } from "../../core/host.ts";
import type { Param, ParamHelp, ParamValues } from "../../core/params.ts";
import type { Task } from "../../core/task.ts";
import type { Learner } from "../learners/learner.ts";
import type { InputLayer } from "../learners/net/input-layer.ts";
import type { MemberHeader, ModelHeader } from "../model-file.ts";
import type { ModelOutputs } from "../outputs.ts";
import type { GradientPairs, RawScores } from "../raw-scores.ts";
import type { RoundRecord } from "../round-record.ts";

/** What the page and the command line know of an engine without loading it. */
export interface EngineMeta {
  readonly id: string;
  readonly label: string;
  /** Two words for the card: "trees", "distributions". */
  readonly kind: string;
  readonly hue: "gbdt" | "grow" | "ngb" | "other";
  readonly tasks: readonly Task[];
  /** Trained by an objective (gradients and hessians) or by a distribution and a scoring rule. */
  readonly fits: "objective" | "distribution";
  readonly learner: Learner["kind"];
  /** Kinds that it adds in place of that one where it is told to, one a raw score; absent = none. */
  readonly furtherLearners?: readonly Learner["kind"][];
  readonly params: readonly Param[];
  /** Rounds that a run of it begins with, where it needs far fewer than others; absent = as others. */
  readonly defaultRounds?: number;
  /** Ids shown on the card before "More settings", most important first. */
  readonly mainParams: readonly string[];
  /** Values to watch with: each round does little, and one can see what. */
  readonly gentle: ParamValues;
  /** Other names with preset values, e.g. dart = gbdt with booster=dart. */
  readonly aliases: { readonly [name: string]: ParamValues };
  readonly capabilities: ModelCapabilities;
  /** Not among the runs of a first visit; in menus and the command line like all others. */
  readonly isExtra?: true;
  /** `members`: the engines of a stack's members, in their order; of others there are none. */
  load(members?: readonly Engine[]): Promise<Engine>;
  /** A sentence for each of `params`: only an open form shows them. */
  loadHelp(): Promise<ParamHelp>;
}

/** Panels ask what a model can do, never which it is. */
export interface ModelCapabilities {
  readonly hasCover: boolean;
  readonly hasCounts: boolean;
  readonly hasTrainingRows: boolean;
  readonly canInspect: boolean;
  readonly canContinue: boolean;
}

/** One run of one engine, checked and complete: values are resolved, ids exist, targets are in their domain. */
export interface TrainingJob {
  readonly task: Task;
  readonly train: Dataset;
  /** Rows to score after each round, e.g. validation, test, a probe grid. */
  readonly watch: readonly Dataset[];
  readonly objective: string | null;
  readonly distribution: string | null;
  readonly score: string | null;
  readonly values: ParamValues;
  readonly rounds: number;
  readonly seed: number;
  /** Continue after these rounds of the same job: their effect is replayed bit by bit, then training goes on. */
  readonly past?: readonly RoundRecord[];
  /** Cut points to use in place of quantiles, per feature, ascending, sentinel included (reference tests). */
  readonly givenCuts?: readonly (readonly number[])[];
  /** Draws to use in place of random ones, for rounds 1, 2, ... (to check sampled runs of another library). */
  readonly givenDraws?: readonly GivenDraws[];
  /** Of a stack alone: what it trains, and the folds by which it weighs that. */
  readonly stack?: StackJob;
}

/** What a stack is made of. */
export interface StackJob {
  readonly members: readonly Pick<MemberHeader, "engine" | "loss" | "values">[];
  /** Each training row is held by one of them. */
  readonly folds: readonly StackFold[];
}

export interface StackFold {
  /** The training rows of all other folds. */
  readonly train: Dataset;
  /** The rows of this fold. */
  readonly held: Dataset;
  /** Where those stand among all training rows. */
  readonly places: Uint32Array;
}

/** What the learners of one round may use, in their order; absent = drawn as usual. */
export interface GivenDraws {
  /** Training rows that take part, per learner. */
  readonly rows?: readonly (readonly number[])[];
  /** Columns offered to the tree, per learner. */
  readonly features?: readonly (readonly number[])[];
  /** Rounds left out (DART), 1-based. */
  readonly droppedRounds?: readonly number[];
}

export interface TrainingStart {
  readonly outputs: ModelOutputs;
  readonly baseScores: Float64Array;
  readonly inputs?: InputLayer;
  /** Of a stack. */
  readonly members?: readonly MemberHeader[];
  /** Milliseconds of binning. */
  readonly binMs: number;
  /** Sentences the user should see (cut points from a sample ...). */
  readonly notes: readonly string[];
}

/** After each round. Arrays are the engine's own and valid until the generator is resumed. */
export interface RoundReport {
  readonly record: RoundRecord;
  /** Raw scores after the round: [train, ...watch]. */
  readonly scores: readonly RawScores[];
  /** What the round's learners were fitted to, at the training rows (before sampling); NGBoost: natural gradient, hessian 1. */
  readonly fitted: GradientPairs;
}

/** A run under way. `scores` is valid before the first round too (the constant model, or the end of `past`). */
export interface Training {
  readonly start: TrainingStart;
  readonly scores: readonly RawScores[];
  rounds(): AsyncGenerator<RoundReport, void>;
  /** Exact recomputation of a node's histogram and candidates from the rounds so far. */
  inspect(
    records: readonly RoundRecord[],
    round: number,
    learner: number,
    node: number,
  ): Promise<NodeInspection>;
  /** Trains a round's net again by each of these optimisers, from one start on one task; only engines of nets can. */
  race?(
    records: readonly RoundRecord[],
    round: number,
    optimizers: readonly string[],
  ): Promise<OptimiserRace>;
  dispose(): void;
}

/** What each optimiser made of one net: mean losses of the minibatches, step by step. */
export interface OptimiserRace {
  readonly stepsAnEpoch: number;
  readonly lanes: readonly {
    readonly optimizer: string;
    /** Null = it has no rate of its own. */
    readonly learningRate: number | null;
    readonly losses: Float64Array;
  }[];
}

export interface Engine {
  /** Throws coded errors for bad labels and values. */
  open(job: TrainingJob, backend: Backend, host: Host): Promise<Training>;
  /** Raw scores of new rows from a model's first `rounds` rounds; by a backend's kernels. */
  rawScores(
    header: ModelHeader,
    rounds: readonly RoundRecord[],
    data: Dataset,
    prefix: Prefix,
    scoring: Scoring,
  ): RawScores;
}

/**
 * The two meanings of "the first k rounds": `stateAfter` = what was true after round k (DART's weights then),
 * `iterationRange` = the first k rounds of the final model, as XGBoost means it.
 */
export interface Prefix {
  readonly kind: "stateAfter" | "iterationRange";
  readonly rounds: number;
}

/** A node seen again: exact sums, equal to the logged ones, and the best split each feature had to offer. */
export interface NodeInspection {
  readonly node: number;
  readonly gradientSum: number;
  readonly hessianSum: number;
  readonly rowCount: number;
  /** Per offered feature, best first. `gain` is -Infinity where no split was allowed. */
  readonly candidates: readonly {
    readonly feature: number;
    readonly gain: number;
    readonly threshold: number;
    readonly rightCategories: readonly number[] | null;
  }[];
  /** The recomputed sums are the ones in the record. */
  readonly matchesRecord: boolean;
}
