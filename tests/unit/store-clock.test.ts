import { describe, expect, it } from "vitest";
import {
  clockMoves,
  playOrPause,
  showBestRound,
  showRound,
  tick,
} from "../../src/store/actions/drive-clock.ts";
import { stepSplit } from "../../src/store/actions/step-marks.ts";
import { trainRun } from "../../src/store/actions/train-run.ts";
import { roundOnScreen } from "../../src/store/experiment-of.ts";
import { completeTree } from "./figures-fixture.ts";
import { finished, type LabUnderTest, labUnderTest, rounds } from "./store-fixture.ts";

const values = (count: number) => Array.from({ length: count }, (_, round) => 1 + (round - 40) ** 2);

/** Run 1 has recorded rounds 0 to 100 and ended; its best is round 40. */
async function trained(reducedMotion = false): Promise<LabUnderTest> {
  const under = labUnderTest(reducedMotion);
  const training = trainRun(under.lab, "run-1");
  await under.border.send("run-1/1", {
    ok: true,
    value: { attempts: [], rounds: rounds(0, values(101)), end: { ok: true, value: finished(100) } },
  });
  await training;
  return under;
}

const round = ({ lab }: LabUnderTest) => roundOnScreen(lab.store.getState());

describe("the round clock", () => {
  it("follows a fast run at a pace that can be watched, to its end", async () => {
    const under = await trained();
    expect(clockMoves(under.lab)).toBe(true);
    tick(under.lab, 0.1);
    expect(round(under)).toBe(5);
    for (let picture = 0; picture < 100; picture++) tick(under.lab, 0.1);
    expect(round(under)).toBe(100);
    expect(clockMoves(under.lab)).toBe(false);
  });

  it("jumps where motion is not wanted", async () => {
    const under = await trained(true);
    tick(under.lab, 0.016);
    expect(round(under)).toBe(100);
  });

  it("replays eight rounds a second from the start when it stood at the end", async () => {
    const under = await trained();
    showRound(under.lab, 100);
    playOrPause(under.lab);
    expect(round(under)).toBe(0);
    tick(under.lab, 1);
    expect(round(under)).toBe(8);
    playOrPause(under.lab);
    tick(under.lab, 1);
    expect(round(under)).toBe(8);
  });

  it("stays where the user put it, inside what is recorded", async () => {
    const under = await trained();
    showRound(under.lab, 7);
    tick(under.lab, 1);
    expect(round(under)).toBe(7);
    showRound(under.lab, 1000);
    expect(round(under)).toBe(100);
    showRound(under.lab, -3);
    expect(round(under)).toBe(0);
  });

  it("finds the best validation round", async () => {
    const under = await trained();
    showBestRound(under.lab);
    expect(round(under)).toBe(40);
  });
});

describe("one split at a time", () => {
  it("builds the next round's tree, then stands at that round, and back the same way", async () => {
    const { lab, border } = labUnderTest();
    const training = trainRun(lab, "run-1");
    const withTrees = rounds(0, [3, 2, 1]).map((recorded) => {
      const learner = { kind: "tree", tree: completeTree(2) } as const;
      const record = recorded.record && { ...recorded.record, learners: [{ learner, output: 0, weight: 1 }] };
      return { ...recorded, record };
    });
    await border.send("run-1/1", {
      ok: true,
      value: { attempts: [], rounds: withTrees, end: { ok: true, value: finished(2) } },
    });
    await training;
    showRound(lab, 0);
    const seen = () => [lab.store.getState().clock.position, lab.store.getState().clock.split];
    const way: unknown[] = [];
    for (let step = 0; step < 6; step++) {
      stepSplit(lab, 1);
      way.push(seen());
    }
    expect(way).toEqual([
      [0, 1],
      [0, 2],
      [1, null],
      [1, 1],
      [1, 2],
      [2, null],
    ]);
    for (const before of [...way].reverse().slice(1)) {
      stepSplit(lab, -1);
      expect(seen()).toEqual(before);
    }
    showRound(lab, 2);
    stepSplit(lab, -1);
    expect(seen()).toEqual([1, 2]);
    showRound(lab, 1);
    expect(seen()).toEqual([1, null]);
  });
});
