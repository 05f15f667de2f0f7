import type { Lab } from "../lab.ts";
import type { TableOrigin } from "../lab-state.ts";

/** Opens a table; what reading needs on the page is loaded with the first one. */
export async function openAnyTable(lab: Lab, origin: TableOrigin): Promise<void> {
  const { openTable } = await import("./import-file.ts");
  await openTable(lab, origin);
}

/** Fetches a public address and opens what it holds. */
export async function openAnyUrl(lab: Lab, url: string): Promise<void> {
  const { openUrl } = await import("./open-url.ts");
  await openUrl(lab, url);
}
