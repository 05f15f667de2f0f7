import { describe, expect, it } from "vitest";
import { deleteRun, setParam } from "../../src/store/actions/edit-runs.ts";
import { stopRun, trainRun, trainRuns } from "../../src/store/actions/train-run.ts";
import { runById } from "../../src/store/actions/update.ts";
import { isChanged } from "../../src/store/experiment-of.ts";
import { modelOf } from "../../src/store/model-of.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

const batch = (from: number, values: readonly number[]) =>
  ({ ok: true, value: { attempts: [], rounds: rounds(from, values), end: null } }) as const;

const ending = (from: number, values: readonly number[], reason: "finished" | "stopped" = "finished") =>
  ({
    ok: true,
    value: {
      attempts: [],
      rounds: rounds(from, values),
      end: { ok: true, value: finished(from + values.length - 1, reason) },
    },
  }) as const;

describe("training a run", () => {
  it("keeps every round and ends as the border says", async () => {
    const { lab, border } = labUnderTest();
    const training = trainRun(lab, "run-1");
    await border.send("run-1/1", batch(0, [3, 2]));
    await border.send("run-1/1", ending(2, [1]));
    await training;
    const run = runById(lab, "run-1");
    expect(run?.status).toBe("finished");
    expect(run?.newestRound).toBe(2);
    expect(lab.recordings.of("run-1").map((recorded) => recorded.round)).toEqual([0, 1, 2]);
    expect(modelOf(lab, "run-1")?.rounds).toHaveLength(2);
  });

  it("ends when its time is over, and counts as a run of the rounds it had", async () => {
    const { lab, border } = labUnderTest();
    // a round takes 10 ms in these batches
    lab.store.setState({ secondsLimit: 0.025 });
    const training = trainRun(lab, "run-1");
    await border.send("run-1/1", batch(0, [3, 2, 2]));
    expect(border.asked.stops).toEqual([]);
    await border.send("run-1/1", batch(3, [1]));
    expect(border.asked.stops).toEqual(["run-1/1"]);
    await border.send("run-1/1", ending(4, [1], "stopped"));
    await training;
    const run = runById(lab, "run-1");
    expect(run).toMatchObject({ status: "finished", newestRound: 4, spec: { rounds: 4 } });
    expect(run && isChanged(lab.store.getState().setup, run)).toBe(false);
    expect(run?.trained?.runs[0].rounds).toBe(4);
  });

  it("changes the state at most once a picture while rounds arrive", async () => {
    const { lab, border, picture } = labUnderTest();
    void trainRun(lab, "run-1");
    await settle();
    let changes = 0;
    lab.store.subscribe(() => {
      changes++;
    });
    await border.send("run-1/1", batch(0, [3]));
    await border.send("run-1/1", batch(1, [2]));
    await border.send("run-1/1", batch(2, [2]));
    expect(changes).toBe(0);
    expect(lab.recordings.of("run-1")).toHaveLength(3);
    picture();
    expect(changes).toBe(1);
    expect(runById(lab, "run-1")?.newestRound).toBe(2);
  });

  it("keeps the rounds of a run that fails", async () => {
    const { lab, border } = labUnderTest();
    const training = trainRun(lab, "run-1");
    await border.send("run-1/1", batch(0, [3, 2]));
    const error = { code: "worker.lost", message: "Gone.", facts: {} } as const;
    await border.send("run-1/1", { ok: false, error });
    await training;
    const run = runById(lab, "run-1");
    expect(run).toMatchObject({ status: "failed", error, newestRound: 1 });
  });

  it("goes on after the recorded rounds with the experiment they come from", async () => {
    const { lab, border } = labUnderTest();
    const first = trainRun(lab, "run-1");
    await border.send("run-1/1", ending(0, [3, 2], "stopped"));
    await first;
    setParam(lab, "run-1", "max_depth", 5);
    const second = trainRun(lab, "run-1", "go-on");
    await settle();
    expect(border.asked.starts[1].past).toHaveLength(1);
    expect(border.asked.starts[1].experiment).toEqual(border.asked.starts[0].experiment);
    await border.send("run-1/2", ending(2, [1]));
    await second;
    expect(lab.recordings.of("run-1")).toHaveLength(3);
  });

  it("does not listen to a training that was begun anew", async () => {
    const { lab, border } = labUnderTest();
    trainRuns(lab, ["run-1"]);
    await border.send("run-1/1", batch(0, [9]));
    trainRuns(lab, ["run-1"]);
    await border.send("run-1/1", ending(1, [8]));
    expect(runById(lab, "run-1")?.status).toBe("running");
    expect(lab.recordings.of("run-1")).toHaveLength(0);
    expect(border.asked.disposed).toContain("run-1/1");
  });

  it("asks a run that gets ready to stop once it is known", async () => {
    const { lab, border } = labUnderTest();
    void trainRun(lab, "run-1");
    void stopRun(lab, "run-1");
    expect(border.asked.stops).toEqual([]);
    await settle();
    expect(border.asked.stops).toEqual(["run-1/1"]);
    expect(runById(lab, "run-1")?.status).toBe("stopping");
  });

  it("puts a table once for all its runs", async () => {
    const { lab, border } = labUnderTest();
    trainRuns(lab, ["run-1", "run-2"]);
    await settle();
    expect(border.asked.tables).toEqual(["t1"]);
    expect(border.asked.starts.map((request) => request.experiment.runs.length)).toEqual([1, 1]);
  });

  it("knows a setting that changed since training, and one that was put back", async () => {
    const { lab, border } = labUnderTest();
    const training = trainRun(lab, "run-1");
    await border.send("run-1/1", ending(0, [3, 2]));
    await training;
    const changed = () => {
      const run = runById(lab, "run-1");
      return run !== undefined && isChanged(lab.store.getState().setup, run);
    };
    expect(changed()).toBe(false);
    setParam(lab, "run-1", "max_depth", 5);
    expect(changed()).toBe(true);
    setParam(lab, "run-1", "max_depth", 2);
    expect(changed()).toBe(false);
  });

  it("stops a run that is deleted in the middle and listens no more", async () => {
    const { lab, border } = labUnderTest();
    void trainRun(lab, "run-1");
    await border.send("run-1/1", batch(0, [3]));
    deleteRun(lab, "run-1");
    await settle();
    expect(lab.store.getState().runs.map((run) => run.id)).toEqual(["run-2", "run-3"]);
    expect(border.asked.disposed).toEqual(["run-1/1"]);
    await border.send("run-1/1", batch(1, [2]));
    // What it had is kept for the way back alone.
    expect(lab.recordings.of("run-1").map(({ round }) => round)).toEqual([0]);
  });
});
