import { createRandomSource } from "../../src/core/random.ts";

/** Draws that are the same in every run: a link that once broke something breaks it again. */
export function createDraws(seed: number) {
  const source = createRandomSource(seed, "fuzz");
  let count = 0;
  const uniform = () => source.uniform(count++, 0);
  const below = (limit: number) => Math.floor(uniform() * limit);
  return {
    below,
    oneOf: <T>(list: readonly T[]): T => list[below(list.length)]!,
    text: (letters: string, longest: number) =>
      Array.from({ length: below(longest + 1) }, () => letters[below(letters.length)]).join(""),
  };
}

export type Draws = ReturnType<typeof createDraws>;

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const LETTERS = `${BASE64} #&=%.,:;/\\"'<>{}[]()?!\u0000\n\u00e9\u{1f600}\ud800`;

/** One to three letters lost, put in, changed, moved, or the end cut off: what chats, mail and hands do to links. */
export function changedText(text: string, draws: Draws): string {
  let changed = text;
  for (let left = 1 + draws.below(3); left > 0; left--) {
    const at = draws.below(changed.length + 1);
    const [before, letter, after] = [changed.slice(0, at), changed.slice(at, at + 1), changed.slice(at + 1)];
    const made = draws.oneOf(draws.below(3) === 0 ? [...LETTERS] : [...BASE64]);
    switch (draws.below(7)) {
      case 0:
        changed = before + after;
        break;
      case 1:
        changed = before + made + letter + after;
        break;
      case 2:
        changed = before;
        break;
      case 3:
        changed = before + after.slice(0, 1) + letter + after.slice(1);
        break;
      case 4:
        changed = before + letter + changed.slice(draws.below(changed.length + 1));
        break;
      case 5:
        changed = before + draws.text(LETTERS, 12) + after;
        break;
      default:
        changed = before + made + after;
    }
  }
  return changed;
}

export function anyText(draws: Draws): string {
  const start = draws.oneOf([
    "#s=1.",
    "#s=2.",
    "#s=3.",
    "#s=",
    "#d=",
    "#d=moons&",
    "#",
    "",
    "http://a/#s=2.",
  ]);
  return start + draws.text(draws.oneOf([BASE64, LETTERS, "&=enlrdepthseed.0123456789"]), 60);
}

/** Longer than anything that a message may repeat. */
export const LOUD = "L".repeat(200);

function deepList(depth: number): unknown {
  let list: unknown = 1;
  for (let level = 0; level < depth; level++) list = [list];
  return list;
}

const VALUES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => 0,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => Number.POSITIVE_INFINITY,
  () => 2 ** 53,
  () => "",
  () => LOUD,
  () => "x".repeat(2000),
  () => "__proto__",
  () => "constructor",
  () => "\ud800",
  () => [],
  () => ({}),
  () => [[[]]],
  () => deepList(500),
  () => JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'),
  () => ({ kind: "file", name: LOUD }),
  () => ({ kind: "builtin", id: "__proto__", values: { toString: 1 } }),
];

const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "kind", "values", LOUD];

type Holder = { [name: string]: unknown } | unknown[];

/** One to four members of an experiment deleted, replaced, doubled or added. Changes `json`. */
export function changeJson(json: unknown, draws: Draws): void {
  for (let left = 1 + draws.below(4); left > 0; left--) {
    const holders = holdersIn(json);
    if (holders.length === 0) return;
    const holder = draws.oneOf(holders);
    const made = draws.below(5) === 0 ? copyOf(draws.oneOf(holders)) : draws.oneOf(VALUES)();
    const kind = draws.below(5);
    if (Array.isArray(holder)) {
      const at = draws.below(holder.length + 1);
      if (kind === 0) holder.splice(at, 1);
      else if (kind === 1) while (holder.length > 0 && holder.length < 40) holder.push(...holder);
      else holder[at] = made;
    } else {
      const names = Object.keys(holder);
      const name = names.length > 0 && draws.below(5) > 0 ? draws.oneOf(names) : draws.oneOf(NAMES);
      if (kind === 0) delete holder[name];
      else setOwn(holder, name, made);
    }
  }
}

const copyOf = (holder: Holder): unknown => JSON.parse(JSON.stringify(holder));

/** An own member of any name, as `JSON.parse` makes them. */
function setOwn(holder: object, name: string, value: unknown): void {
  Object.defineProperty(holder, name, { value, configurable: true, enumerable: true, writable: true });
}

/** Objects and lists near the top, where an experiment has its members. */
function holdersIn(json: unknown, depth = 0): Holder[] {
  if (typeof json !== "object" || json === null || depth > 5) return [];
  return [json as Holder, ...Object.values(json).flatMap((member) => holdersIn(member, depth + 1))];
}
