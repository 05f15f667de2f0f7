import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../src/core/sha256.ts";
import type { Receipt } from "../../src/experiment/receipt.ts";
import { LINK_DICTIONARY } from "../../src/share/link-dictionary.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";

interface GoldenLink {
  readonly fragment: string;
  readonly experiment: unknown;
  /** Absent in links of form 1, which cannot hold one. */
  readonly receipt?: Receipt | null;
  /** Absent in packed links, which name none. */
  readonly round?: number;
  /** Absent where the link says nothing about the size of its table. */
  readonly shape?: { readonly rows: number; readonly columns: number };
}

const FOLDER = "tests/golden/links";
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));
const goldens = names.flatMap((name) => {
  const read: GoldenLink | readonly GoldenLink[] = JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8"));
  const links = Array.isArray(read) ? (read as readonly GoldenLink[]) : [read as GoldenLink];
  return links.map((link, at) => [`${name}, ${at + 1}`, link] as const);
});

/** Links that were published once: every one of them has to open for ever, as the experiment it was. */
describe("published links", () => {
  it("are here", () => {
    expect(goldens.length).toBeGreaterThanOrEqual(47);
  });

  it.each(goldens)("%s opens", (_, golden) => {
    const outcome = fragmentToExperiment(golden.fragment);
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    const { experiment, receipt, notices, round } = outcome.value;
    expect([experiment, receipt, notices]).toEqual([golden.experiment, golden.receipt ?? null, []]);
    expect(round).toBe(golden.round ?? null);
    expect(outcome.value.shape ?? null).toEqual(golden.shape ?? null);
    const again = fragmentToExperiment(experimentToFragment(experiment, receipt, golden.shape));
    expect(again.ok && [again.value.experiment, again.value.receipt]).toEqual([experiment, receipt]);
  });

  it("of form 2 refer to the same text for ever", () => {
    expect(sha256Hex(LINK_DICTIONARY)).toBe(
      "bdecdd8bf3acf6e3b6e496cce5decba2ec76afbbda2b7831c92c910edaf41948",
    );
  });
});
