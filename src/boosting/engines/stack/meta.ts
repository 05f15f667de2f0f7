import type { EngineMeta } from "../engine.ts";

/** Runs beside each other whose predictions are added: each member has an engine of its own. */
export const stackMeta: EngineMeta = {
  id: "stack",
  label: "Stack",
  kind: "models",
  hue: "other",
  tasks: ["regression", "binary", "multiclass"],
  fits: "objective",
  learner: "members",
  params: [{ kind: "integer", id: "folds", label: "Folds", default: 3, min: 2, max: 10, softMax: 5 }],
  mainParams: ["folds"],
  gentle: {},
  aliases: {},
  capabilities: {
    hasCover: false,
    hasCounts: false,
    hasTrainingRows: true,
    canInspect: false,
    canContinue: true,
  },
  isExtra: true,
  load: async (members = []) => (await import("./engine.ts")).stackEngine(members),
  loadHelp: async () => (await import("./help.ts")).stackHelp,
};
