import { describe, expect, it } from "vitest";
import { embedSnippet, labAddress } from "../../src/ui/embed/embed-snippet.ts";
import { readShellFlags } from "../../src/ui/shell-flags.ts";

describe("what the query of an address asks for", () => {
  it.each([
    ["nothing", "", { panels: null, theme: null, presents: false, language: null, table: null }],
    ["somebody else's words", "?utm_source=x&ref=y", { panels: null }],
    ["a frame", "?embed=1", { panels: ["loss", "fit"] }],
    ["no frame", "?embed=0&panel=rest", { panels: null }],
    [
      "panels, in their own order",
      "?embed&panel=learner,loss, rest",
      { panels: ["loss", "rest", "learner"] },
    ],
    [
      "a theme, a talk, a language",
      "?theme=dark&present=1&lang=de-CH",
      { theme: "dark", presents: true, language: "de-CH" },
    ],
    ["a table", "?data=https%3A%2F%2Fa.example%2Ft.csv", { table: "https://a.example/t.csv" }],
  ])("is read: %s", (_, search, found) => {
    expect(readShellFlags(search)).toMatchObject(found);
    expect(readShellFlags(search).unknown).toEqual({ panels: [], theme: null, language: null });
  });

  it("is said where it is not known, and cut where it is long", () => {
    const { panels, theme, language, unknown } = readShellFlags(
      `?embed=1&panel=fit,fits,<b>&theme=blue&lang=${"x".repeat(50)}`,
    );
    expect([panels, theme, language]).toEqual([["fit"], null, null]);
    expect(unknown).toEqual({ panels: ["fits", "<b>"], theme: "blue", language: "x".repeat(40) });
    expect(readShellFlags("?embed=1&panel=none").panels).toEqual(["loss", "fit"]);
  });
});

describe("the snippet of a frame", () => {
  const address = "https://lab.example/a/?theme=dark&data=x#s=2.abc";

  it("holds the same experiment and the chosen panels, and grows with them", () => {
    const snippet = embedSnippet(address, ["fit", "loss"]);
    expect(snippet).toBe(
      '<iframe src="https://lab.example/a/?embed=1&amp;panel=loss,fit#s=2.abc" width="100%" height="604" loading="lazy" allow="fullscreen; clipboard-write" title="Boosting Lab" frameborder="0"></iframe>',
    );
    expect(embedSnippet(address, ["loss"])).toContain('height="358"');
  });

  it("lets nothing of an address out of its quotes", () => {
    const snippet = embedSnippet(`https://lab.example/"><script>'&#d=moons"onload='x'><b>`, ["loss"]);
    expect(snippet.match(/[<>]/g)).toHaveLength(4);
    expect(snippet.match(/"/g)).toHaveLength(14);
  });

  it("leads back to the whole lab, with what else the address says", () => {
    expect(labAddress("https://lab.example/?embed=1&panel=loss,fit&lang=de&theme=dark#s=2.abc")).toBe(
      "https://lab.example/?lang=de#s=2.abc",
    );
  });
});
