import { isExperimentFragment } from "../../share/experiment-fragment.ts";
import { linkWords } from "../../words/link.ts";
import type { Lab } from "../lab.ts";
import { addNotice } from "./update.ts";

/** Most visits open and make no link. */
const load = () => import("../share/links.ts");

/** A link will be wanted soon: some browsers let a page copy only right after the click. */
export function expectLink(): void {
  load().catch(() => undefined);
}

async function links(lab: Lab) {
  try {
    return await load();
  } catch {
    addNotice(lab, { tone: "bad", text: linkWords.notLoaded, code: null });
    return null;
  }
}

/**
 * Opens the experiment of an address's fragment, if it holds one; says whether it did. A link that cannot be opened
 * changes nothing.
 */
export async function openLink(lab: Lab, fragment: string): Promise<boolean> {
  return isExperimentFragment(fragment) && ((await links(lab))?.openFragment(lab, fragment) ?? false);
}

/** The experiment on screen as the fragment of a link; null, with a notice, where it cannot be made. */
export async function makeLink(lab: Lab): Promise<string | null> {
  return (await links(lab))?.fragmentOf(lab) ?? null;
}
