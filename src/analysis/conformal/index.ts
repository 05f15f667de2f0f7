import type { ModelOutputs } from "../../boosting/outputs.ts";
import { absolute } from "./absolute.ts";
import { adaptiveSets } from "./adaptive-sets.ts";
import type { ConformalMethod } from "./conformal-method.ts";
import { leastAmbiguous } from "./least-ambiguous.ts";
import { normalised } from "./normalised.ts";
import { quantileRegression } from "./quantile-regression.ts";

/** By kind of outputs; the first makes the intervals or sets of new predictions. */
const methods: { readonly [kind in ModelOutputs["kind"]]: readonly ConformalMethod[] } = {
  point: [absolute],
  distribution: [quantileRegression, normalised, absolute],
  classes: [leastAmbiguous, adaptiveSets],
  // what is known of several targets is no single value that an error could be taken from
  joint: [],
};

export function conformalMethodsOf(outputs: Pick<ModelOutputs, "kind">): readonly ConformalMethod[] {
  return methods[outputs.kind];
}
