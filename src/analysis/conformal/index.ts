import type { ModelOutputs } from "../../boosting/outputs.ts";
import { absolute } from "./absolute.ts";
import { adaptiveSets } from "./adaptive-sets.ts";
import { type ConformalMethod, type ConformalMethodId, conformalMethodIds } from "./conformal-method.ts";
import { leastAmbiguous } from "./least-ambiguous.ts";
import { normalised } from "./normalised.ts";
import { quantileRegression } from "./quantile-regression.ts";

const methods: { readonly [id in ConformalMethodId]: ConformalMethod } = {
  absolute,
  normalised,
  cqr: quantileRegression,
  lac: leastAmbiguous,
  aps: adaptiveSets,
};

/** Every method that fits the outputs, in the order of `conformalMethodIds`. */
export function conformalMethodsOf({ kind }: Pick<ModelOutputs, "kind">): readonly ConformalMethod[] {
  return conformalMethodIds[kind].map((id) => methods[id]);
}
