import { exposeTraining } from "../src/training/wire.ts";

/** Answers first, then loads engines and kernels. */
exposeTraining(
  self,
  async () => {
    const [{ createTrainingSession }, { createMessageBreath }, { jsBackend }] = await Promise.all([
      import("../src/training/training-session.ts"),
      import("../src/training/session-host.ts"),
      import("../src/compute/js/js-backend.ts"),
    ]);
    return createTrainingSession({
      backend: jsBackend,
      thread: { now: () => performance.now(), breathe: createMessageBreath() },
    });
  },
  navigator.locks ?? null,
);
