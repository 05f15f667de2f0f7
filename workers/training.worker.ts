import { exposeTraining } from "../src/training/wire.ts";

/** Answers first, then loads engines and kernels. */
exposeTraining(
  self,
  async () => {
    const [{ createTrainingSession }, { createMessageBreath }, { selectBackend }] = await Promise.all([
      import("../src/training/training-session.ts"),
      import("../src/training/session-host.ts"),
      import("../src/compute/select-backend.ts"),
    ]);
    const { backend } = await selectBackend("auto");
    return createTrainingSession({
      backend,
      thread: { now: () => performance.now(), breathe: createMessageBreath() },
    });
  },
  navigator.locks ?? null,
);
