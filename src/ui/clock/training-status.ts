import type { RecordedRound } from "../../experiment/recording.ts";
import { isTraining } from "../../store/experiment-of.ts";
import type { LabState, RunEntry } from "../../store/lab-state.ts";
import type { Recordings } from "../../store/recordings.ts";

/** Seconds until a run is through, from the pace so far; null before there is one. */
export function secondsLeft(run: RunEntry, rounds: readonly RecordedRound[]): number | null {
  const newest = rounds[rounds.length - 1];
  if (run.start === null || newest === undefined || newest.round < 1) return null;
  return (newest.elapsedMs / newest.round) * (run.start.plannedRounds - newest.round) * 0.001;
}

/** "about 4 s", "about 2 min", "under 1 s". */
export function durationText(seconds: number): string {
  if (seconds < 1) return "under 1 s";
  return seconds < 90 ? `about ${Math.round(seconds)} s` : `about ${Math.round(seconds / 60)} min`;
}

function sentence(text: string): string {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/** One or two short sentences: what the lab does at this moment. */
export function statusText(state: LabState, recordings: Recordings): string {
  const { runs, data } = state;
  if (data.status === "loading") return "Reading the data.";
  if (data.status !== "ready") return data.status === "wanted" ? `Waits for ${data.name}.` : "No data yet.";
  const training = runs.filter(isTraining);
  if (training.length > 0) return trainingText(training, recordings);
  const failed = runs.filter((run) => run.status === "failed").length;
  if (failed > 0) return `${failed === 1 ? "1 run" : `${failed} runs`} failed. What was learnt is kept.`;
  const trained = runs.filter((run) => run.end !== null);
  if (trained.length === 0) return runs.length === 0 ? "No run yet." : "Not trained yet.";
  if (trained.some((run) => run.status === "stopped")) return "Stopped. The models are kept.";
  return trained.length === 1 ? "1 run trained." : `${trained.length} runs trained.`;
}

function trainingText(training: readonly RunEntry[], recordings: Recordings): string {
  if (training.every((run) => run.status === "stopping")) return "Stopping after this round.";
  const round = Math.max(0, ...training.map((run) => run.newestRound));
  const left = Math.max(...training.map((run) => secondsLeft(run, recordings.of(run.id)) ?? -1));
  const start = `Training, round ${round}.`;
  return left < 0 ? start : `${start} ${sentence(`${durationText(left)} left`)}`;
}
