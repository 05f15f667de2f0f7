import type { ErrorReport } from "../../core/errors.ts";
import type { RunStart } from "../../experiment/recording.ts";
import type { Experiment } from "../../experiment/spec.ts";
import { loadForPictures } from "../../figures/one-target.ts";
import type { RunBatch } from "../../training/training-service.ts";
import { forkRound, pastKeyOf } from "../branches.ts";
import { experimentOfRun, isTraining, trainingKey } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry, Setup } from "../lab-state.ts";
import { metricAt } from "../metric-series.ts";
import { wishedBackend } from "../wished-backend.ts";
import { addNotice, runById, updateClock, updateRun, updateView } from "./update.ts";

/** How a training begins: from the constant model, or after the rounds that are already recorded. */
export type Beginning = "from-start" | "go-on";

/** Trains a run until it ends; everything that happens stands in the state. Never throws. */
export async function trainRun(lab: Lab, id: string, beginning: Beginning = "from-start"): Promise<void> {
  const run = runById(lab, id);
  const { data, setup } = lab.store.getState();
  if (run === undefined || data.status !== "ready" || isTraining(run)) return;
  const goesOn = beginning === "go-on" && run.trained !== null && run.newestRound > 0;
  // Its rounds are still being read.
  if (goesOn && run.start === null) return;
  const experiment = goesOn && run.trained !== null ? run.trained : experimentOfRun(setup, run.spec);
  const shared = goesOn ? run.newestRound : sharedRounds(run, setup);
  const pastMetric = shared < 1 ? null : pastMetricOf(lab, run, { shared, metric: firstMetric(experiment) });
  const session = openSession(lab, id);
  if (!goesOn) lab.recordings.restart(id, shared);
  updateRun(lab, id, {
    status: "starting",
    error: null,
    end: null,
    attempts: [],
    ...(goesOn
      ? {}
      : {
          start: shared < 0 ? null : run.start,
          newestRound: shared,
          version: run.version + 1,
          trained: experiment,
          trainedKey: trainingKey(setup, run.spec),
        }),
  });
  const table = await putTable(lab, data.tableId, data.table);
  const past =
    shared < 1 ? {} : { past: lab.recordings.records(id), ...(pastMetric !== null && { pastMetric }) };
  const started =
    table ??
    (await lab.services.training.start({
      runId: session,
      tableId: data.tableId,
      experiment,
      backend: wishedBackend(),
      ...past,
    }));
  if (started.ok) await loadForPictures(started.value.header.outputs);
  if (lab.border.sessions.get(id) !== session) return;
  if (!started.ok) {
    failRun(lab, id, started.error);
    return;
  }
  const wantsStop = runById(lab, id)?.status === "stopping";
  updateRun(lab, id, { status: wantsStop ? "stopping" : "running", start: started.value });
  if (wantsStop) void lab.services.training.stop(session);
  selectFollowedRow(lab, started.value);
  await pullRounds(lab, id, session);
}

/** Rounds that a branch takes over from its past: those at hand, where everything that decided them is as it was. */
function sharedRounds(run: RunEntry, setup: Setup): number {
  const fork = forkRound(run.spec);
  const isAtHand = run.start !== null && run.newestRound >= fork;
  return fork > 0 && isAtHand && run.pastKey === pastKeyOf(setup, run.spec) ? fork : -1;
}

function firstMetric({ stopMetric, metrics }: Experiment): string | undefined {
  return stopMetric ?? metrics[0];
}

/** The metric that stops, as it was recorded; null = it was another one, and has to be computed again. */
function pastMetricOf(
  lab: Lab,
  { id, start }: RunEntry,
  { shared, metric }: { readonly shared: number; readonly metric: string | undefined },
): number[] | null {
  if (start === null || start.metrics[0] !== metric) return null;
  const rounds = lab.recordings.of(id).slice(0, shared + 1);
  return rounds.map((recorded) => metricAt(start, recorded, start.metrics[0]!, "validation"));
}

/** A marked row that the recording does not follow could not be drawn: another one is marked. */
function selectFollowedRow(lab: Lab, { followed }: RunStart): void {
  const { selectedRow } = lab.store.getState().view;
  if (selectedRow !== null && followed.rowIds.includes(selectedRow)) return;
  const middle = followed.rowIds[Math.floor(followed.rowIds.length / 2)];
  updateView(lab, { selectedRow: middle ?? null });
}

function openSession(lab: Lab, id: string): string {
  const before = lab.border.sessions.get(id);
  if (before !== undefined) void lab.services.training.dispose(before);
  const session = `${id}/${++lab.border.count}`;
  lab.border.sessions.set(id, session);
  return session;
}

/** Puts the table once; returns the failure, if any. */
export async function putTable(
  lab: Lab,
  tableId: string,
  table: Parameters<Lab["services"]["training"]["putTable"]>[1],
) {
  if (lab.border.tableId === tableId) return null;
  const before = lab.border.tableId;
  lab.border.tableId = tableId;
  const put = await lab.services.training.putTable(tableId, table);
  if (before !== null) void lab.services.training.dropTable(before);
  if (put.ok) return null;
  lab.border.tableId = null;
  return put;
}

async function pullRounds(lab: Lab, id: string, session: string): Promise<void> {
  for (;;) {
    const batch = await lab.services.training.next(session);
    if (lab.border.sessions.get(id) !== session) return;
    if (!batch.ok) {
      failRun(lab, id, batch.error);
      return;
    }
    lab.recordings.add(id, batch.value.rounds);
    noteAttempts(lab, id, batch.value.attempts);
    const end = batch.value.end;
    if (end === null) {
      announceRounds(lab, id);
      if (isOverTime(lab, batch.value)) void stopRun(lab, id);
      continue;
    }
    if (end.ok) updateRun(lab, id, { ...growth(lab, id), status: end.value.reason, end: end.value });
    else failRun(lab, id, end.error);
    keepTimeBudget(lab, id);
    return;
  }
}

/** They change a few times at most in a run, if at all. */
function noteAttempts(lab: Lab, id: string, attempts: RunBatch["attempts"]): void {
  const known = runById(lab, id)?.attempts;
  if (JSON.stringify(known) === JSON.stringify(attempts)) return;
  updateRun(lab, id, { attempts });
  const lost = attempts.find(({ outcome }) => outcome === "lost");
  const next = attempts.find(({ outcome }) => outcome === "taken");
  if (lost === undefined || next === undefined || known?.some(({ outcome }) => outcome === "lost")) return;
  void tellOfLoss(lab, id, [lost.id, next.id]);
}

type BackendId = RunBatch["attempts"][number]["id"];

async function tellOfLoss(lab: Lab, id: string, [lost, next]: readonly [BackendId, BackendId]) {
  const { speedWords: words } = await import("../../words/speed.ts");
  const name = runById(lab, id)?.name ?? id;
  const text = lost.startsWith("tfjs")
    ? words.tensorsLost(name, words.names[lost])
    : words.lost(name, words.names[lost], words.names[next]);
  addNotice(lab, { tone: "warn", code: "backend.lost", text });
}

function isOverTime(lab: Lab, { rounds }: RunBatch): boolean {
  const { secondsLimit } = lab.store.getState();
  const last = rounds.at(-1);
  return secondsLimit !== null && last !== undefined && last.elapsedMs >= secondsLimit * 1000;
}

/** A run that time has ended counts as one of so many rounds: an experiment knows rounds alone. */
function keepTimeBudget(lab: Lab, id: string): void {
  const { secondsLimit, setup } = lab.store.getState();
  const run = runById(lab, id);
  if (secondsLimit === null || run?.status !== "stopped" || run.newestRound < 1) return;
  const last = lab.recordings.of(id)[run.newestRound];
  if (last === undefined || last.elapsedMs < secondsLimit * 1000) return;
  const spec = { ...run.spec, rounds: run.newestRound };
  const trained = run.trained === null ? null : { ...run.trained, runs: [spec] as const };
  updateRun(lab, id, { spec, trained, trainedKey: trainingKey(setup, spec), status: "finished" });
}

function failRun(lab: Lab, id: string, error: ErrorReport): void {
  updateRun(lab, id, { ...growth(lab, id), status: "failed", error });
}

/** What a run's entry says of its recording now. */
function growth(lab: Lab, id: string): Pick<RunEntry, "newestRound" | "version"> {
  const version = (runById(lab, id)?.version ?? 0) + 1;
  return { newestRound: lab.recordings.of(id).length - 1, version };
}

const announced = new WeakMap<Lab, Set<string>>();

/** At most one change of state a picture, however fast rounds arrive; training never waits for it. */
function announceRounds(lab: Lab, id: string): void {
  const waiting = announced.get(lab) ?? new Set<string>();
  announced.set(lab, waiting);
  const isAnnounced = waiting.size > 0;
  waiting.add(id);
  if (isAnnounced) return;
  lab.services.beforePicture(() => {
    const ids = [...waiting];
    waiting.clear();
    lab.store.setState((state) => ({
      runs: state.runs.map((run) => (ids.includes(run.id) ? { ...run, ...growth(lab, run.id) } : run)),
    }));
  });
}

/** Makes a run wait after the round it is in, or go on from there. */
export async function pauseRun(lab: Lab, id: string, paused: boolean): Promise<void> {
  const session = lab.border.sessions.get(id);
  if (session === undefined || runById(lab, id)?.status !== (paused ? "running" : "paused")) return;
  updateRun(lab, id, { status: paused ? "paused" : "running" });
  await lab.services.training.pause(session, paused);
}

export function pauseAll(lab: Lab, paused: boolean): void {
  for (const run of lab.store.getState().runs) void pauseRun(lab, run.id, paused);
}

/** Asks a run to end after the round it is in; what it learnt is kept. */
export async function stopRun(lab: Lab, id: string): Promise<void> {
  const run = runById(lab, id);
  const session = lab.border.sessions.get(id);
  if (run === undefined || session === undefined || !isTraining(run)) return;
  updateRun(lab, id, { status: "stopping" });
  // A run that still gets ready is stopped once it is known at the border.
  if (run.status !== "starting") await lab.services.training.stop(session);
}

export function stopAll(lab: Lab): void {
  for (const run of lab.store.getState().runs) void stopRun(lab, run.id);
}

/** Trains these runs from the start, side by side, and lets the clock follow them. */
export function trainRuns(lab: Lab, ids: readonly string[]): void {
  const { data, runs, setup } = lab.store.getState();
  if (data.status !== "ready") return;
  const shared = runs.filter((run) => ids.includes(run.id)).map((run) => sharedRounds(run, setup));
  updateClock(lab, { position: Math.max(0, Math.min(...shared)), playing: false, following: true });
  for (const id of ids) void retrain(lab, id);
}

export function trainAll(lab: Lab): void {
  trainRuns(
    lab,
    lab.store.getState().runs.map((run) => run.id),
  );
}

/** Ends a training that is under way before the new one begins. */
async function retrain(lab: Lab, id: string): Promise<void> {
  const run = runById(lab, id);
  if (run !== undefined && isTraining(run)) abandon(lab, id);
  await trainRun(lab, id);
}

/** Forgets a training that is under way: later batches of it are not listened to. */
export function abandon(lab: Lab, id: string): void {
  const session = lab.border.sessions.get(id);
  if (session === undefined) return;
  lab.border.sessions.delete(id);
  void lab.services.training.stop(session).then(() => lab.services.training.dispose(session));
  updateRun(lab, id, { status: "idle" });
}
