import type { RunStart } from "../experiment/recording.ts";
import { viewWords } from "../words/views.ts";

export type FitMode = keyof typeof viewWords.modes;

export interface FitModeChoice {
  readonly mode: FitMode;
  readonly available: boolean;
  /** Why not, as one sentence; null when available. */
  readonly reason: string | null;
}

const words = viewWords.needs;

/**
 * Which pictures of the predictions a run can show; the first available one is the natural start. Pictures of the other
 * kind of target are not listed.
 */
export function availableFitModes(start: RunStart): FitModeChoice[] {
  const { outputs, encoder } = start.header;
  const { features } = encoder;
  const isClasses = outputs.kind === "classes";
  const has = words.features(features.length, features.filter(({ kind }) => kind === "numeric").length);
  const choice = (mode: FitMode, available: boolean, reason: string): FitModeChoice => ({
    mode,
    available,
    reason: available ? null : reason,
  });
  const overFeatures = [
    choice("fit", start.probe?.kind === "line", words.fit(has)),
    choice("surface", start.probe?.kind === "grid", words.surface(has)),
  ];
  if (outputs.task === "ranking") return [choice("queries", true, "")];
  if (isClasses) {
    const always = ["probabilities", "confusion", "roc", "calibration"] as const;
    return [...overFeatures, ...always.map((mode) => choice(mode, true, ""))];
  }
  if (outputs.outputNames !== undefined) {
    return [
      ...overFeatures.filter(({ available }) => available),
      choice("predicted-actual", true, ""),
      choice("calibration", outputs.kind === "joint", words.distribution),
      choice("joint", outputs.kind === "joint", words.distribution),
    ];
  }
  return [
    ...overFeatures,
    choice("predicted-actual", true, ""),
    outputs.task === "survival"
      ? choice("calibration", false, words.seen)
      : choice("calibration", outputs.kind === "distribution", words.distribution),
    choice("gradient-plane", outputs.kind === "distribution" && outputs.scoreCount > 1, words.parameters),
  ];
}

/** Listed only where a run has it: beside point models alone it would be a promise of another engine. */
const ONLY_WHERE_AVAILABLE: readonly FitMode[] = ["gradient-plane", "joint"];

/** Which pictures runs of one experiment can show between them: one that can is enough. */
export function sharedFitModes(starts: readonly RunStart[]): FitModeChoice[] {
  const [first, ...others] = starts.map(availableFitModes);
  if (first === undefined) return [];
  return first
    .map((choice) => {
      if (choice.available) return choice;
      return others.flat().find(({ mode, available }) => mode === choice.mode && available) ?? choice;
    })
    .filter(({ mode, available }) => available || !ONLY_WHERE_AVAILABLE.includes(mode));
}

/** Why a run cannot show a picture; null when it can. */
export function reasonAgainst(start: RunStart, mode: FitMode): string | null {
  const found = availableFitModes(start).find((choice) => choice.mode === mode);
  if (found !== undefined) return found.reason;
  if (start.header.outputs.task === "ranking") return words.ranking;
  if (mode === "queries") return words.queries;
  return start.header.outputs.kind === "classes" ? words.number : words.classes;
}
