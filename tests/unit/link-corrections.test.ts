import { describe, expect, it } from "vitest";
import { corrected } from "../../src/share/corrections.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";
import { openFragment } from "../../src/store/share/links.ts";
import { gbdtRun, regression } from "./experiment-fixture.ts";
import { labUnderTest } from "./store-fixture.ts";

const tooDeep = (values: { readonly [id: string]: number }) => ({
  ...regression({ runs: [{ ...gbdtRun, values }] }),
});

describe("a link with a value that is not allowed", () => {
  it("is refused, and opened with the nearest one where the reader says so", () => {
    const { lab } = labUnderTest();
    const before = lab.store.getState();
    expect(openFragment(lab, "#d=moons&depth=-1&lr=7")).toBe(false);
    expect(lab.store.getState()).toMatchObject({ setup: before.setup, runs: before.runs });
    const first = lab.store.getState().notices.at(-1)!;
    expect(first.code).toBe("spec.out-of-range");
    first.act!.onAct();
    // One value at a time: each is the reader's choice.
    const second = lab.store.getState().notices.at(-1)!;
    expect(second.act!.label).not.toBe(first.act!.label);
    expect([first, second].map(({ act }) => act!.label).sort()).toEqual([
      "Open with the nearest allowed value, learning_rate 1",
      "Open with the nearest allowed value, max_depth 0",
    ]);
    second.act!.onAct();
    const { values } = lab.store.getState().runs[0]!.spec;
    expect(values).toMatchObject({ learning_rate: 1, max_depth: 0 });
    openFragment(lab, "#d=moons&n=1&rounds=3&round=9");
    for (const label of ["n 10", "round 3"]) {
      const { act } = lab.store.getState().notices.at(-1)!;
      expect(act!.label).toContain(label);
      act!.onAct();
    }
    expect(lab.store.getState().runs[0]!.spec.rounds).toBe(3);
  });

  it("loses its receipt, which tells of another experiment", () => {
    const receipt = {
      data: "00".repeat(8),
      experiment: "11".repeat(8),
      runs: [{ model: "22".repeat(8), metrics: "33".repeat(8) }],
    };
    const fragment = experimentToFragment(tooDeep({ max_depth: 3 }), receipt);
    const plain = fragmentToExperiment(fragment);
    expect(plain.ok && plain.value.receipt).toEqual(receipt);
    const other = fragmentToExperiment(fragment, [{ path: "runs[0].values.max_depth", value: 4 }]);
    expect(other.ok && [other.value.receipt, other.value.experiment.runs[0]!.values]).toEqual([
      null,
      { max_depth: 4 },
    ]);
  });

  it("offers nothing where no value would do", () => {
    const { lab } = labUnderTest();
    expect(openFragment(lab, "#d=moons&e=gbtd")).toBe(false);
    expect(lab.store.getState().notices.at(-1)!.act).toBeUndefined();
  });
});

describe("corrections", () => {
  it("change what is there, and nothing else", () => {
    const json = { runs: [{ values: { a: 1 } }, { values: { a: 2, b: 3 } }], seed: 4 };
    expect(corrected(json, [{ path: "runs[1].values.a", value: 9 }])).toEqual({
      runs: [{ values: { a: 1 } }, { values: { a: 9, b: 3 } }],
      seed: 4,
    });
    for (const path of ["runs[2].values.a", "__proto__.x", "runs.length", "seed.x", "none"]) {
      expect(corrected(json, [{ path, value: 9 }])).toEqual(json);
    }
  });
});
