import { messageOf } from "../core/errors.ts";
import type { Backend, BinnedMatrix, TreeGrowth } from "./backend.ts";
import type { BackendAttempt, Contender, RelayBoard } from "./relay.ts";

/** A backend for one run, and what was tried to find it. */
export interface ChosenBackend {
  readonly backend: Backend;
  /** In order, as they stand now. */
  readonly attempts: () => readonly BackendAttempt[];
}

/** Cells from which a GPU can pay: docs/performance.md, "What a GPU pays". */
const GPU_CELLS = 2_000_000;

export function attemptOf(
  { id, threads }: Pick<Backend, "id" | "threads">,
  outcome: BackendAttempt["outcome"],
  reason: string | null = null,
): BackendAttempt {
  return { id, threads, outcome, reason, treeMs: null };
}

/** Those that were tried, with the threads that work now. */
const withThreads = (attempts: readonly BackendAttempt[], { threads }: Backend): BackendAttempt[] =>
  attempts.filter(({ outcome }) => outcome !== "standby").map((attempt) => ({ ...attempt, threads }));

const asContender = (backend: Backend): Contender => ({ backend, forget: () => undefined });

/** Loaded when there is a GPU to relay to. */
async function openRelay(board: RelayBoard, matrix: BinnedMatrix): Promise<TreeGrowth> {
  const { createRelayGrowth } = await import("./relay-growth.ts");
  return createRelayGrowth(board, matrix);
}

/** A GPU that was asked for by name, and the processor's kernels should it be lost. */
export function relayToCpu(gpu: Contender, cpu: Backend, now: () => number): ChosenBackend {
  const board: RelayBoard = {
    contenders: [gpu, asContender(cpu)],
    attempts: [attemptOf(gpu.backend, "taken"), attemptOf(cpu, "standby")],
    taken: 0,
    trial: "over",
    now,
  };
  return {
    backend: {
      ...gpu.backend,
      openTreeGrowth: (matrix) => openRelay(board, matrix),
    },
    attempts: () => withThreads(board.attempts, cpu),
  };
}

/** The processor's kernels, timed against a GPU on the first trees of work that is large enough. */
export function timeAgainstGpu(
  cpu: { readonly backend: Backend; readonly attempts: () => readonly BackendAttempt[] },
  openGpu: () => Promise<Contender>,
  now: () => number,
): ChosenBackend {
  const { backend } = cpu;
  const board = {
    contenders: [asContender(backend)],
    attempts: [attemptOf(backend, "taken")],
    taken: 0,
    trial: "over",
    now,
  } as { contenders: Contender[]; attempts: BackendAttempt[] } & RelayBoard;

  async function inviteGpu(matrix: BinnedMatrix): Promise<void> {
    if (board.attempts.length > 1) return;
    const { rowCount, featureCount } = matrix;
    if (rowCount * featureCount < GPU_CELLS) {
      board.attempts.push(attemptOf({ id: "webgpu", threads: backend.threads }, "too-small"));
      return;
    }
    board.attempts.push(attemptOf({ id: "webgpu", threads: backend.threads }, "standby"));
    try {
      const gpu = await openGpu();
      await gpu.backend.checkRoom(matrix);
      board.contenders.push(gpu);
      board.trial = "due";
    } catch (thrown) {
      board.attempts[1] = attemptOf(
        { id: "webgpu", threads: backend.threads },
        "unavailable",
        messageOf(thrown),
      );
    }
  }

  return {
    backend: {
      ...backend,
      async openTreeGrowth(matrix) {
        await inviteGpu(matrix);
        return board.contenders.length > 1 ? openRelay(board, matrix) : backend.openTreeGrowth(matrix);
      },
    },
    attempts: () => [...cpu.attempts().slice(0, -1), ...withThreads(board.attempts, backend)],
  };
}
