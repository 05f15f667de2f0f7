import type { ModelContent } from "../boosting/model-file.ts";
import type { RoundRecord } from "../boosting/round-record.ts";
import type { BackendAttempt, ChosenBackend } from "../compute/attempts.ts";
import { type ErrorReport, LabError, type Outcome, reportOf } from "../core/errors.ts";
import type { Host } from "../core/host.ts";
import type { Table } from "../core/table.ts";
import { keptRoundsText } from "../experiment/evaluate.ts";
import type { RunStart } from "../experiment/recording.ts";
import type { OpenRun } from "../experiment/run-events.ts";
import { runExperiment } from "../experiment/run-experiment.ts";
import { type BufferLimits, createRoundBuffer, type RoundBuffer } from "./round-buffer.ts";
import type { StartRequest } from "./training-service.ts";

/** A run in the session: it trains by itself until its buffer is full, and keeps what inspection needs. */
export interface SessionRun {
  /** Settles when the run is checked, binned and ready, or failed before. */
  readonly started: Promise<Outcome<RunStart>>;
  readonly buffer: RoundBuffer;
  /** Null until started. */
  readonly open: OpenRun | null;
  /** Backends that were tried, as it stands now. */
  attempts(): readonly BackendAttempt[];
  /** Holds the run after the round it is in, or lets it go on. */
  pause(paused: boolean): void;
  stop(): void;
  /** Ends the run and frees what it holds, when its engine has come to rest. */
  dispose(): Promise<void>;
}

export interface SessionRunInput {
  readonly request: StartRequest;
  readonly table: Table;
  readonly chosen: Promise<ChosenBackend>;
  readonly limits: BufferLimits;
  readonly hostFor: (stopped: () => boolean) => Host;
}

export function startSessionRun(input: SessionRunInput): SessionRun {
  const { request } = input;
  const buffer = createRoundBuffer(input.limits);
  const state = {
    stopped: false,
    disposed: false,
    open: null as OpenRun | null,
    chosen: null as ChosenBackend | null,
  };
  const gate = createGate();
  const isStopped = () =>
    state.stopped || (request.stopFlag !== undefined && Atomics.load(request.stopFlag, 0) !== 0);
  let announce: (start: Outcome<RunStart>) => void = () => undefined;
  const started = new Promise<Outcome<RunStart>>((resolve) => {
    announce = resolve;
  });

  async function train(): Promise<void> {
    state.chosen = await input.chosen;
    const { backend } = state.chosen;
    const events = runExperiment(
      request.experiment,
      {
        table: input.table,
        ...(request.past && { past: pastOf(request) }),
      },
      { backend, host: input.hostFor(isStopped), recording: "every-round", keepOpen: true },
    );
    for await (const event of events) {
      if (event.kind === "start") {
        state.open = event.open;
        announce({ ok: true, value: event.start });
      } else if (event.kind === "round") {
        const room = buffer.push(event.round);
        if (room !== undefined) await room;
        if (gate.closed !== null) await gate.closed;
      } else {
        buffer.finish({ ok: true, value: event.end });
      }
      if (state.disposed) return;
    }
  }

  const finished = train().catch((thrown: unknown) => {
    const error = failureReport(thrown, state.open?.records.length ?? 0);
    announce({ ok: false, error });
    buffer.finish({ ok: false, error });
  });

  return {
    started,
    buffer,
    get open() {
      return state.open;
    },
    attempts: () => state.chosen?.attempts() ?? [],
    pause(paused) {
      if (paused && !state.stopped) gate.close();
      else gate.open();
    },
    stop() {
      state.stopped = true;
      gate.open();
    },
    async dispose() {
      state.stopped = true;
      gate.open();
      state.disposed = true;
      buffer.release();
      await finished;
      const gone: ErrorReport = reportOf(unknownRun(request.runId));
      announce({ ok: false, error: gone });
      buffer.finish({ ok: false, error: gone });
      state.open?.training.dispose();
      state.open = null;
    },
  };
}

/** A promise to wait for while it is closed. */
function createGate() {
  let open: (() => void) | null = null;
  const gate = {
    closed: null as Promise<void> | null,
    close() {
      gate.closed ??= new Promise((resolve) => {
        open = resolve;
      });
    },
    open() {
      open?.();
      open = null;
      gate.closed = null;
    },
  };
  return gate;
}

export function unknownRun(runId: string): LabError {
  return new LabError(
    "worker.unknown-id",
    `The run "${runId}" is not known here: it was removed, or never started.`,
    {
      id: runId,
    },
  );
}

function pastOf({ past, pastMetric }: StartRequest) {
  const records: readonly RoundRecord[] = past ?? ([] as ModelContent["rounds"]);
  return { records, ...(pastMetric && { stopMetric: pastMetric }) };
}

/** Coded errors as they are; a defect with the round it happened in and what is kept. */
function failureReport(thrown: unknown, keptRounds: number): ErrorReport {
  const report = reportOf(thrown);
  const facts = { ...report.facts, kept: keptRounds };
  if (thrown instanceof LabError || keptRounds === 0) return { ...report, facts };
  return { ...report, facts, message: `${report.message}. ${keptRoundsText(keptRounds)}.` };
}
