import { disposeVariables, env, setBackend } from "@tensorflow/tfjs-core";
import { LabError, messageOf } from "../../core/errors.ts";
import type { TensorLibrary, TensorLibraryId } from "../net-stages.ts";
import type { Device } from "./stage-loop.ts";
import type { GpuWish } from "./tfjs-gpu.ts";
import { openTfjsStages } from "./tfjs-stages.ts";

/** What the library computes with, and what that needs of the host. */
export type TfjsWay =
  | ({ readonly kind: "webgpu" } & GpuWish)
  | {
      readonly kind: "wasm";
      /** Addresses of the library's own files. */
      readonly files: { readonly simd: string; readonly plain: string };
    }
  | { readonly kind: "cpu" };

/** The processor does its work at once, and does not get lost. */
const processor: Device = { failure: () => null, drain: async () => undefined };

async function register(way: TfjsWay): Promise<Device> {
  if (way.kind === "webgpu") return (await import("./tfjs-gpu.ts")).registerGpu(way);
  if (way.kind === "wasm") (await import("./tfjs-wasm.ts")).registerWasm(way.files);
  else await import("@tensorflow/tfjs-backend-cpu");
  return processor;
}

/** The library has one way at a time for all of its tensors: that of the stages that are open. */
let open: { readonly kind: TfjsWay["kind"]; count: number } | null = null;

/** tfjs, ready to work. Rejects with `backend.unavailable` where the host can not do it. */
export async function loadTfjs(way: TfjsWay): Promise<TensorLibrary> {
  const { kind } = way;
  checkAlone(kind);
  env().set("PROD", true);
  const device = await register(way);
  await start(kind);
  const id: TensorLibraryId = `tfjs-${kind}`;
  return {
    id,
    async openStages(rows) {
      checkAlone(kind);
      open ??= { kind, count: 0 };
      open.count++;
      let isOpen = true;
      // Another way may have been at work in between.
      await start(kind);
      const stages = openTfjsStages(rows, device);
      return {
        ...stages,
        dispose() {
          if (!isOpen) return;
          isOpen = false;
          stages.dispose();
          open!.count--;
          if (open!.count === 0) open = null;
        },
      };
    },
    dispose: disposeVariables,
  };
}

function checkAlone(kind: TfjsWay["kind"]): void {
  if (open === null || open.kind === kind) return;
  throw unavailable(
    kind,
    `another run has tfjs compute with ${open.kind} at the moment. Wait until it has ended.`,
  );
}

async function start(kind: TfjsWay["kind"]): Promise<void> {
  try {
    if (await setBackend(kind)) return;
  } catch (thrown) {
    throw unavailable(kind, messageOf(thrown));
  }
  throw unavailable(kind, "it did not start.");
}

function unavailable(kind: TfjsWay["kind"], reason: string): LabError {
  return new LabError("backend.unavailable", `tfjs can not compute with ${kind}: ${reason}`, {
    backend: `tfjs-${kind}`,
  });
}
