import type { RecordedRound } from "../../experiment/recording.ts";
import { isTraining } from "../../store/experiment-of.ts";
import type { LabState, RunEntry } from "../../store/lab-state.ts";
import type { Recordings } from "../../store/recordings.ts";
import { clockWords } from "../../words/clock.ts";

const words = clockWords.status;

/** Seconds until a run is through, from the pace so far; null before there is one. */
export function secondsLeft(run: RunEntry, rounds: readonly RecordedRound[]): number | null {
  const newest = rounds[rounds.length - 1];
  if (run.start === null || newest === undefined || newest.round < 1) return null;
  return (newest.elapsedMs / newest.round) * (run.start.plannedRounds - newest.round) * 0.001;
}

/** "about 4 s", "about 2 min", "under 1 s". */
export function durationText(seconds: number): string {
  const { underOne, seconds: inSeconds, minutes } = clockWords.duration;
  return timeText(seconds, { underOne, inSeconds, minutes });
}

/** "4 s", "2 min", "under 1 s": where there is no room to say that it is a guess. */
export function shortDurationText(seconds: number): string {
  const { underOne, shortSeconds, shortMinutes } = clockWords.duration;
  return timeText(seconds, { underOne, inSeconds: shortSeconds, minutes: shortMinutes });
}

interface TimeWords {
  readonly underOne: string;
  readonly inSeconds: (count: string) => string;
  readonly minutes: (count: string) => string;
}

function timeText(seconds: number, { underOne, inSeconds, minutes }: TimeWords): string {
  if (seconds < 1) return underOne;
  return seconds < 90 ? inSeconds(`${Math.round(seconds)}`) : minutes(`${Math.round(seconds / 60)}`);
}

/** One or two short sentences: what the lab does at this moment. */
export function statusText(state: LabState, recordings: Recordings): string {
  const { runs, data } = state;
  if (data.status === "loading") return words.reading;
  if (data.status !== "ready") return data.status === "wanted" ? words.wanted(data.name) : words.noData;
  const training = runs.filter(isTraining);
  if (training.length > 0) return trainingText(training, recordings);
  const failed = runs.filter((run) => run.status === "failed").length;
  if (failed > 0) return words.failed(`${failed}`, failed === 1);
  const trained = runs.filter((run) => run.end !== null);
  if (trained.length === 0) return runs.length === 0 ? words.noRun : words.untrained;
  if (trained.some((run) => run.status === "stopped")) return words.stopped;
  return words.trained(`${trained.length}`, trained.length === 1);
}

function trainingText(training: readonly RunEntry[], recordings: Recordings): string {
  if (training.every((run) => run.status === "stopping")) return words.stopping;
  const resting = training.every((run) => run.status === "paused");
  const round = Math.max(0, ...training.map((run) => run.newestRound));
  if (resting) return words.paused(`${round}`);
  const left = Math.max(...training.map((run) => secondsLeft(run, recordings.of(run.id)) ?? -1));
  const start = words.training(`${round}`);
  return left < 0 ? start : `${start} ${words.left(durationText(left))}`;
}
