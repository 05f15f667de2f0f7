import type { Backend } from "../compute/backend.ts";
import { type BackendWish, selectBackend } from "../compute/select-backend.ts";
import { usageError } from "./usage-error.ts";

const WISHES: readonly string[] = ["auto", "js", "wasm"] satisfies readonly BackendWish[];

/** The backend that was asked for. All of them give the same bits, so "auto" may take any. */
export async function chooseBackend(wanted: string): Promise<Backend> {
  if (!WISHES.includes(wanted)) {
    throw usageError(`There is no backend "${wanted}". Known are: ${WISHES.join(", ")}.`);
  }
  return (await selectBackend(wanted as BackendWish)).backend;
}
