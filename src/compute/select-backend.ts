import { LabError, messageOf } from "../core/errors.ts";
import { attemptOf, type ChosenBackend } from "./attempts.ts";
import type { Backend } from "./backend.ts";
import type { TensorLibrary } from "./net-stages.ts";
import type { Contender } from "./relay.ts";
import { createTensorSource, type TensorSource, withTensors } from "./tensor-offer.ts";
import type { ThreadOptions } from "./wasm/wasm-backend.ts";

export type BackendWish = "auto" | "webgpu" | "wasm" | "js";

/** What a host gives to backends. */
export interface BackendHost {
  /** Absent = one thread. */
  readonly threads?: ThreadOptions;
  /** Opens WebGPU beside kernels for the processor; absent = the host has none. */
  readonly openGpu?: (cpu: Backend, takesSoftware: boolean) => Promise<Backend>;
  /** Opens the library of tensors that goes with what was asked for; absent = the host has none. */
  readonly openTensors?: (wish: BackendWish) => Promise<TensorLibrary>;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/** Cells from which a GPU can pay: docs/performance.md, "What a GPU pays". */
const GPU_CELLS = 2_000_000;

/** Most visits never need it. */
async function loadPlain(): Promise<Backend> {
  return (await import("./js/js-backend.ts")).jsBackend;
}

/** The kernels that run on the processor: WASM where it runs, else plain JavaScript. */
async function loadCpu({ threads }: BackendHost): Promise<ChosenBackend> {
  try {
    const { loadWasmBackend } = await import("./wasm/wasm-backend.ts");
    const backend = await loadWasmBackend(threads && { threads });
    return { backend, attempts: () => [attemptOf(backend, "taken")] };
  } catch (thrown) {
    const jsBackend = await loadPlain();
    const attempts = [
      attemptOf({ id: "wasm", threads: 1 }, "unavailable", messageOf(thrown)),
      attemptOf(jsBackend, "taken"),
    ];
    return { backend: jsBackend, attempts: () => attempts };
  }
}

/** Backends of one host: kernels and device are loaded once, and each run has attempts of its own. */
export interface Backends {
  /**
   * `auto` takes WASM where it runs, else plain JavaScript, and times WebGPU against it where there is enough to do.
   * A backend asked for by name is taken or refused; one that is lost later is replaced.
   */
  select(wish: BackendWish): Promise<ChosenBackend>;
  dispose(): void;
}

export function createBackends(host: BackendHost): Backends {
  let cpu: Promise<ChosenBackend> | null = null;
  const cpuOf = () => {
    cpu ??= loadCpu(host);
    return cpu;
  };
  const devices = new Map<boolean, Promise<Backend>>();

  /** One device for all runs; one that was lost is forgotten, and the next run asks anew. */
  async function gpuContender(takesSoftware: boolean): Promise<Contender> {
    const { openGpu } = host;
    if (openGpu === undefined) throw new Error("There is no WebGPU here.");
    const { backend } = await cpuOf();
    const opening = devices.get(takesSoftware) ?? openGpu(backend, takesSoftware);
    devices.set(takesSoftware, opening);
    // Another run may have asked for a new device already: that one stays.
    const forget = () => {
      if (devices.get(takesSoftware) === opening) devices.delete(takesSoftware);
    };
    opening.catch(forget);
    return { backend: await opening, forget };
  }

  async function namedGpu(): Promise<Contender> {
    try {
      return await gpuContender(true);
    } catch (thrown) {
      throw refused("webgpu", messageOf(thrown));
    }
  }

  const sources = new Map<BackendWish, TensorSource>();

  function withTensorsOf(wish: BackendWish, chosen: ChosenBackend): ChosenBackend {
    const { openTensors } = host;
    if (openTensors === undefined) return chosen;
    const source = sources.get(wish) ?? createTensorSource(() => openTensors(wish));
    sources.set(wish, source);
    return withTensors(chosen, source);
  }

  async function selectPlain(wish: BackendWish): Promise<ChosenBackend> {
    if (wish === "js") {
      const backend = await loadPlain();
      return { backend, attempts: () => [attemptOf(backend, "taken")] };
    }
    const { backend, attempts } = await cpuOf();
    if (wish === "webgpu") {
      const { relayToCpu } = await import("./relay-backend.ts");
      return relayToCpu(await namedGpu(), backend, host.now);
    }
    if (wish === "wasm" && backend.id !== "wasm") {
      throw refused("wasm", `The WASM kernels do not run here: ${attempts()[0]!.reason}`);
    }
    if (wish === "wasm" || host.openGpu === undefined) return { backend, attempts };
    return withGpuWhereLarge({ backend, attempts }, async () => {
      const { timeAgainstGpu } = await import("./relay-backend.ts");
      return timeAgainstGpu({ backend, attempts }, () => gpuContender(false), host.now);
    });
  }

  return {
    select: async (wish) => withTensorsOf(wish, await selectPlain(wish)),
    dispose() {
      cpu?.then(({ backend }) => backend.dispose());
      for (const device of devices.values()) device.then((backend) => backend.dispose());
    },
  };
}

/** The processor's kernels, and what `time` makes of them and a GPU as soon as there is enough to do. */
function withGpuWhereLarge(
  { backend, attempts }: ChosenBackend,
  time: () => Promise<ChosenBackend>,
): ChosenBackend {
  let timed: Promise<ChosenBackend> | null = null;
  let told = attempts;
  return {
    backend: {
      ...backend,
      async openTreeGrowth(matrix) {
        if (timed === null && matrix.rowCount * matrix.featureCount < GPU_CELLS) {
          const tooSmall = attemptOf({ id: "webgpu", threads: backend.threads }, "too-small");
          told = () => [...attempts(), tooSmall];
          return backend.openTreeGrowth(matrix);
        }
        timed ??= time();
        const chosen = await timed;
        told = chosen.attempts;
        return chosen.backend.openTreeGrowth(matrix);
      },
    },
    attempts: () => told(),
  };
}

function refused(id: Backend["id"], reason: string): LabError {
  return new LabError("backend.unavailable", `${reason} Use another backend, which gives the same model.`, {
    backend: id,
  });
}
