import { useSyncExternalStore } from "react";

export type ThemeName = "light" | "dark";

const STORED = "boosting-lab.theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const otherWishes = [matchMedia("(prefers-contrast: more)"), matchMedia("(forced-colors: active)")];
const listeners = new Set<() => void>();

/** Without storage the choice holds until the page is closed. */
let chosen: ThemeName | null = storedTheme();

function storedTheme(): ThemeName | null {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === "light" || stored === "dark" ? stored : null;
  } catch {
    return null;
  }
}

const systemTheme = (): ThemeName => (systemDark.matches ? "dark" : "light");

function apply(): void {
  document.documentElement.dataset.theme = chosen ?? systemTheme();
  for (const listener of listeners) listener();
}

for (const wish of [systemDark, ...otherWishes]) wish.addEventListener("change", apply);

/** Takes the other theme; back at the system's own, the system decides again. */
export function switchTheme(): void {
  const next: ThemeName = (chosen ?? systemTheme()) === "dark" ? "light" : "dark";
  chosen = next === systemTheme() ? null : next;
  try {
    if (chosen === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, chosen);
  } catch {
    // Kept in memory above.
  }
  apply();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Theme, contrast and forced colours as one text: what canvases and Plotly have to be drawn again for. */
function appearance(): string {
  return [chosen ?? systemTheme(), ...otherWishes.map((wish) => wish.matches)].join(" ");
}

export function useTheme(): ThemeName {
  return useSyncExternalStore(subscribe, () => chosen ?? systemTheme());
}

/** Differs whenever the colours of the page do. */
export function useAppearance(): string {
  return useSyncExternalStore(subscribe, appearance);
}
