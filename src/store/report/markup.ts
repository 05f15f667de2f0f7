/** Markup that was made here; every other text is escaped before it becomes a part of it. */
export interface Markup {
  readonly markup: string;
}

type Attribute = string | number | null;
type Child = Markup | string | number | null | readonly Child[];

/** Elements without an end. */
const VOID = new Set(["meta", "br"]);

const ENTITIES: { readonly [sign: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string | number): string {
  return String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}

/** An element as text. Names of elements and attributes are ours; values and children may be anybody's. */
export function element(
  name: string,
  attributes: { readonly [name: string]: Attribute },
  ...children: readonly Child[]
): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(value ?? "")}"`)
    .join("");
  const end = VOID.has(name) ? "" : `${inside(children)}</${name}>`;
  return { markup: `<${name}${written}>${end}` };
}

function inside(children: readonly Child[]): string {
  return children
    .map((child) => {
      if (child === null) return "";
      if (typeof child !== "object") return escaped(child);
      return "markup" in child ? child.markup : inside(child);
    })
    .join("");
}

/** A style sheet of ours: the one text that is not escaped, since browsers would read the signs themselves. */
export function styleSheet(css: string): Markup {
  return { markup: `<style>${css}</style>` };
}
