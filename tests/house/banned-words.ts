import { roomOf, type SourceFile } from "./source-files.ts";

/** Host functions whose last bits differ between machines; core/deterministic-math.ts has its own. */
const INEXACT = new Set(
  (
    "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot " +
    "log log10 log1p log2 pow sin sinh tan tanh"
  ).split(" "),
);
const PICTURE_ROOMS = new Set(["ui", "figures", "main.tsx"]);
const ENGINE_ROOMS = new Set([
  "core",
  "data",
  "compute",
  "boosting",
  "analysis",
  "experiment",
  "interchange",
]);
const CLOCKS = new Set(["Date", "performance"]);
const LOCALE = /^(localeCompare|toLocale\w+)$/;

interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** One sentence for each use of what would let bits differ between machines, days or languages. */
export function bannedUses(file: SourceFile): string[] {
  const room = roomOf(file.path);
  const uses: string[] = [];
  walk(file.program, (node) => {
    const name = bannedName(node, room);
    if (name !== null) uses.push(`${file.path}:${lineOf(file.text, node.start)}: ${name}`);
  });
  return uses;
}

function bannedName(node: AstNode, room: string): string | null {
  const isPicture = PICTURE_ROOMS.has(room);
  if (node.type === "BinaryExpression" || node.type === "AssignmentExpression") {
    return !isPicture && String(node.operator).startsWith("**") ? "**" : null;
  }
  if (node.type === "Identifier" && ENGINE_ROOMS.has(room) && CLOCKS.has(String(node.name))) {
    return String(node.name);
  }
  if (node.type === "Identifier" && !isPicture && node.name === "Intl") return "Intl";
  if (node.type !== "MemberExpression") return null;
  const property = (node.property as AstNode).name ?? (node.property as AstNode).value;
  if (typeof property !== "string") return null;
  if (!isPicture && LOCALE.test(property)) return property;
  const object = node.object as AstNode;
  if (object.type !== "Identifier" || object.name !== "Math") return null;
  if (property === "random" || (!isPicture && INEXACT.has(property))) return `Math.${property}`;
  return null;
}

function walk(value: unknown, visit: (node: AstNode) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (typeof value === "object" && value !== null) {
    if (typeof (value as AstNode).type === "string") visit(value as AstNode);
    for (const child of Object.values(value)) walk(child, visit);
  }
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
