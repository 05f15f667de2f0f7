import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { parseSync } from "rolldown/utils";

export interface SourceImport {
  /** A path from the project's root for own files, else the name of a package. */
  readonly target: string;
  readonly isOwn: boolean;
  /** Erased when compiled. */
  readonly isTypeOnly: boolean;
  /** `import()`: its own chunk, so no cycle at load time. */
  readonly isDynamic: boolean;
}

export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly SourceImport[];
  readonly program: unknown;
}

/** AssemblyScript has its own decorators and compiler. */
const ASSEMBLY = /^compute\/wasm\/(assembly|net-assembly|score-assembly|generated)\//;

/** All TypeScript of the project that ships: src and workers. */
export function readSourceFiles(): SourceFile[] {
  return ["src", "workers"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((path) => path.replaceAll("\\", "/"))
      .filter((path) => /\.tsx?$/.test(path) && !ASSEMBLY.test(path))
      .sort((left, right) => (left < right ? -1 : 1))
      .map((path) => readSourceFile(join(folder, path).replaceAll("\\", "/"))),
  );
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  return parseSource(path, text);
}

export function parseSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]!.message}`);
  const imports: SourceImport[] = [];
  function add(specifier: string, isTypeOnly: boolean, isDynamic: boolean): void {
    const isOwn = specifier.startsWith(".");
    const target = isOwn ? normalize(join(dirname(path), specifier)).replaceAll("\\", "/") : specifier;
    imports.push({ target, isOwn, isTypeOnly, isDynamic });
  }
  for (const { moduleRequest, entries } of module.staticImports) {
    const isTypeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    add(moduleRequest.value, isTypeOnly, false);
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest !== null) add(moduleRequest.value, isType, false);
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const argument = text.slice(moduleRequest.start, moduleRequest.end);
    if (/^["'].*["']$/.test(argument)) add(argument.slice(1, -1), false, true);
  }
  return { path, text, imports, program };
}

/** "src/core/errors.ts" stands in the room "core", "workers/data.worker.ts" in "workers". */
export function roomOf(path: string): string {
  const parts = path.split("/");
  if (parts[0] !== "src") return parts[0]!;
  return parts[1]!;
}
