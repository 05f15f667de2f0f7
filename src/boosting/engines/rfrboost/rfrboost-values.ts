import type { ParamValues } from "../../../core/params.ts";

export type BlockVariant = "gradient" | "greedy_dense" | "greedy_diagonal" | "greedy_scalar";
export type FeatureMap = "swim" | "iid";

/** The engine's parameters as training reads them. */
export interface RfrboostValues {
  readonly variant: BlockVariant;
  readonly features: FeatureMap;
  readonly representationFeatures: number;
  readonly inputFeatures: number;
  readonly areAdded: boolean;
  readonly swimScale: number;
  readonly iidScale: number;
  readonly upscale: FeatureMap | "identity";
  readonly hiddenUnits: number;
  readonly boostRate: number;
  /** Ridge of the top model, and of what a block is fitted by. */
  readonly topRidge: number;
  readonly blockRidge: number;
  /** Rounds after which the top model is kept as it is; null = never. */
  readonly freezeTop: number | null;
  readonly clip: number | null;
  readonly scalesTarget: boolean;
}

export function rfrboostValues(values: ParamValues): RfrboostValues {
  const number = (id: string) => values[id] as number;
  return {
    variant: values.block as BlockVariant,
    features: values.features as FeatureMap,
    representationFeatures: number("representation_features"),
    inputFeatures: number("input_features"),
    areAdded: values.add_features === true,
    swimScale: number("swim_scale"),
    iidScale: number("iid_scale"),
    upscale: values.upscale as RfrboostValues["upscale"],
    hiddenUnits: number("hidden_units"),
    boostRate: number("boost_rate"),
    topRidge: number("l2_top"),
    blockRidge: number("l2_block"),
    freezeTop: values.freeze_top as number | null,
    clip: number("clip") > 0 ? number("clip") : null,
    scalesTarget: values.scale_target === true,
  };
}
