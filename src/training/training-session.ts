import { loadDistribution } from "../boosting/distributions/index.ts";
import type { NodeInspection, OptimiserRace } from "../boosting/engines/engine.ts";
import type { ModelContent } from "../boosting/model-file.ts";
import type { Predictions } from "../boosting/outputs.ts";
import { predictionsOf } from "../boosting/predictions.ts";
import type { ChosenBackend } from "../compute/attempts.ts";
import type { BackendWish } from "../compute/select-backend.ts";
import { LabError, type Outcome, reportOf } from "../core/errors.ts";
import type { Table } from "../core/table.ts";
import type { RunStart } from "../experiment/recording.ts";
import { type BufferLimits, defaultLimits } from "./round-buffer.ts";
import { createHosts, type SessionThread } from "./session-host.ts";
import { type SessionRun, startSessionRun, unknownRun } from "./session-run.ts";
import type { StartRequest, TrainingService } from "./training-service.ts";

export interface SessionOptions {
  /** A backend for one run. */
  readonly chooseBackend: (wish: BackendWish) => Promise<ChosenBackend>;
  readonly thread: SessionThread;
  readonly limits?: BufferLimits;
}

/** Loaded with the first question to a trained model. */
const scoring = () => import("../experiment/score-table.ts");

type Rounds = Pick<ModelContent, "header" | "rounds">;

/** Trains on the thread it lives in; knows nothing of how calls reach it. Several runs take turns. */
export function createTrainingSession({
  chooseBackend,
  thread,
  limits = defaultLimits,
}: SessionOptions): TrainingService {
  const tables = new Map<string, Table>();
  const runs = new Map<string, SessionRun>();
  const models = new Map<string, ModelContent>();
  const hostFor = createHosts(thread);
  const calm = hostFor(() => false);

  function tableNamed(tableId: string): Table {
    const table = tables.get(tableId);
    if (table !== undefined) return table;
    throw unknownTable(tableId);
  }

  function runNamed(runId: string): SessionRun {
    const run = runs.get(runId);
    if (run !== undefined) return run;
    throw unknownRun(runId);
  }

  function roundsOf(runId: string): Rounds {
    const model = models.get(runId);
    if (model !== undefined) return model;
    const { open } = runNamed(runId);
    if (open === null) throw unknownRun(runId);
    return { header: open.header, rounds: open.records };
  }

  async function inspect(
    runId: string,
    round: number,
    learner: number,
    node: number,
  ): Promise<NodeInspection> {
    if (models.has(runId)) throw withoutTrainingRows();
    const { open } = runNamed(runId);
    if (open === null) throw unknownRun(runId);
    const asked = open.records[round - 1]?.learners[learner]?.learner;
    const nodeCount = asked?.kind === "tree" ? asked.tree.nodeCount : 0;
    if (!(node >= 0 && node < nodeCount)) throw unknownNode(round, learner, node);
    return open.training.inspect(open.records.slice(), round, learner, node);
  }

  async function race(runId: string, round: number, optimizers: readonly string[]): Promise<OptimiserRace> {
    if (models.has(runId)) throw withoutTrainingRows();
    const { open } = runNamed(runId);
    if (open === null) throw unknownRun(runId);
    const { training, records } = open;
    if (training.race === undefined || !(round >= 1 && round <= records.length))
      throw unknownNode(round, 0, 0);
    return training.race(records.slice(), round, optimizers);
  }

  async function forget(runId: string): Promise<void> {
    const run = runs.get(runId);
    runs.delete(runId);
    models.delete(runId);
    await run?.dispose();
  }

  /** The run is known at once, so that a stop sent right behind the start finds it. */
  async function start(request: StartRequest): Promise<Outcome<RunStart>> {
    const table = tables.get(request.tableId);
    if (table === undefined) return { ok: false, error: reportOf(unknownTable(request.tableId)) };
    const earlier = forget(request.runId);
    const run = startSessionRun({
      request,
      table,
      chosen: chooseBackend(request.backend ?? "auto"),
      limits,
      hostFor,
    });
    runs.set(request.runId, run);
    await earlier;
    const started = await run.started;
    if (!started.ok && runs.get(request.runId) === run) await forget(request.runId);
    return started;
  }

  return {
    putTable: (tableId, table) =>
      outcomeOf(() => {
        tables.set(tableId, table);
      }),
    dropTable: (tableId) =>
      outcomeOf(() => {
        tables.delete(tableId);
      }),
    start,
    next: (runId) =>
      outcomeOf(async () => {
        const run = runNamed(runId);
        return { ...(await run.buffer.pull()), attempts: run.attempts() };
      }),
    pause: (runId, paused) => outcomeOf(() => runNamed(runId).pause(paused)),
    stop: (runId) => outcomeOf(() => runNamed(runId).stop()),
    race: (runId, round, optimizers) => outcomeOf(() => race(runId, round, optimizers)),
    inspect: (runId, round, learner, node) => outcomeOf(() => inspect(runId, round, learner, node)),
    predict: (runId, tableId, rounds) =>
      outcomeOf(async (): Promise<Predictions> => {
        const model = roundsOf(runId);
        const prefix = { kind: "stateAfter", rounds } as const;
        const [{ backend }, { scoreTable }] = await Promise.all([chooseBackend("auto"), scoring()]);
        return predictionsOf(
          model.header.outputs,
          await scoreTable(model, prefix, tableNamed(tableId), { host: calm, scoring: backend }),
        );
      }),
    open: (runId, model) =>
      outcomeOf(async () => {
        await forget(runId);
        await loadDistribution(model.header.outputs.distribution);
        models.set(runId, model);
      }),
    predictGrid: (request) =>
      outcomeOf(async (): Promise<Predictions> => {
        const model = roundsOf(request.runId);
        const prefix = { kind: "stateAfter", rounds: request.rounds } as const;
        const [{ backend }, { scoreGrid }] = await Promise.all([chooseBackend("auto"), scoring()]);
        const question = { ...request, table: tableNamed(request.tableId) };
        return predictionsOf(model.header.outputs, await scoreGrid(model, prefix, question, backend));
      }),
    dispose: (runId) => outcomeOf(() => forget(runId)),
  };
}

function unknownTable(tableId: string): LabError {
  return new LabError("worker.unknown-id", `The table "${tableId}" is not known here. Open it again.`, {
    id: tableId,
  });
}

function withoutTrainingRows(): LabError {
  return new LabError(
    "model.incapable",
    "This model was opened without its training rows. Train it again to look into nodes.",
  );
}

function unknownNode(round: number, learner: number, node: number): LabError {
  return new LabError("spec.out-of-range", `Round ${round} has no learner ${learner} with a node ${node}.`, {
    path: "node",
    value: node,
  });
}

async function outcomeOf<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, error: reportOf(thrown, "worker.failed") };
  }
}
