import { describe, expect, it } from "vitest";
import { parseSource, readSourceFiles, type SourceFile } from "./source-files.ts";

/** Attributes that are read or heard. `part` names a part in a sentence of the error boundary. */
const SAID = new Set(["title", "aria-label", "aria-description", "placeholder", "alt", "label"]);
const WORD = /\p{L}{2,}/u;

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Attributes whose words nobody reads: styles, shapes, places. */
const UNREAD = new Set([
  "className",
  "buttonClass",
  "listClass",
  "style",
  "d",
  "transform",
  "viewBox",
  "href",
  "clipPath",
]);
/** Two words, or a word beside a value (" \0 " stands for one). */
const SENTENCE = /\p{L}{2,}[,.:;]? \p{L}{2,}|\p{L}{2,}[,.:;]? \0|\0 \p{L}{2,}/u;
/** Selectors, media queries, functions of CSS, and the names of keys. */
const CODE = /^\(|[[\]]|^\.|^[a-z]+, [a-z]+|^[a-z-]+\(|^(Shift|Alt|Ctrl|Page)\b/;

const isNode = (value: unknown): value is SyntaxNode => typeof value === "object" && value !== null;

function textOf(node: SyntaxNode): string | null {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type !== "TemplateLiteral") return null;
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join("\0");
}

/** What an expression can become on screen: both ends of a choice, the right side of `&&`, a text as it stands. */
function shownTexts(node: unknown): string[] {
  if (!isNode(node)) return [];
  if (node.type === "ConditionalExpression")
    return [...shownTexts(node.consequent), ...shownTexts(node.alternate)];
  if (node.type === "LogicalExpression") return [...shownTexts(node.left), ...shownTexts(node.right)];
  const text = textOf(node);
  return text === null ? [] : [text];
}

/** Words that stand in the page's code instead of in the catalogue: between tags, in what is said, in sentences. */
function wordsIn({ path, program }: Pick<SourceFile, "path" | "program">): string[] {
  const found = new Set<string>();
  const keep = (text: string) => WORD.test(text) && found.add(text.trim().replaceAll("\0", "…"));
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const entry of value) visit(entry);
      return;
    }
    if (!isNode(value) || isSilent(value)) return;
    const text = textOf(value);
    if (text !== null && SENTENCE.test(text) && !CODE.test(text)) keep(text);
    if (value.type === "JSXText") keep(String(value.value));
    if (value.type === "JSXAttribute" && SAID.has(String((value.name as SyntaxNode).name))) {
      const said = value.value as SyntaxNode | null;
      for (const one of shownTexts(said?.type === "JSXExpressionContainer" ? said.expression : said))
        keep(one);
    }
    if (value.type === "JSXElement" || value.type === "JSXFragment") {
      for (const child of value.children as SyntaxNode[])
        if (child.type === "JSXExpressionContainer")
          for (const one of shownTexts(child.expression)) keep(one);
    }
    for (const child of Object.values(value)) visit(child);
  };
  visit(program);
  return [...found].map((text) => `${path}: ${text}`);
}

/** Imports, types, looks, and errors that only developers meet. */
function isSilent(node: SyntaxNode): boolean {
  if (node.type === "ImportDeclaration") return true;
  if (node.type === "JSXAttribute") return UNREAD.has(String((node.name as SyntaxNode).name));
  if (node.type === "NewExpression") return (node.callee as SyntaxNode).name === "Error";
  return /^TS(Type|Literal|Union|Interface)/.test(node.type);
}

describe("the message catalogue", () => {
  it("holds every word that the page shows or says", () => {
    const page = readSourceFiles().filter(({ path }) => /^src\/(ui|figures|store)\//.test(path));
    expect(page.length).toBeGreaterThan(200);
    expect(page.flatMap(wordsIn)).toEqual([]);
  });

  it("is missed where a word stands in a component", () => {
    const made = parseSource(
      "src/ui/made-up.tsx",
      'const a = <p title="Stop now">Hello {name}<b className="fine">12 %</b></p>;',
    );
    expect(wordsIn(made)).toEqual(["src/ui/made-up.tsx: Stop now", "src/ui/made-up.tsx: Hello"]);
  });

  it.each([
    ["a choice between tags", 'const a = <p>{on ? "on" : label}</p>;', "on"],
    ["a said choice", 'const a = <p aria-label={on ? label : "off"} />;', "off"],
    ["a word beside a value", `const a = \`Show \${name}\`;`, "Show …"],
    ["a sentence of a store", 'fail("Nothing was kept.");', "Nothing was kept."],
  ])("is missed by %s", (_, code, text) => {
    expect(wordsIn(parseSource("src/ui/made-up.tsx", code))).toEqual([`src/ui/made-up.tsx: ${text}`]);
  });

  it("is not asked for styles, selectors and errors of developers", () => {
    const code =
      'const a = <p className="card low">{f(".menu-list button", "(min-width: 2px)")}</p>; throw new Error("No such row.");';
    expect(wordsIn(parseSource("src/ui/made-up.tsx", code))).toEqual([]);
  });
});
