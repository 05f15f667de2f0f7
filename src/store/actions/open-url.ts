import { reportOf } from "../../core/errors.ts";
import type { Lab } from "../lab.ts";
import { openTable } from "./import-file.ts";
import { updateImport, updateView } from "./update.ts";

const fetching = new WeakMap<Lab, AbortController>();

/** Fetches a public address through the document that may, then opens it like a file. */
export async function openUrl(lab: Lab, url: string): Promise<void> {
  cancelUrl(lab);
  const abort = new AbortController();
  fetching.set(lab, abort);
  const reading = { name: url, bytesRead: 0, byteCount: 0 };
  updateImport(lab, { reading, large: null, error: null });
  updateView(lab, { dialog: "data" });
  try {
    const onProgress = (bytesRead: number) => updateImport(lab, { reading: { ...reading, bytesRead } });
    const file = await lab.services.url.read(url, onProgress, abort.signal);
    updateImport(lab, { reading: null });
    await openTable(lab, { kind: "url", file, url });
  } catch (thrown) {
    const error = reportOf(thrown, "url.refused");
    updateImport(lab, { reading: null, error: error.code === "url.cancelled" ? null : error });
  } finally {
    fetching.delete(lab);
  }
}

/** Ends a fetch that is under way. */
export function cancelUrl(lab: Lab): void {
  fetching.get(lab)?.abort();
}
