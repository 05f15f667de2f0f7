import { embedWords as words } from "../../words/embed.ts";
import { type PanelName, panelNames } from "../shell-flags.ts";

/** Flags that make a frame of the page; the others go along to the whole lab. */
const OF_FRAMES = ["embed", "panel", "theme"];

/** The same experiment in the whole lab. */
export function labAddress(address: string): string {
  const url = new URL(address);
  for (const name of OF_FRAMES) url.searchParams.delete(name);
  return url.href;
}

/** Pixels that each panel wants below the others; panels of one column share its head. */
const CLOCK = 60;
/** The sentence about the receipt, which a link of trained runs brings. */
const SENTENCE = 48;
const COLUMN_HEAD = 46;
const HEIGHTS: { readonly [panel in PanelName]: number } = {
  loss: 250,
  fit: 200,
  rest: 130,
  learner: 220,
  row: 640,
  compare: 1240,
};

const ENTITIES: { readonly [sign: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What a host puts into its page: panels of the experiment that `address` names. */
export function embedSnippet(address: string, chosen: readonly PanelName[]): string {
  const panels = panelNames.filter((name) => chosen.includes(name));
  const url = new URL(address);
  url.search = "";
  url.searchParams.set("embed", "1");
  // commas stay commas, so that people can read and change the list
  url.search = `${url.searchParams}&panel=${panels.join(",")}`;
  const hasColumns = panels.some((panel) => panel === "fit" || panel === "rest" || panel === "learner");
  const height = panels.reduce(
    (sum, panel) => sum + HEIGHTS[panel],
    CLOCK + SENTENCE + (hasColumns ? COLUMN_HEAD : 0),
  );
  const attributes = {
    src: url.href,
    width: "100%",
    height: String(height),
    loading: "lazy",
    allow: ["fullscreen", "clipboard-write"].join("; "),
    title: words.page,
    // a look that every host takes, also where its policy refuses styles
    frameborder: "0",
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `${["<iframe", ...written].join(" ")}></iframe>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}
