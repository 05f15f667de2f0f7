import { messageOf } from "../core/errors.ts";
import { attemptOf, type BackendAttempt, type ChosenBackend } from "./attempts.ts";
import type { Backend, BinnedMatrix } from "./backend.ts";
import type { Contender, RelayBoard } from "./relay.ts";
import { createRelayGrowth } from "./relay-growth.ts";

/** Those that were tried, with the threads that work now. */
const withThreads = (attempts: readonly BackendAttempt[], { threads }: Backend): BackendAttempt[] =>
  attempts.filter(({ outcome }) => outcome !== "standby").map((attempt) => ({ ...attempt, threads }));

const asContender = (backend: Backend): Contender => ({ backend, forget: () => undefined });

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
      openTreeGrowth: (matrix) => createRelayGrowth(board, matrix),
    },
    attempts: () => withThreads(board.attempts, cpu),
  };
}

/** The processor's kernels, timed against a GPU on the first trees. */
export function timeAgainstGpu(
  { backend, attempts }: ChosenBackend,
  openGpu: () => Promise<Contender>,
  now: () => number,
): ChosenBackend {
  const board = {
    contenders: [asContender(backend)],
    attempts: [attemptOf(backend, "taken")],
    taken: 0,
    trial: "over",
    now,
  } as { contenders: Contender[]; attempts: BackendAttempt[] } & RelayBoard;

  async function inviteGpu(matrix: BinnedMatrix): Promise<void> {
    if (board.attempts.length > 1) return;
    const own = { id: "webgpu", threads: backend.threads } as const;
    board.attempts.push(attemptOf(own, "standby"));
    try {
      const gpu = await openGpu();
      await gpu.backend.checkRoom(matrix);
      board.contenders.push(gpu);
      board.trial = "due";
    } catch (thrown) {
      board.attempts[1] = attemptOf(own, "unavailable", messageOf(thrown));
    }
  }

  return {
    backend: {
      ...backend,
      async openTreeGrowth(matrix) {
        await inviteGpu(matrix);
        return board.contenders.length > 1
          ? createRelayGrowth(board, matrix)
          : backend.openTreeGrowth(matrix);
      },
    },
    attempts: () => [...attempts().slice(0, -1), ...withThreads(board.attempts, backend)],
  };
}
