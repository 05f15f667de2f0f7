import { useSyncExternalStore } from "react";

export type ThemeName = "light" | "dark";

const STORED = "boosting-lab.theme";
/** Null outside of a browser, where pictures are drawn for tests. */
const wish = (query: string) => globalThis.matchMedia?.(query) ?? null;
const systemDark = wish("(prefers-color-scheme: dark)");
const otherWishes = [wish("(prefers-contrast: more)"), wish("(forced-colors: active)")];
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

const systemTheme = (): ThemeName => (systemDark?.matches ? "dark" : "light");
const currentTheme = (): ThemeName => chosen ?? systemTheme();

function apply(): void {
  document.documentElement.dataset.theme = currentTheme();
  for (const listener of listeners) listener();
}

for (const query of [systemDark, ...otherWishes]) query?.addEventListener("change", apply);

/** Takes the other theme; back at the system's own, the system decides again. */
export function switchTheme(): void {
  const next: ThemeName = currentTheme() === "dark" ? "light" : "dark";
  chosen = next === systemTheme() ? null : next;
  try {
    if (chosen === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, chosen);
  } catch {
    // Kept in memory above.
  }
  apply();
}

/** This theme until what is returned is called, or the reader switches: a projector shows light better than dark. */
export function themeForNow(name: ThemeName): () => void {
  const before = chosen;
  if (currentTheme() === name) return () => undefined;
  chosen = name;
  apply();
  return () => {
    chosen = before;
    apply();
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Theme, contrast and forced colours as one text: what canvases and Plotly have to be drawn again for. */
function appearance(): string {
  return [currentTheme(), ...otherWishes.map((query) => query?.matches)].join(" ");
}

export function useTheme(): ThemeName {
  return useSyncExternalStore(subscribe, currentTheme, currentTheme);
}

/** Differs whenever the colours of the page do. */
export function useAppearance(): string {
  return useSyncExternalStore(subscribe, appearance, appearance);
}
