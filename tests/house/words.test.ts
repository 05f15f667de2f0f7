import { describe, expect, it } from "vitest";
import { parseSource, readSourceFiles, type SourceFile } from "./source-files.ts";

/** Attributes that are read or heard. `part` names a part in a sentence of the error boundary. */
const SAID = new Set(["title", "aria-label", "aria-description", "placeholder", "alt", "label"]);
const WORD = /\p{L}{2,}/u;

interface SyntaxNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Words that stand in a component instead of in the catalogue: texts between tags, and attributes that are said. */
function wordsIn({ path, program }: Pick<SourceFile, "path" | "program">): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const entry of value) visit(entry);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const node = value as SyntaxNode;
    if (node.type === "JSXText" && WORD.test(String(node.value))) found.push(String(node.value).trim());
    if (node.type === "JSXAttribute") {
      const name = (node.name as SyntaxNode).name;
      const text = (node.value as SyntaxNode | null)?.value;
      const isSentence = name === "part" && typeof text === "string" && text.includes(" ");
      if (typeof text === "string" && (SAID.has(String(name)) || isSentence) && WORD.test(text))
        found.push(text);
    }
    for (const child of Object.values(node)) visit(child);
  };
  visit(program);
  return found.map((text) => `${path}: ${text}`);
}

describe("the message catalogue", () => {
  it("holds every word that a component shows or says", () => {
    const components = readSourceFiles().filter(({ path }) => /^src\/ui\/.*\.tsx$/.test(path));
    expect(components.length).toBeGreaterThan(90);
    expect(components.flatMap(wordsIn)).toEqual([]);
  });

  it("is missed where a word stands in a component", () => {
    const made = parseSource(
      "src/ui/made-up.tsx",
      'const a = <p title="Stop now">Hello {name}<b className="fine">12 %</b></p>;',
    );
    expect(wordsIn(made)).toEqual(["src/ui/made-up.tsx: Stop now", "src/ui/made-up.tsx: Hello"]);
  });
});
