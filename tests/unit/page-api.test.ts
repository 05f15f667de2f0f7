import { describe, expect, it } from "vitest";
import { createApi } from "../../src/store/api/create-api.ts";
import { experimentOf } from "../../src/store/experiment-of.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

function apiUnderTest() {
  const under = labUnderTest();
  return { ...under, api: createApi(under.lab, () => "http://localhost/") };
}

describe("the page's functions for scripts", () => {
  it("train runs by name and tell of them when they have ended", async () => {
    const { api, border } = apiUnderTest();
    const training = api.train("GBDT");
    await settle();
    expect(border.asked.starts).toHaveLength(1);
    await border.send(border.asked.starts[0].runId, {
      ok: true,
      value: { rounds: rounds(0, [3, 1, 2]), attempts: [], end: { ok: true, value: finished(2) } },
    });
    const [gbdt, grownet] = await training;
    expect(gbdt).toMatchObject({
      name: "GBDT",
      engine: "gbdt",
      status: "finished",
      rounds: 2,
      keptRounds: 2,
      metrics: { train: { rmse: 1 } },
      error: null,
    });
    expect(gbdt?.modelSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(grownet).toMatchObject({ status: "idle", keptRounds: null, metrics: null, modelSha256: null });
    expect(JSON.parse(await api.model("GBDT"))).toHaveProperty("rounds");
    expect(await api.link()).toMatch(/^http:\/\/localhost\/#s=2\./);
  });

  it("open a link or an experiment, without training it", async () => {
    const { api, lab, border } = apiUnderTest();
    await api.open("http://anywhere/#d=sine&e=ngboost&rounds=7");
    expect((await api.runs()).map(({ name, status }) => [name, status])).toEqual([["NGBoost", "idle"]]);
    const experiment = experimentOf(lab.store.getState());
    await api.open({ ...experiment, seed: 5 });
    expect(lab.store.getState().setup.seed).toBe(5);
    expect(border.asked.starts).toEqual([]);
  });

  it("fail with a code, and change nothing then", async () => {
    const { api, lab } = apiUnderTest();
    const before = lab.store.getState().setup;
    await expect(api.open("#s=2.broken")).rejects.toMatchObject({ code: "link.malformed" });
    await expect(api.open({ version: 2 })).rejects.toMatchObject({ code: "spec.invalid" });
    await expect(api.train("nobody")).rejects.toMatchObject({ code: "spec.unknown-id" });
    await expect(api.model("GBDT")).rejects.toMatchObject({ code: "model.incapable" });
    expect(lab.store.getState().setup).toBe(before);
  });
});
