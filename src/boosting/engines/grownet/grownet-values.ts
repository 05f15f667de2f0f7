import type { Activation } from "../../../compute/net-kernel.ts";
import type { ParamValues } from "../../../core/params.ts";
import type { InputScaling } from "../../learners/net/input-layer.ts";

export type BoostRateMode = "learned" | "fixed" | "shrinkage" | "line_search";

/** The parameters by name, as training reads them. */
export interface GrownetValues {
  readonly hidden: readonly number[];
  readonly activation: Activation;
  readonly batchNorm: boolean;
  readonly dropout: number;
  readonly handsOn: boolean;
  readonly isSecondOrder: boolean;
  readonly boostRate: number;
  readonly boostRateMode: BoostRateMode;
  readonly optimiser: string;
  readonly momentum: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly epochs: number;
  readonly leastSteps: number;
  /** Null = by the number of rows. */
  readonly batchSize: number | null;
  readonly corrective: "paper" | "code" | "off";
  readonly correctiveEpochs: number;
  readonly correctiveEvery: number;
  readonly correctiveDivisor: number;
  readonly rateDecay: number;
  readonly rateDecayEvery: number;
  readonly netBackend: "own" | "tfjs" | "auto";
  readonly scaling: InputScaling;
  readonly scalesTarget: boolean;
  /** Columns of categories are learned vectors, not an input a category. */
  readonly isEmbedded: boolean;
  /** Coordinates of each; null = by the number of categories. */
  readonly embeddingSize: number | null;
}

export function grownetValues(values: ParamValues): GrownetValues {
  const number = (id: string) => values[id] as number;
  return {
    hidden: new Array<number>(number("hidden_layers")).fill(number("hidden_units")),
    activation: values.activation as Activation,
    batchNorm: values.batch_norm === true,
    dropout: number("dropout"),
    handsOn: values.hand_on === true,
    isSecondOrder: values.model_order === "second",
    boostRate: number("boost_rate"),
    boostRateMode: values.boost_rate_mode as BoostRateMode,
    optimiser: values.optimizer as string,
    momentum: number("momentum"),
    learningRate: number("learning_rate"),
    weightDecay: number("weight_decay"),
    epochs: number("epochs"),
    leastSteps: number("min_steps"),
    batchSize: values.batch_size as number | null,
    corrective: values.corrective_step as GrownetValues["corrective"],
    correctiveEpochs: number("corrective_epochs"),
    correctiveEvery: number("corrective_every"),
    correctiveDivisor: number("corrective_rate_divisor"),
    rateDecay: number("rate_decay"),
    rateDecayEvery: number("rate_decay_every"),
    netBackend: values.net_backend as GrownetValues["netBackend"],
    scaling: values.scaling as InputScaling,
    scalesTarget: values.scale_target === true,
    isEmbedded: values.categories === "embedded",
    embeddingSize: (values.embedding_size as number | null | undefined) ?? null,
  };
}

/** Rate and weight decay shrink together, once each `rateDecayEvery` rounds (the original halves both every 15). */
export function decayAt({ rateDecay, rateDecayEvery }: GrownetValues, round: number): number {
  let factor = 1;
  for (let at = rateDecayEvery; at < round; at += rateDecayEvery) factor *= rateDecay;
  return factor;
}
