import type { Engine, Training } from "../boosting/engines/engine.ts";
import type { ModelHeader } from "../boosting/model-file.ts";
import type { RawScores } from "../boosting/raw-scores.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import type { Dataset } from "../core/dataset.ts";
import type { Host } from "../core/host.ts";
import type { ParamValues } from "../core/params.ts";
import type { ScoredSets } from "./evaluate.ts";
import type { PreparedData } from "./prepare-data.ts";
import { planRecording, type RecordingPlan } from "./recorder.ts";
import type { SetName } from "./recording.ts";
import type { ResolvedRun } from "./resolve-run.ts";
import type { RunContext, RunInput } from "./run-events.ts";
import type { Experiment } from "./spec.ts";

/** Everything that decides one run, and where it runs. */
export interface RunSetup {
  readonly experiment: Experiment;
  readonly run: ResolvedRun;
  readonly runIndex: number;
  readonly prepared: PreparedData;
  readonly input: RunInput;
  readonly context: RunContext;
}

/** A run whose engine is binned and ready. The owner disposes of `training`, which is another one in each stage. */
export interface OpenedRun {
  readonly engine: Engine;
  training: Training;
  readonly header: ModelHeader;
  /** All rounds so far, past ones included; grows. */
  readonly records: RoundRecord[];
  /** Null = rounds are not recorded. */
  readonly plan: RecordingPlan | null;
  /** What is scored after each round, in the order of the engine's scores. */
  readonly scored: readonly Dataset[];
}

export async function openRun(setup: RunSetup, host: Host): Promise<OpenedRun> {
  const { experiment, run, prepared, input, context } = setup;
  const { validation, test } = prepared.sets;
  const { classNames, outputCount } = prepared.sets.train.target;
  const scoreCount = run.scoreCount(classNames?.length ?? 0, outputCount);
  const isRecording = context.recording === "every-round";
  const plan = isRecording
    ? planRecording(prepared, { rounds: run.rounds, scoreCount }, experiment.seed)
    : null;
  const wanted = isRecording ? [validation, test] : run.earlyStopping === null ? [] : [validation];
  const watch = [...wanted.filter((set) => set.rowCount > 0), ...(plan?.probe ? [plan.probe.data] : [])];
  const engine = await run.meta.load(await Promise.all((run.members ?? []).map(({ meta }) => meta.load())));
  const records = [...(input.past?.records ?? [])];
  const stage = run.stages.find((one) => one.until > records.length) ?? run;
  const training = await openTraining(setup, host, { engine, watch, records, values: stage.values });
  const header: ModelHeader = {
    format: "boosting-lab-model",
    version: 1,
    numerics: 1,
    engine: run.meta.id,
    task: experiment.task,
    loss: run.loss,
    values: run.values,
    outputs: training.start.outputs,
    baseScores: Array.from(training.start.baseScores),
    encoder: prepared.encoder,
    ...(training.start.inputs && { inputs: training.start.inputs }),
    ...(training.start.members && { members: training.start.members }),
  };
  return { engine, training, header, records, plan, scored: [prepared.sets.train, ...watch] };
}

interface TrainingPart {
  readonly engine: Engine;
  readonly watch: readonly Dataset[];
  readonly records: readonly RoundRecord[];
  readonly values: ParamValues;
}

/** The engine's training after these rounds, with the values of a stage. */
async function openTraining(
  { experiment, run, prepared, input, context }: RunSetup,
  host: Host,
  { engine, watch, records, values }: TrainingPart,
): Promise<Training> {
  const { objective, distribution, score } = {
    objective: null,
    distribution: null,
    score: null,
    ...run.loss,
  };
  return engine.open(
    {
      task: experiment.task,
      train: prepared.sets.train,
      watch,
      objective,
      distribution,
      score,
      values,
      rounds: run.rounds,
      seed: experiment.seed,
      ...(records.length > 0 && { past: [...records] }),
      ...(run.members && {
        stack: (await import("./stack-job.ts")).stackJob(run, prepared, experiment),
      }),
      ...(input.givenCuts && { givenCuts: input.givenCuts }),
      ...(input.givenDraws && { givenDraws: input.givenDraws }),
    },
    context.backend,
    host,
  );
}

/** Goes on with other values after the rounds so far: a branch trains as if its past had been trained alone. */
export async function openStage(opened: OpenedRun, setup: RunSetup, host: Host, values: ParamValues) {
  const { engine, records, scored } = opened;
  const before = opened.training;
  opened.training = await openTraining(setup, host, { engine, watch: scored.slice(1), records, values });
  before.dispose();
}

/** Sets that are scored after each round, with `scores` as the engine gives them. */
export function watchedSets(
  { scored }: OpenedRun,
  { sets }: PreparedData,
  scores: readonly RawScores[],
): ScoredSets {
  const ofSet = (name: SetName) => {
    const at = scored.indexOf(sets[name]);
    return at < 0 ? null : { data: sets[name], scores: scores[at]! };
  };
  return { train: ofSet("train"), validation: ofSet("validation"), test: ofSet("test") };
}

/** All sets that have rows, scored by the first `kept` rounds. */
export function keptSets(
  opened: OpenedRun,
  { prepared: { sets }, context }: RunSetup,
  kept: number,
  latest: ScoredSets,
): ScoredSets {
  const { engine, header, records } = opened;
  const ofSet = (name: SetName) => {
    const data = sets[name];
    if (data.rowCount === 0) return null;
    if (kept === records.length && latest[name] !== null) return latest[name];
    const prefix = { kind: "stateAfter", rounds: kept } as const;
    return { data, scores: engine.rawScores(header, records, data, prefix, context.backend) };
  };
  return { train: ofSet("train"), validation: ofSet("validation"), test: ofSet("test") };
}

/** Scores of the probe, or null without one. */
export function probeScoresOf({ plan, scored }: OpenedRun, scores: readonly RawScores[]): RawScores | null {
  return plan?.probe ? scores[scored.length - 1]! : null;
}
