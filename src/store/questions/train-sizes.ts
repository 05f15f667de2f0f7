import { pow } from "../../core/deterministic-math.ts";
import type { SplitSpec } from "../../experiment/spec.ts";
import { decimalText } from "../../figures/number-text.ts";
import { questionWords } from "../../words/questions.ts";
import { repeatKey, seedOf } from "../comparison/comparison.ts";
import { experimentOfRun } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry } from "../lab-state.ts";
import { trainWanted, type WantedCurves } from "./question-work.ts";

export const LEARNING_SEEDS = 3;
const SIZES = 5;
const LEAST = 0.1;
/** Experiments hold out no more of the table than this. */
const MOST_HELD_OUT = 0.9;
/** A smallest part above this is no part worth asking about. */
const MOST_LEAST = 0.5;

export interface TrainingShare {
  /** Of the rows that train in the experiment itself. */
  readonly share: number;
  readonly split: SplitSpec;
}

/**
 * Splits of smaller and smaller training sets, ascending up to the whole. A random split draws test and validation rows
 * first, so they stay the same rows while the calibration rows take from the training rows.
 */
export function trainingShares(split: SplitSpec): TrainingShare[] {
  const train = 1 - split.validation - split.test - split.calibration;
  const least = Math.max(LEAST, (1 - MOST_HELD_OUT) / train);
  if (split.kind !== "random" || !(train > 0) || least > MOST_LEAST) return [];
  const most = Math.floor(1000 * (MOST_HELD_OUT - split.validation - split.test) + 1e-6) / 1000;
  return Array.from({ length: SIZES }, (_, step) => {
    if (step === SIZES - 1) return { share: 1, split };
    const share = least * pow(1 / least, step / (SIZES - 1));
    const calibration = Math.min(most, Math.round(1000 * (split.calibration + train * (1 - share))) / 1000);
    return { share, split: { ...split, calibration } };
  });
}

export interface WantedSize extends WantedCurves {
  readonly run: RunEntry;
  /** Place in the shares. */
  readonly size: number;
  readonly share: number;
  readonly repeat: number;
}

/** Seed by seed, so that pairs are complete early; the whole is what the comparison trains as well. */
export function wantedSizes({ setup, runs }: Pick<LabState, "setup" | "runs">): WantedSize[] {
  const shares = trainingShares(setup.split);
  const shown = runs.filter((run) => run.shown);
  return Array.from({ length: LEARNING_SEEDS }, (_, repeat) =>
    shares.map(({ share, split }, size) =>
      shown.map((run): WantedSize => {
        const smaller = { ...setup, split };
        const seed = seedOf(setup, repeat);
        return {
          run,
          size,
          share,
          repeat,
          name: questionWords.learning.name(run.name, `${decimalText(100 * share, 0)} %`, `${seed}`),
          key: repeatKey(smaller, run.spec, repeat),
          experiment: experimentOfRun({ ...smaller, seed }, run.spec),
        };
      }),
    ),
  ).flat(2);
}

export function trainSizes(lab: Lab, signal: AbortSignal): Promise<void> {
  return trainWanted(lab, "learning", wantedSizes(lab.store.getState()), signal);
}
