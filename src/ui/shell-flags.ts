import type { ComponentType } from "react";
import { setNumberMarks } from "../figures/number-text.ts";
import { openAnyUrl } from "../store/actions/open-any.ts";
import { addNotice, updateView } from "../store/actions/update.ts";
import type { Lab } from "../store/lab.ts";
import { embedWords as words } from "../words/embed.ts";
import { importEntryWords } from "../words/import-entry.ts";
import { readersMarks } from "./number-marks.ts";
import { themeForNow } from "./theme.ts";

/** Parts of the lab that can be shown alone. */
export const panelNames = ["loss", "fit", "rest", "learner", "row", "compare"] as const;
export type PanelName = (typeof panelNames)[number];

/** What a frame shows when its address does not say. */
export const USUAL_PANELS: readonly PanelName[] = ["loss", "fit"];

/** What the query of the address asks of the page around the experiment, which is in the fragment alone. */
export interface ShellFlags {
  /** Null = the whole page. */
  readonly panels: readonly PanelName[] | null;
  readonly theme: "light" | "dark" | null;
  readonly presents: boolean;
  /** A tag of a language whose marks numbers are to have. */
  readonly language: string | null;
  /** The address of a table that is offered. */
  readonly table: string | null;
  /** What is not known here, to be said. */
  readonly unknown: {
    readonly panels: readonly string[];
    readonly theme: string | null;
    readonly language: string | null;
  };
}

const MOST_NAMED = 5;
const LONGEST_NAME = 40;

/** Any query. What others put there is left alone. */
export function readShellFlags(search: string): ShellFlags {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name)?.trim() || null;
  const isOn = (name: string) => query.has(name) && !["0", "false"].includes(query.get(name) ?? "");
  const asked = (text("panel") ?? "").split(",").flatMap((name) => name.trim() || []);
  const known = panelNames.filter((name) => asked.includes(name));
  const theme = text("theme");
  const language = text("lang");
  const hasTheme = theme === "light" || theme === "dark";
  const hasLanguage = language !== null && isLanguage(language);
  return {
    panels: !isOn("embed") ? null : known.length > 0 ? known : USUAL_PANELS,
    theme: hasTheme ? theme : null,
    presents: isOn("present"),
    language: hasLanguage ? language : null,
    table: text("data"),
    unknown: {
      panels: asked
        .filter((name) => !panelNames.some((known) => known === name))
        .slice(0, MOST_NAMED)
        .map((name) => name.slice(0, LONGEST_NAME)),
      theme: theme === null || hasTheme ? null : theme.slice(0, LONGEST_NAME),
      language: language === null || hasLanguage ? null : language.slice(0, LONGEST_NAME),
    },
  };
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The page as the query of its address wants it. Loaded only where there is a query. */
export interface Shell {
  /** A frame in somebody else's page keeps nothing and takes up nothing that was kept. */
  readonly isEmbedded: boolean;
  /** What is drawn in place of the whole page; null = the whole page. */
  readonly Root: ComponentType<{ readonly lab: Lab }> | null;
  /** After the experiment was opened, which makes the view anew. */
  apply(lab: Lab): void;
}

export async function shellOf(search: string): Promise<Shell> {
  const flags = readShellFlags(search);
  const { panels, theme, language, presents, unknown } = flags;
  if (theme !== null) themeForNow(theme);
  if (language !== null) setNumberMarks(readersMarks(language));
  const embed = panels === null ? null : await import("./embed/embed-screen.tsx");
  return {
    isEmbedded: panels !== null,
    Root: embed?.EmbedPage ?? null,
    apply(lab) {
      if (presents) updateView(lab, { presenting: true });
      const say = (text: string) => addNotice(lab, { tone: "warn", code: null, text });
      if (unknown.panels.length > 0) say(words.unknownPanels(unknown.panels, panelNames));
      if (unknown.theme !== null) say(words.unknownTheme(unknown.theme));
      if (unknown.language !== null) say(words.unknownLanguage(unknown.language));
      offerTable(lab, flags);
    },
  };
}

/** Nothing is fetched unasked. A frame has no place for an import: its link to the lab takes the address along. */
function offerTable(lab: Lab, { table, panels }: ShellFlags): void {
  if (table === null || panels !== null) return;
  const host = URL.canParse(table) ? new URL(table).host : table.slice(0, 60);
  addNotice(lab, {
    tone: "plain",
    code: null,
    text: words.offersTable(host),
    act: { label: importEntryWords.fetchFrom(host), onAct: () => void openAnyUrl(lab, table) },
  });
}
