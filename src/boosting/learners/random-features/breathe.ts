import type { Host } from "../../../core/host.ts";

/** Lets the host breathe where it is time. True = it wants the run to end. */
export async function breathe(host: Host): Promise<boolean> {
  const breath = host.pause();
  if (breath) await breath;
  return host.stopped;
}
