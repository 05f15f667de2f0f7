import { describe, expect, it } from "vitest";
import { watchMetric } from "../../src/boosting/early-stopping.ts";
import { createEngineClock } from "../../src/experiment/engine-clock.ts";

describe("watchMetric", () => {
  const seeAll = (direction: "lower" | "higher", patience: number | null, values: readonly number[]) => {
    const best = watchMetric(direction, patience);
    values.forEach((value, round) => {
      best.see(round, value);
    });
    return [best.bestRound, best.exhausted];
  };

  it.each([
    ["lower", 3, [5, 4, 3, 3, 3], [2, false]],
    ["lower", 2, [5, 4, 3, 3, 3], [2, true]],
    ["higher", 2, [0.5, 0.6, 0.6, 0.61], [3, false]],
    ["lower", 2, [1, 2, 3], [0, true]],
    ["lower", null, [1, 2, 3, 4, 5, 6], [0, false]],
    ["higher", 5, [Number.NaN, 0.2, Number.NaN, 0.1], [1, false]],
    ["lower", 5, [Number.NaN, Number.NaN], [null, false]],
  ] as const)("%s is better, patience %s, %j", (direction, patience, values, expected) => {
    expect(seeAll(direction, patience, values)).toEqual(expected);
  });
});

describe("createEngineClock", () => {
  it("counts what passes inside, without pauses", async () => {
    let time = 0;
    const clock = createEngineClock({
      now: () => time,
      pause: () =>
        Promise.resolve().then(() => {
          time += 500;
        }),
      stopped: false,
    });
    await clock.measure(async () => {
      time += 10;
      await clock.host.pause();
      time += 3;
    });
    time += 1000;
    await clock.measure(async () => {
      time += 2;
    });
    expect(clock.elapsedMs).toBe(15);
  });
});
