import { describe, expect, it } from "vitest";
import { withConformal } from "../../src/experiment/conformal-spec.ts";
import { changeSplit } from "../../src/store/actions/change-split.ts";
import { changeSetup, deleteRun, renameRun, setBudget, setParam } from "../../src/store/actions/edit-runs.ts";
import { chooseSource, setSourceValue } from "../../src/store/actions/load-data.ts";
import { trainRun } from "../../src/store/actions/train-run.ts";
import { redo, undo } from "../../src/store/actions/undo.ts";
import { runById } from "../../src/store/actions/update.ts";
import { experimentOf } from "../../src/store/experiment-of.ts";
import type { Lab } from "../../src/store/lab.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

const experiment = (lab: Lab) => experimentOf(lab.store.getState());

describe("undo", () => {
  it("goes back through every kind of change and forward again", () => {
    const { lab } = labUnderTest();
    const seen = [experiment(lab)];
    const changes = [
      () => setParam(lab, "run-1", "learning_rate", 0.5),
      () => setParam(lab, "run-2", "learning_rate", 0.5),
      () => setBudget(lab, { rounds: 50 }),
      () => changeSetup(lab, { seed: 9 }),
      () => deleteRun(lab, "run-2"),
    ];
    for (const change of changes) {
      change();
      seen.push(experiment(lab));
    }
    for (let step = changes.length - 1; step >= 0; step--) {
      undo(lab);
      expect(experiment(lab)).toEqual(seen[step]);
    }
    undo(lab);
    expect(experiment(lab)).toEqual(seen[0]);
    for (let step = 1; step <= changes.length; step++) {
      redo(lab);
      expect(experiment(lab)).toEqual(seen[step]);
    }
  });

  it("takes a dragged slider as one change, and a new change ends the way forward", () => {
    const { lab } = labUnderTest();
    for (const rate of [0.2, 0.3, 0.4]) setParam(lab, "run-1", "learning_rate", rate);
    expect(lab.store.getState().history.past).toHaveLength(1);
    undo(lab);
    expect(runById(lab, "run-1")!.spec.values.learning_rate).toBe(0.1);
    setParam(lab, "run-1", "max_depth", 5);
    expect(lab.store.getState().history.future).toEqual([]);
  });

  it("goes back setting by setting where a split has several, and leaves the hash of the plain one", () => {
    const { lab } = labUnderTest();
    const split = () => lab.store.getState().setup.split;
    const plain = experiment(lab);
    changeSplit(lab, { ...split(), calibration: 0.2 }, "calibration");
    const calibrated = experiment(lab);
    changeSplit(lab, withConformal(split(), { level: 0.8 }), "level");
    changeSplit(lab, withConformal(split(), { level: 0.8, method: "normalised" }), "method");
    expect(experiment(lab)).toMatchObject({
      version: 7,
      split: { conformal: { level: 0.8, method: "normalised" } },
    });
    undo(lab);
    expect(split().conformal).toEqual({ level: 0.8 });
    undo(lab);
    expect(experiment(lab)).toEqual(calibrated);
    expect(calibrated.version).toBe(2);
    undo(lab);
    expect(experiment(lab)).toEqual(plain);
  });

  it("keeps the level for another data set, whose task may not have the method", () => {
    const { lab } = labUnderTest();
    const asked = { level: 0.8, method: "normalised" } as const;
    changeSplit(
      lab,
      withConformal({ ...lab.store.getState().setup.split, calibration: 0.2 }, asked),
      "level",
    );
    chooseSource(lab, "shapes");
    expect(experiment(lab)).toMatchObject({ task: "binary", split: { calibration: 0.2 } });
    expect(experiment(lab).split.conformal).toEqual({ level: 0.8 });
  });

  it("brings a deleted run back with everything it had learnt", async () => {
    const { lab, border } = labUnderTest();
    const training = trainRun(lab, "run-1");
    await border.send("run-1/1", {
      ok: true,
      value: { attempts: [], rounds: rounds(0, [3, 2, 1]), end: { ok: true, value: finished(2) } },
    });
    await training;
    deleteRun(lab, "run-1");
    expect(runById(lab, "run-1")).toBeUndefined();
    undo(lab);
    expect(runById(lab, "run-1")).toMatchObject({ status: "finished", newestRound: 2 });
    expect(lab.recordings.of("run-1")).toHaveLength(3);
  });

  it("keeps what runs have recorded, and names too can be undone", async () => {
    const { lab, border } = labUnderTest();
    renameRun(lab, "run-1", "Mine");
    const training = trainRun(lab, "run-1");
    await border.send("run-1/1", {
      ok: true,
      value: { attempts: [], rounds: rounds(0, [3, 2]), end: { ok: true, value: finished(1) } },
    });
    await training;
    undo(lab);
    expect(runById(lab, "run-1")).toMatchObject({ name: "GBDT", newestRound: 1, status: "finished" });
  });

  it("makes the data again where the data were changed", async () => {
    const { lab } = labUnderTest();
    setSourceValue(lab, "rows", 400);
    await settle();
    undo(lab);
    await settle();
    expect(experiment(lab).data.source).toMatchObject({ values: {} });
    expect(lab.store.getState().data.status).toBe("ready");
  });
});
