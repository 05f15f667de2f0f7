import { describe, expect, it } from "vitest";
import { listedRuns, MOST_LISTED } from "../../src/store/experiment-of.ts";
import { freshRun } from "../../src/store/run-names.ts";
import { startingRun } from "../../src/store/starting-experiment.ts";

const spec = startingRun("gbdt", "regression");

function runsWith(count: number, isShown: (number: number) => boolean) {
  return Array.from({ length: count }, (_, n) => ({
    ...freshRun({ id: `run-${n + 1}`, name: `Run ${n + 1}`, spec }),
    shown: isShown(n + 1),
  }));
}

const idsOf = (runs: ReturnType<typeof listedRuns>) => runs.map(({ id }) => id);

describe("the runs that rail and legend list", () => {
  it("are all of a few, in their order", () => {
    const runs = runsWith(MOST_LISTED, (number) => number % 2 === 0);
    expect(listedRuns(runs)).toEqual(runs);
  });

  it("are of many the shown ones wherever they stand, then the first", () => {
    const ids = idsOf(listedRuns(runsWith(500, (number) => number === 300 || number === 400)));
    expect(ids).toHaveLength(MOST_LISTED);
    expect(ids.slice(0, 2)).toEqual(["run-1", "run-2"]);
    expect(ids.slice(-2)).toEqual(["run-300", "run-400"]);
  });

  it("hold the newest one also where more are shown than are listed", () => {
    const ids = idsOf(listedRuns(runsWith(500, () => true)));
    expect(ids).toHaveLength(MOST_LISTED);
    expect(ids[0]).toBe("run-1");
    expect(ids.at(-1)).toBe("run-500");
  });
});
