import { readdirSync, readFileSync } from "node:fs";
import { deflateSync } from "fflate";
import { afterAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";
import { LabError, type Outcome } from "../../src/core/errors.ts";
import { sha256Hex } from "../../src/core/sha256.ts";
import { parseExperiment } from "../../src/experiment/parse-experiment.ts";
import { toBase64Url } from "../../src/share/base64url.ts";
import { hexBytes } from "../../src/share/link-bytes.ts";
import { withoutDefaults } from "../../src/share/link-defaults.ts";
import { fragmentToExperiment, type OpenedLink } from "../../src/share/share-link.ts";
import { anyText, changedText, changeJson, createDraws, LOUD } from "./fuzz-changes.ts";

const FOLDER = "tests/golden/links";
const links = readdirSync(FOLDER).flatMap((name) => {
  const read: unknown = JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8"));
  return (Array.isArray(read) ? read : [read]) as {
    fragment: string;
    experiment: unknown;
    receipt?: unknown;
  }[];
});
const beginning = (start: string) => links.filter(({ fragment }) => fragment.startsWith(start));

/** Long enough for a slow machine at its worst, and far from a hang. */
const LONGEST_MS = 2000;
const CODES = /^(link|spec|data)\.[a-z-]+$/;
const LONGEST_MESSAGE = 700;

const prototypes = () =>
  [Object.prototype, Array.prototype, Function.prototype].map((one) =>
    Object.getOwnPropertyNames(one).join(),
  );
const untouched = prototypes();

afterAll(() => expect(prototypes()).toEqual(untouched));

let slowestMs = 0;

/** What may come of anything: an experiment, or a coded error in a sentence of ours that repeats little. */
function open(fragment: string): Outcome<OpenedLink> {
  const began = performance.now();
  const outcome = fragmentToExperiment(fragment);
  slowestMs = Math.max(slowestMs, performance.now() - began);
  if (outcome.ok) for (const notice of outcome.value.notices) requireShort(notice, fragment);
  else requireCoded(outcome.error.code, outcome.error.message, fragment);
  return outcome;
}

/** Plain comparisons: a hundred thousand calls of `expect` would take longer than what they look at. */
function requireCoded(code: string, message: string, given: string): void {
  if (!CODES.test(code) || message.includes("that should not"))
    throw new Error(`${code}: ${message}\n${given}`);
  requireShort(message, given);
}

function requireShort(sentence: string, given: string): void {
  const isShort = sentence.length <= LONGEST_MESSAGE && !sentence.includes(LOUD.slice(0, 81));
  if (!isShort) throw new Error(`${sentence}\n${given}`);
}

/** A link of form 2 that says anything and checks out. */
function checkedLink(json: unknown, defaults: 0 | 1): string {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  // stored as it is, which is quick to make; who reads it does not care
  const packed = deflateSync(bytes, { level: 0 });
  const check = hexBytes(sha256Hex(Uint8Array.from([defaults, ...packed])).slice(0, 8));
  return `#s=2.${toBase64Url(Uint8Array.from([defaults, ...check, ...packed]))}`;
}

describe("100,000 links and experiments that nobody made", () => {
  it("10,000 of any letters", () => {
    const draws = createDraws(1);
    for (let n = 0; n < 10_000; n++) open(anyText(draws));
  });

  it("20,000 of form 1 with other letters", () => {
    const draws = createDraws(2);
    const ofForm1 = beginning("#s=1.");
    for (let n = 0; n < 20_000; n++) open(changedText(draws.oneOf(ofForm1).fragment, draws));
  });

  it("25,000 of form 2 with other letters, none of which is another experiment", () => {
    const draws = createDraws(3);
    const ofForm2 = beginning("#s=2.");
    let same = 0;
    for (let n = 0; n < 25_000; n++) {
      const { fragment, experiment, receipt } = draws.oneOf(ofForm2);
      const outcome = open(changedText(fragment, draws));
      if (!outcome.ok) continue;
      same++;
      const { value } = outcome;
      const isSame =
        canonicalJson([value.experiment, value.receipt]) === canonicalJson([experiment, receipt]);
      if (!isSame) throw new Error(fragment);
    }
    // some changes change nothing: a letter for itself, or the bits behind the last byte
    expect(same).toBeLessThan(1500);
  });

  it("20,000 that people write, with other letters", () => {
    const draws = createDraws(4);
    const readable = beginning("#d=");
    let opened = 0;
    for (let n = 0; n < 20_000; n++)
      if (open(changedText(draws.oneOf(readable).fragment, draws)).ok) opened++;
    expect(opened).toBeGreaterThan(1000);
  });

  it("15,000 files of experiments with other members", () => {
    const draws = createDraws(5);
    const texts = links.map(({ experiment }) => JSON.stringify(experiment));
    for (let n = 0; n < 15_000; n++) {
      const json: unknown = JSON.parse(draws.oneOf(texts));
      changeJson(json, draws);
      const began = performance.now();
      try {
        for (const notice of parseExperiment(json).notices) requireShort(notice, "");
      } catch (thrown) {
        if (!(thrown instanceof LabError)) throw thrown;
        requireCoded(thrown.code, thrown.message, "");
      }
      slowestMs = Math.max(slowestMs, performance.now() - began);
    }
  });

  it("10,000 links that check out and say other things", () => {
    const draws = createDraws(6);
    const texts = links.map(({ experiment }) => [
      JSON.stringify(experiment),
      JSON.stringify(withoutDefaults(experiment as Parameters<typeof withoutDefaults>[0])),
    ]);
    for (let n = 0; n < 10_000; n++) {
      const defaults = draws.below(2) as 0 | 1;
      const json: unknown = JSON.parse(draws.oneOf(texts)[defaults]!);
      changeJson(json, draws);
      open(checkedLink(json, defaults));
    }
  });

  it("none took long", () => {
    console.info(`the slowest took ${Math.round(slowestMs)} ms`);
    expect(slowestMs).toBeLessThan(LONGEST_MS);
  });
});

describe("a link that would fill the memory", () => {
  const zeros = (bytes: number) => deflateSync(new Uint8Array(bytes).fill(32), { level: 9 });
  const codeOf = (fragment: string) => {
    const outcome = open(fragment);
    return outcome.ok ? "ok" : outcome.error.code;
  };

  it.each([2_000_000, 50_000_000])("of %i bytes is refused in either form", (bytes) => {
    const packed = zeros(bytes);
    expect(codeOf(`#s=1.${toBase64Url(packed)}`)).toBe("link.too-large");
    const check = hexBytes(sha256Hex(Uint8Array.from([1, ...packed])).slice(0, 8));
    expect(codeOf(`#s=2.${toBase64Url(Uint8Array.from([1, ...check, ...packed]))}`)).toBe("link.too-large");
  });

  it("is refused just above the cap, and read just below it", () => {
    expect(codeOf(`#s=1.${toBase64Url(zeros(1_048_577))}`)).toBe("link.too-large");
    expect(codeOf(`#s=1.${toBase64Url(zeros(1_048_576))}`)).toBe("link.malformed");
  });

  it("by lists in lists is refused", () => {
    const deep = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
    expect(codeOf(`#s=1.${toBase64Url(deflateSync(new TextEncoder().encode(deep)))}`)).toMatch(CODES);
    const wide = { runs: Array.from({ length: 100_000 }, () => ({ engine: "gbdt" })) };
    expect(codeOf(checkedLink(wide, 0))).toMatch(CODES);
    expect(codeOf(checkedLink({ ...wide, data: { source: { id: "wages" } } }, 1))).toMatch(CODES);
  });
});
