import { type BestRound, watchMetric } from "../boosting/early-stopping.ts";
import type { RoundReport } from "../boosting/engines/engine.ts";
import type { Metric } from "../boosting/metrics/metric.ts";
import type { RawScores } from "../boosting/raw-scores.ts";
import { LabError } from "../core/errors.ts";
import { chooseMetrics } from "./choose-metrics.ts";
import type { ConformalEnd } from "./conformal-end.ts";
import { createEngineClock, type EngineClock } from "./engine-clock.ts";
import {
  confusionOf,
  evaluateSets,
  finalMetrics,
  requireFinite,
  requireFiniteMetrics,
  type ScoredSets,
} from "./evaluate.ts";
import {
  keptSets,
  type OpenedRun,
  openRun,
  openStage,
  probeScoresOf,
  type RunSetup,
  watchedSets,
} from "./open-run.ts";
import { rowCountsOf } from "./prepare-data.ts";
import { emptyFollowedRows, recordRound } from "./recorder.ts";
import { type RecordedRound, type RunEnd, type RunStart, setNames } from "./recording.ts";
import type { RunEvent } from "./run-events.ts";

/** A run under way: what its steps share. */
interface Progress {
  readonly setup: RunSetup;
  readonly opened: OpenedRun;
  readonly clock: EngineClock;
  /** The first one stops. */
  readonly metrics: readonly Metric[];
  readonly best: BestRound;
  /** The engine's scores now. */
  scores: readonly RawScores[];
}

const VALIDATION = setNames.indexOf("validation");

/** One run of an experiment: start, rounds, end. Disposes of the training unless it is to be kept open. */
export async function* trainRun(setup: RunSetup): AsyncGenerator<RunEvent, void> {
  const { runIndex, context, run } = setup;
  const clock = createEngineClock(context.host);
  const opened = await openRun(setup, clock.host);
  let isHandedOver = false;
  try {
    const { train } = setup.prepared.sets;
    const metrics = await chooseMetrics(setup.experiment, run.defaultMetric, opened.header.outputs, train);
    const best = watchMetric(metrics[0]!.direction, run.earlyStopping);
    const progress: Progress = { setup, opened, clock, metrics, best, scores: opened.training.scores };
    const start = startOf(progress);
    isHandedOver = context.keepOpen === true;
    yield { kind: "start", runIndex, start, open: opened };
    yield* trainRounds(progress);
    yield await endOf(progress);
  } finally {
    if (!isHandedOver) opened.training.dispose();
  }
}

function startOf({ setup, opened, metrics }: Progress): RunStart {
  const { prepared, run } = setup;
  return {
    header: opened.header,
    plannedRounds: run.rounds,
    rowCounts: rowCountsOf(prepared.sets),
    metrics: metrics.map((metric) => metric.id),
    followed: opened.plan?.followed.rows ?? emptyFollowedRows(prepared),
    probe: opened.plan?.probe?.probe ?? null,
    notes: [...prepared.notes, ...opened.training.start.notes],
  };
}

async function* trainRounds(progress: Progress): AsyncGenerator<RunEvent, void> {
  const { setup, opened, best, clock } = progress;
  const { runIndex, run } = setup;
  let openedFor = run.stages.find(({ until }) => until > opened.records.length)?.values;
  if (opened.records.length > 0) await seePastRounds(progress);
  else yield* roundEvent(runIndex, measureRound(progress, null));
  for (const { values, until } of run.stages) {
    if (opened.records.length >= until) continue;
    if (openedFor !== values) await openStage(opened, setup, clock.host, values);
    openedFor = values;
    yield* trainStage(progress, until);
    if (best.exhausted || opened.records.length < until) return;
  }
}

/** Rounds of one stage, until its last, a stop or no gain. */
async function* trainStage(progress: Progress, until: number): AsyncGenerator<RunEvent, void> {
  const { setup, opened, best, clock } = progress;
  const { runIndex, context } = setup;
  const rounds = opened.training.rounds();
  try {
    while (!best.exhausted && opened.records.length < until) {
      const step = await clock.measure(() => rounds.next());
      if (step.done) return;
      progress.scores = step.value.scores;
      yield* roundEvent(runIndex, measureRound(progress, step.value));
      const breath = context.host.pause();
      if (breath !== undefined) await breath;
    }
  } finally {
    await rounds.return();
  }
}

function* roundEvent(runIndex: number, round: RecordedRound | null): Generator<RunEvent, void> {
  if (round !== null) yield { kind: "round", runIndex, round };
}

/** Checks and evaluates the state after a round (null = round 0), then keeps the round. */
function measureRound(progress: Progress, report: RoundReport | null): RecordedRound | null {
  const { setup, opened, best, clock, scores } = progress;
  const round = report?.record.round ?? 0;
  const sets = watchedSets(opened, setup.prepared, scores);
  for (const name of setNames) if (sets[name] !== null) requireFinite(sets[name].scores, round);
  const values = evaluateSets(roundMetrics(progress), opened.header.outputs, sets);
  requireFiniteMetrics(values, round);
  if (sets.validation !== null) best.see(round, values[VALIDATION]!);
  if (round === 0) requireStopMetric(progress);
  if (report !== null) opened.records.push(report.record);
  if (opened.plan === null) return null;
  return recordRound(opened.plan, {
    round,
    report,
    metrics: values,
    sets,
    probeScores: probeScoresOf(opened, scores),
    elapsedMs: clock.elapsedMs,
  });
}

/** Without a recording only early stopping needs a metric in every round. */
function roundMetrics({ setup, opened, metrics }: Progress): readonly Metric[] {
  if (opened.plan !== null) return metrics;
  return setup.run.earlyStopping === null ? [] : metrics.slice(0, 1);
}

function requireStopMetric({ setup, metrics, best }: Progress): void {
  if (setup.run.earlyStopping === null || best.bestRound !== null) return;
  throw new LabError(
    "spec.invalid",
    `Early stopping cannot look at ${metrics[0]!.id}: it is not defined on these validation rows. Choose another metric, or switch early stopping off.`,
    { path: "stopMetric", value: metrics[0]!.id },
  );
}

/** Tells the watcher of the rounds that were trained before, so that it decides as if they had been now. */
async function seePastRounds({ setup, opened, metrics, best }: Progress): Promise<void> {
  const { validation } = setup.prepared.sets;
  const { engine, header, records } = opened;
  if (validation.rowCount === 0) return;
  const known = setup.input.past?.stopMetric;
  for (let round = 0; round <= records.length; round++) {
    if (known?.length === records.length + 1) {
      best.see(round, known[round]!);
    } else {
      const scores = engine.rawScores(
        header,
        records,
        validation,
        { kind: "stateAfter", rounds: round },
        setup.context.backend,
      );
      const sets = { train: null, validation: { data: validation, scores }, test: null };
      best.see(round, evaluateSets(metrics.slice(0, 1), header.outputs, sets)[VALIDATION]!);
      const breath = setup.context.host.pause();
      if (breath !== undefined) await breath;
    }
  }
}

async function endOf(progress: Progress): Promise<RunEvent> {
  const { setup, opened, clock, metrics, best, scores } = progress;
  const { run, runIndex, prepared } = setup;
  const { header, records, training } = opened;
  const keptRounds = run.earlyStopping === null ? records.length : (best.bestRound ?? records.length);
  const sets = keptSets(opened, setup, keptRounds, watchedSets(opened, prepared, scores));
  const kept = { keptRounds, test: sets.test };
  const { conformal = null, online = null, bound = null } = await calibrationOf(progress, kept);
  const end: RunEnd = {
    reason: records.length >= run.rounds ? "finished" : best.exhausted ? "early-stopped" : "stopped",
    rounds: records.length,
    bestRound: best.bestRound,
    keptRounds,
    milliseconds: { bin: training.start.binMs, train: clock.elapsedMs },
    ...(conformal !== null && { conformal }),
    ...(online !== null && { onlineConformal: online }),
  };
  return {
    kind: "end",
    runIndex,
    end,
    model: { header, rounds: [...records], keptRounds, ...(bound !== null && { conformal: bound }) },
    metrics: finalMetrics(metrics, header.outputs, sets),
    confusion: confusionOf(header.outputs, sets),
  };
}

/** Empty = no rows were kept aside; the code for it is loaded where some were. */
async function calibrationOf(
  { setup, opened }: Progress,
  kept: { readonly keptRounds: number; readonly test: ScoredSets["test"] },
): Promise<Partial<ConformalEnd>> {
  if (setup.prepared.calibration.rowCount === 0) return {};
  const { conformalEnd } = await import("./conformal-end.ts");
  return conformalEnd(opened, setup, kept) ?? {};
}
