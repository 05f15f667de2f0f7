import type { Lab } from "../lab.ts";
import { makeLink } from "./link.ts";

/** Puts the experiment's link into the address bar and on the clipboard; false = the address bar alone holds it. */
export async function copyLink(lab: Lab): Promise<boolean> {
  const fragment = await makeLink(lab);
  if (fragment === null) return false;
  history.replaceState(null, "", fragment);
  try {
    await navigator.clipboard.writeText(new URL(fragment, location.href).href);
    return true;
  } catch {
    // No clipboard on plain http: the address bar holds the link as well.
    return false;
  }
}
