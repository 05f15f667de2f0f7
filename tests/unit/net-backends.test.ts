import { describe, expect, it } from "vitest";
import { chooseStages } from "../../src/boosting/engines/grownet/choose-stages.ts";
import type { GrownetValues } from "../../src/boosting/engines/grownet/grownet-values.ts";
import type { BackendAttempt } from "../../src/compute/attempts.ts";
import { jsBackend } from "../../src/compute/js/js-backend.ts";
import type { NetStages, TensorLibrary } from "../../src/compute/net-stages.ts";
import { createTensorSource, withTensors } from "../../src/compute/tensor-offer.ts";
import { loadTfjs } from "../../src/compute/tfjs/tfjs-library.ts";
import type { ParamValues } from "../../src/core/params.ts";
import { modelSha256 } from "../../src/interchange/model-json.ts";
import { eventsOf, plainHost, regression, smallTable } from "./experiment-fixture.ts";

const own = { backend: jsBackend, attempts: (): readonly BackendAttempt[] => [] };

async function trained(values: ParamValues, backend = jsBackend, rounds = 4) {
  const run = { ...regression().runs[0]!, engine: "grownet", values, rounds };
  const context = { backend, host: plainHost() };
  const events = await eventsOf(regression({ runs: [run] }), { table: smallTable() }, context);
  const end = events.find((event) => event.kind === "end")!;
  const start = events.find((event) => event.kind === "start")!;
  return { sum: modelSha256(end.model), notes: start.start.notes.join(" ") };
}

/** tfjs that fails at its stage `at`. */
function failing(at: number) {
  const seen = { opened: 0, disposed: 0 };
  let left = at;
  const through =
    <A, R>(work: (asked: A) => Promise<R>) =>
    async (asked: A): Promise<R> => {
      left--;
      if (left === 0) throw new Error("it was unplugged.");
      return work(asked);
    };
  const source = createTensorSource(async (): Promise<TensorLibrary> => {
    const library = await loadTfjs({ kind: "cpu" });
    return {
      ...library,
      async openStages(rows): Promise<NetStages> {
        const stages = await library.openStages(rows);
        seen.opened++;
        return {
          fit: through(stages.fit),
          correct: through(stages.correct),
          dispose() {
            seen.disposed++;
            stages.dispose();
          },
        };
      },
    };
  });
  return { seen, chosen: withTensors(own, source) };
}

describe("nets trained by tfjs", () => {
  it("are close to the own kernel's, and their run says what their bits are worth", async () => {
    const { seen, chosen } = failing(Number.POSITIVE_INFINITY);
    const { sum, notes } = await trained({ net_backend: "tfjs" }, chosen.backend);
    expect(sum).not.toBe((await trained({})).sum);
    expect(notes).toContain("the same bits only on the same of its backends in the same browser");
    expect(chosen.attempts()).toMatchObject([{ id: "tfjs-cpu", outcome: "taken" }]);
    expect(seen).toEqual({ opened: 1, disposed: 1 });
  });

  it("begin a stage anew on the own kernel when the library fails, said aloud", async () => {
    const { seen, chosen } = failing(1);
    const { sum } = await trained({ net_backend: "tfjs" }, chosen.backend);
    expect(chosen.attempts()).toMatchObject([
      { id: "tfjs-cpu", outcome: "lost", reason: "it was unplugged." },
    ]);
    expect(seen).toEqual({ opened: 1, disposed: 1 });
    // From the first stage on it was the own kernel, but for what the experiment says of itself.
    const late = failing(3);
    expect((await trained({ net_backend: "tfjs" }, late.chosen.backend)).sum).not.toBe(sum);
    expect(late.chosen.attempts()).toMatchObject([{ outcome: "lost" }]);
  });

  it("are timed on the first net, and the run goes on with the faster", async () => {
    const { seen, chosen } = failing(Number.POSITIVE_INFINITY);
    await trained({ net_backend: "auto" }, chosen.backend);
    const [attempt] = chosen.attempts();
    expect(attempt!.stageMs).toBeDefined();
    expect(attempt!.outcome).toBe(attempt!.stageMs!.tensors < attempt!.stageMs!.own ? "taken" : "slower");
    expect(seen.disposed).toBe(seen.opened);
  });

  it("take any optimiser, dropout and embedded categories", async () => {
    const { chosen } = failing(Number.POSITIVE_INFINITY);
    const values = { net_backend: "tfjs", optimizer: "lion", dropout: 0.2, categories: "embedded" };
    await trained(values, chosen.backend);
    expect(chosen.attempts()).toMatchObject([{ id: "tfjs-cpu", outcome: "taken" }]);
  });

  it("are refused losses that tensors do not know, which `auto` leaves to the own kernel", async () => {
    const refused = (netBackend: "tfjs" | "auto") =>
      chooseStages({
        backend: jsBackend,
        host: plainHost(),
        values: { netBackend, corrective: "paper" } as GrownetValues,
        lossKernel: null,
      });
    await expect(refused("tfjs")).rejects.toMatchObject({
      code: "spec.out-of-range",
      message: expect.stringContaining("does not know the loss"),
    });
    const { notes } = await refused("auto");
    expect(notes.join(" ")).toContain("does not know the loss");
  });

  it("are refused where the host has no tfjs", async () => {
    await expect(trained({ net_backend: "tfjs" })).rejects.toMatchObject({ code: "backend.unavailable" });
  });
});
