import { LabError } from "../core/errors.ts";
import type { Backend } from "./backend.ts";
import { jsBackend } from "./js/js-backend.ts";
import type { ThreadOptions } from "./wasm/wasm-backend.ts";

export type BackendWish = "auto" | "js" | "wasm";

/** One backend that was tried; `reason` says why it was not taken. */
export interface BackendAttempt {
  readonly id: Backend["id"];
  readonly reason: string | null;
}

export interface ChosenBackend {
  readonly backend: Backend;
  /** In order; the last one is the backend taken. Stands beside the run, never in it: all give the same bits. */
  readonly attempts: readonly BackendAttempt[];
}

/**
 * `auto` takes WASM where it runs, else plain JavaScript. A backend asked for by name is taken or refused. `threads`:
 * those that the host can start.
 */
export async function selectBackend(wish: BackendWish, threads?: ThreadOptions): Promise<ChosenBackend> {
  if (wish === "js") return { backend: jsBackend, attempts: [{ id: "js", reason: null }] };
  try {
    const { loadWasmBackend } = await import("./wasm/wasm-backend.ts");
    return {
      backend: await loadWasmBackend(threads && { threads }),
      attempts: [{ id: "wasm", reason: null }],
    };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    if (wish === "wasm") {
      throw new LabError(
        "backend.unavailable",
        `The WASM kernels do not run here: ${reason} Use the js backend, which gives the same model.`,
        { backend: "wasm" },
      );
    }
    const attempts = [
      { id: "wasm", reason },
      { id: "js", reason: null },
    ] as const;
    return { backend: jsBackend, attempts };
  }
}
