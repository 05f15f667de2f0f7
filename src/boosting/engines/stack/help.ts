import type { ParamHelp } from "../../../core/params.ts";

export const stackHelp: ParamHelp = {
  folds:
    "Parts of the training rows. The weights are fitted to what members that never saw a part predict for it, so each member is trained once more for each fold.",
};
