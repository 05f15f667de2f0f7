import type { Engine, TrainingJob } from "./engines/engine.ts";
import type { ModelHeader } from "./model-file.ts";
import type { RawScores } from "./raw-scores.ts";

/** The arguments of a function but the first. */
type Further<F> = F extends (first: never, ...further: infer All) => unknown ? All : never;

/** What an engine of nets does on targets in units of its own. */
interface OwnUnits {
  open(job: TrainingJob, ...place: Further<Engine["open"]>): ReturnType<Engine["open"]>;
  scores(header: ModelHeader, ...asked: Further<Engine["rawScores"]>): RawScores;
}

/** An engine of nets: several targets are standardised on the way in, and put back into their units on the way out. */
export function netEngine({ open, scores }: OwnUnits): Engine {
  return {
    async open(job, ...place) {
      if (job.train.target.outputCount === 1) return open(job, ...place);
      const { openStandardised } = await import("./standard-targets.ts");
      return openStandardised(job, (own) => open(own, ...place));
    },
    rawScores: (header, ...asked) => scoresInUnits(header, (own) => scores(own, ...asked)),
  };
}

/** Scores of a model that was trained by `openStandardised`, from what its engine makes of a header whose starts are 0. */
function scoresInUnits(header: ModelHeader, score: (header: ModelHeader) => RawScores): RawScores {
  const spreads = header.inputs?.spreads;
  if (spreads === undefined) return score(header);
  const { baseScores } = header;
  const count = baseScores.length;
  const raw = score({ ...header, baseScores: baseScores.map(() => 0) });
  return {
    ...raw,
    values: Float64Array.from(
      raw.values,
      (value, at) => baseScores[at % count]! + spreads[at % count]! * value,
    ),
  };
}
