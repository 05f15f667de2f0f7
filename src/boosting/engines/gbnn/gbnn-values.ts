import type { ParamValues } from "../../../core/params.ts";
import type { InputScaling } from "../../learners/net/input-layer.ts";

/** The parameters by name, as training reads them. */
export interface GbnnValues {
  /** Hidden units that a round adds. */
  readonly units: number;
  readonly learningRate: number;
  readonly subsample: number;
  /** For squared error too, whose step is 1 in the original. */
  readonly searchesAlways: boolean;
  readonly penalty: number;
  readonly maxIterations: number;
  readonly gradientTolerance: number;
  readonly scaling: InputScaling;
}

export function gbnnValues(values: ParamValues): GbnnValues {
  const number = (id: string) => values[id] as number;
  return {
    units: number("hidden_units"),
    learningRate: number("learning_rate"),
    subsample: number("subsample"),
    searchesAlways: values.line_search === true,
    penalty: number("l2"),
    maxIterations: number("max_iter"),
    gradientTolerance: number("tol"),
    scaling: values.scaling as InputScaling,
  };
}
