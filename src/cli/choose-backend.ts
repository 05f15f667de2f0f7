import type { Backend } from "../compute/backend.ts";
import { jsBackend } from "../compute/js/js-backend.ts";
import { LabError } from "../core/errors.ts";
import { usageError } from "./usage-error.ts";

/** The backend that was asked for. All of them give the same bits, so "auto" may take any. */
export function chooseBackend(wanted: string): Backend {
  if (wanted === "auto" || wanted === "js") return jsBackend;
  if (wanted === "wasm" || wanted === "webgpu") {
    throw new LabError(
      "backend.unavailable",
      `The backend ${wanted} is not available here. Use --backend auto: every backend gives the same model.`,
      { backend: wanted },
    );
  }
  throw usageError(`There is no backend "${wanted}". Known are: auto, js, wasm.`);
}
