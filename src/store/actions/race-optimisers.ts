import type { OptimiserRace } from "../../boosting/engines/engine.ts";
import { engineById } from "../../boosting/engines/index.ts";
import { LabError } from "../../core/errors.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry } from "../lab-state.ts";

/** An optimiser as menus name it. */
export interface NamedOptimiser {
  readonly id: string;
  readonly label: string;
}

/** Runs whose nets can be trained again: they have an optimiser to choose, and rounds. */
export function racingRuns({ runs }: Pick<LabState, "runs">): RunEntry[] {
  return runs.filter((run) => run.start !== null && optimisersOf(run).length > 0);
}

/** The choices of the engine's optimiser; empty = it has none. */
export function optimisersOf({ spec }: Pick<RunEntry, "spec">): readonly NamedOptimiser[] {
  const param = engineById(spec.engine).meta.params.find(({ id }) => id === "optimizer");
  return param?.kind === "choice" ? param.choices : [];
}

/** One optimiser after the other, so that the page can show each at once and stop between two. Throws LabErrors. */
export async function raceOptimisers(
  lab: Lab,
  { run, round }: { readonly run: RunEntry; readonly round: number },
  {
    signal,
    onBegin,
    onRace,
  }: {
    readonly signal: AbortSignal;
    readonly onBegin: (optimiser: NamedOptimiser) => void;
    readonly onRace: (race: OptimiserRace) => void;
  },
): Promise<void> {
  const session = lab.border.sessions.get(run.id) ?? run.id;
  for (const optimiser of optimisersOf(run)) {
    if (signal.aborted) return;
    onBegin(optimiser);
    const outcome = await lab.services.training.race(session, round, [optimiser.id]);
    if (signal.aborted) return;
    if (!outcome.ok) throw new LabError(outcome.error.code, outcome.error.message, outcome.error.facts);
    onRace(outcome.value);
  }
}
