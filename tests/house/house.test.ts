import { describe, expect, it } from "vitest";
import { bannedUses } from "./banned-words.ts";
import { directionBreaks, importCycles } from "./directions.ts";
import { parseSource, readSourceFiles } from "./source-files.ts";

const MAX_LINES = 300;
const files = readSourceFiles();

describe("the house", () => {
  it("imports in one direction", () => {
    expect(files.flatMap(directionBreaks)).toEqual([]);
  });

  it("has no import cycle", () => {
    expect(importCycles(files)).toEqual([]);
  });

  it("uses nothing that gives other bits on another machine", () => {
    expect(files.flatMap(bannedUses)).toEqual([]);
  });

  it(`has no file above ${MAX_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.split("\n").length > MAX_LINES + 1);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it("has no file that only passes others on", () => {
    expect(files.filter(({ text }) => /^export \* from/m.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe("the rules themselves", () => {
  function breaksOf(path: string, text: string): number {
    return directionBreaks(parseSource(path, text)).length;
  }

  it("see what goes against the direction", () => {
    expect(breaksOf("src/core/a.ts", 'import { b } from "../data/b.ts";')).toBe(1);
    expect(breaksOf("src/core/a.ts", 'export type { B } from "../data/b.ts";')).toBe(1);
    expect(breaksOf("src/boosting/a.ts", 'import React from "react";')).toBe(1);
    expect(breaksOf("src/data/a.ts", 'import { readFileSync } from "node:fs";')).toBe(1);
    expect(breaksOf("src/boosting/engines/x/a.ts", 'import type { B } from "../y/b.ts";')).toBe(1);
    expect(breaksOf("src/ui/a.tsx", 'import { jsBackend } from "../compute/js/js-backend.ts";')).toBe(1);
    expect(breaksOf("src/ui/a.tsx", 'import type { Backend } from "../compute/backend.ts";')).toBe(0);
    expect(breaksOf("src/elsewhere/a.ts", "export const a = 1;")).toBe(1);
  });

  it("see what makes bits differ", () => {
    const usesOf = (path: string, text: string) => bannedUses(parseSource(path, text)).length;
    expect(usesOf("src/core/a.ts", "export const a = Math.exp(1) + 2 ** 3;")).toBe(2);
    expect(usesOf("src/core/a.ts", "export const a = Date.now() + performance.now();")).toBe(2);
    expect(usesOf("src/share/a.ts", 'export const a = "a".localeCompare("b");')).toBe(1);
    expect(usesOf("src/ui/a.ts", "export const a = Math.random() + Math.exp(1);")).toBe(1);
    expect(usesOf("src/core/a.ts", "export const a = Math.sqrt(Math.floor(2));")).toBe(0);
  });

  it("see a cycle", () => {
    const there = parseSource("src/core/a.ts", 'import { b } from "./b.ts";\nexport const a = b;');
    const back = parseSource("src/core/b.ts", 'import { a } from "./a.ts";\nexport const b = a;');
    expect(importCycles([there, back])).toHaveLength(1);
  });
});
