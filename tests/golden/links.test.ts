import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";

interface GoldenLink {
  readonly fragment: string;
  readonly experiment: unknown;
}

const FOLDER = "tests/golden/links";
const names = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

/** Links that were published once: every one of them has to open for ever, as the experiment it was. */
describe("published links", () => {
  it("are here", () => {
    expect(names.length).toBeGreaterThanOrEqual(4);
  });

  it.each(names)("%s opens", (name) => {
    const golden: GoldenLink = JSON.parse(readFileSync(`${FOLDER}/${name}`, "utf8"));
    const outcome = fragmentToExperiment(golden.fragment);
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    expect(outcome.value.experiment).toEqual(golden.experiment);
    const again = fragmentToExperiment(experimentToFragment(outcome.value.experiment));
    expect(again.ok && again.value.experiment).toEqual(golden.experiment);
  });
});
