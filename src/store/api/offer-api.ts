import type { Lab } from "../lab.ts";
import type { BoostingLabApi } from "./page-api.ts";

/**
 * Puts the functions for scripts on the window, from the beginning. What they do is loaded when one of them is called, and
 * done when the page has opened what it opens by itself.
 */
export function offerApi(lab: Lab, page: Window, opened: Promise<void>): void {
  const address = () => page.location.href.replace(/#.*$/s, "");
  let made: Promise<BoostingLabApi> | null = null;
  const api = () => {
    made ??= opened.then(() => import("./create-api.ts")).then(({ createApi }) => createApi(lab, address));
    return made;
  };
  const offered: BoostingLabApi = {
    version: 1,
    open: async (experiment) => (await api()).open(experiment),
    load: async (table, options) => (await api()).load(table, options),
    train: async (...runs) => (await api()).train(...runs),
    runs: async () => (await api()).runs(),
    model: async (run) => (await api()).model(run),
    link: async () => (await api()).link(),
  };
  Object.defineProperty(page, "boostingLab", { value: Object.freeze(offered), configurable: true });
}
