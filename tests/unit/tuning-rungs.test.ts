import { describe, expect, it } from "vitest";
import { engines } from "../../src/boosting/engines/index.ts";
import type { RunInput } from "../../src/experiment/run-events.ts";
import { startingRun } from "../../src/store/starting-experiment.ts";
import { gatherTrial, type TrialResult, trialValue } from "../../src/store/tuning/trial-result.ts";
import { eventsOf, regression, roundsOf, smallTable, startOf } from "./experiment-fixture.ts";

async function trained(engine: string, rounds: number, before: TrialResult | null): Promise<TrialResult> {
  const spec = { ...startingRun(engine, "regression"), rounds, earlyStopping: null };
  const past: RunInput["past"] = before?.records == null ? undefined : { records: before.records };
  const events = await eventsOf(regression({ runs: [spec], metrics: ["rmse"] }), {
    table: smallTable(60),
    ...(past && { past }),
  });
  const gathering = gatherTrial(startOf(events).start, { metric: "rmse", seed: 42, before });
  gathering.add(roundsOf(events));
  return gathering.result(true);
}

describe("rungs of a search", () => {
  it.each(engines.map(({ id }) => id))("%s: give the bits of a training in one go", async (engine) => {
    const first = await trained(engine, 2, null);
    const second = await trained(engine, 5, first);
    const whole = await trained(engine, 5, null);
    expect(second.result.curves).toEqual(whole.result.curves);
    expect(second.result.sizes).toEqual(whole.result.sizes);
    expect(second.judgedRound).toBe(whole.judgedRound);
    expect(second.scores).toEqual(whole.scores);
    expect(trialValue(second, "rmse", "validation")).toBe(
      Math.min(...whole.result.curves.filter((_, at) => at % 3 === 1)),
    );
  });
});
