import { useEffect } from "react";
import type { Lab } from "../store/lab.ts";

/** The page's keys. They and all that they can do are loaded behind the first picture. */
export function useKeys(lab: Lab): void {
  useEffect(() => {
    let isGone = false;
    let forget = () => {};
    void import("./keys.ts").then(({ pressKey }) => {
      if (isGone) return;
      const press = (event: KeyboardEvent) => {
        const isImporting = lab.store.getState().importing.draft !== null;
        if (!isImporting && !event.defaultPrevented && pressKey(lab, event)) event.preventDefault();
      };
      window.addEventListener("keydown", press);
      forget = () => window.removeEventListener("keydown", press);
    });
    return () => {
      isGone = true;
      forget();
    };
  }, [lab]);
}
