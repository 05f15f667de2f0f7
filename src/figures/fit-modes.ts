import type { RunStart } from "../experiment/recording.ts";

export type FitMode = "fit" | "surface" | "predicted-actual" | "probabilities";

export interface FitModeChoice {
  readonly mode: FitMode;
  readonly available: boolean;
  /** Why not, as one sentence; null when available. */
  readonly reason: string | null;
}

function featuresText(start: RunStart): string {
  const features = start.header.encoder.features;
  const numbers = features.filter((feature) => feature.kind === "numeric").length;
  const all = features.length === 1 ? "1 feature" : `${features.length} features`;
  return numbers === features.length
    ? `this run has ${all}`
    : `this run has ${all}, ${numbers} of them numbers`;
}

/** Which pictures of the predictions a run can show; the first available one is the natural start. */
export function availableFitModes(start: RunStart): FitModeChoice[] {
  const isClasses = start.header.outputs.kind === "classes";
  const choice = (mode: FitMode, available: boolean, reason: string): FitModeChoice => ({
    mode,
    available,
    reason: available ? null : reason,
  });
  const has = featuresText(start);
  return [
    choice("fit", start.probe?.kind === "line", `A fit needs one number as the only feature; ${has}.`),
    choice(
      "surface",
      start.probe?.kind === "grid",
      `A surface needs two numbers as the only features; ${has}.`,
    ),
    choice("predicted-actual", !isClasses, "The target is a class; see its probabilities."),
    choice("probabilities", isClasses, "The target is a number; it has no class probabilities."),
  ];
}
