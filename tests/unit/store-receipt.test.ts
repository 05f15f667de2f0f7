import { describe, expect, it } from "vitest";
import { experimentHash, metricsHash, receiptOf, type TrainedRun } from "../../src/experiment/receipt.ts";
import { experimentToFragment, fragmentToExperiment } from "../../src/share/share-link.ts";
import { setParam } from "../../src/store/actions/edit-runs.ts";
import { trainRuns } from "../../src/store/actions/train-run.ts";
import { experimentOf } from "../../src/store/experiment-of.ts";
import type { Lab } from "../../src/store/lab.ts";
import { fragmentOf, openFragment } from "../../src/store/share/links.ts";
import { receiptOnScreen, trainedRun } from "../../src/store/share/receipt-on-screen.ts";
import { finished, labUnderTest, rounds, settle } from "./store-fixture.ts";

const FINGERPRINT = "f1".repeat(32);

/** The table on screen has the fingerprint of the one that links make again. */
function withFingerprint(under: ReturnType<typeof labUnderTest>) {
  const { data } = under.lab.store.getState();
  if (data.status === "ready") under.lab.store.setState({ data: { ...data, tableId: FINGERPRINT } });
  return under;
}

type UnderTest = ReturnType<typeof labUnderTest>;

const texts = (lab: Lab) => lab.store.getState().notices.map(({ text }) => text);

/** Lets every run that was started end after three rounds. */
async function trainToEnd({ border }: UnderTest, from = 0): Promise<void> {
  await settle();
  for (const { runId } of border.asked.starts.slice(from)) {
    await border.send(runId, {
      ok: true,
      value: { rounds: rounds(0, [3, 1, 2]), attempts: [], end: { ok: true, value: finished(2) } },
    });
  }
  await settle();
}

async function trained(): Promise<UnderTest> {
  const under = withFingerprint(labUnderTest());
  trainRuns(
    under.lab,
    under.lab.store.getState().runs.map(({ id }) => id),
  );
  await trainToEnd(under);
  return under;
}

describe("the receipt of what is on screen", () => {
  it("holds data, experiment, and each trained run's model and metrics of its kept rounds", async () => {
    const { lab } = await trained();
    const receipt = receiptOnScreen(lab);
    expect(receipt?.experiment).toBe(experimentHash(experimentOf(lab.store.getState())));
    expect(receipt?.runs).toHaveLength(3);
    expect(receipt?.runs[0]?.metrics).toBe(metricsHash({ train: { rmse: 1 }, validation: {}, test: {} }));
  });

  it("knows a run whose recording lies in the browser by its digest", async () => {
    const { lab } = await trained();
    const whole = receiptOnScreen(lab);
    const digests = lab.store.getState().runs.map((run) => trainedRun(lab, run));
    const unread = (trained: TrainedRun | null) => ({
      digest: {
        metrics: [],
        rowCounts: { train: 0, validation: 0, test: 0 },
        rounds: [],
        ...(trained && { trained }),
      },
    });
    lab.store.setState(({ runs }) => ({
      runs: runs.map((run, at) => ({ ...run, start: null, ...unread(at === 2 ? null : digests[at]!) })),
    }));
    expect(receiptOnScreen(lab)?.runs).toEqual([whole?.runs[0], whole?.runs[1], null]);
  });

  it("leaves out a run that was changed since, and is none where nothing was trained", async () => {
    expect(receiptOnScreen(labUnderTest().lab)).toBeNull();
    const { lab } = await trained();
    setParam(lab, "run-1", "learning_rate", 0.7);
    expect(receiptOnScreen(lab)?.runs.map((run) => run === null)).toEqual([true, false, false]);
  });

  it("goes into the link", async () => {
    const { lab } = await trained();
    const opened = fragmentToExperiment(fragmentOf(lab));
    expect(opened.ok && opened.value.receipt).toEqual(receiptOnScreen(lab));
  });
});

describe("a link with a receipt", () => {
  it("is told to be bit-equal when everything is found again", async () => {
    const fragment = fragmentOf((await trained()).lab);
    const under = labUnderTest();
    openFragment(under.lab, fragment);
    await trainToEnd(under);
    expect(texts(under.lab)).toEqual([
      expect.stringMatching(/^Bit-equal: the data, the settings, every model/),
    ]);
  });

  it("is told exactly what differs, and why", async () => {
    const { lab } = await trained();
    const experiment = experimentOf(lab.store.getState());
    const receipt = receiptOnScreen(lab);
    const [first, ...others] = receipt?.runs ?? [];
    const wrong = {
      ...receiptOf(experiment, FINGERPRINT, []),
      runs: [
        first === null || first === undefined ? null : { ...first, model: "0123456789abcdef" },
        ...others,
      ],
    };
    const under = labUnderTest();
    openFragment(under.lab, experimentToFragment(experiment, { ...wrong, data: "1000000000000000" }));
    await trainToEnd(under);
    expect(texts(under.lab)[0]).toMatch(
      /^2 parts are not those of the receipt: the data: 1000000000000000 in the receipt, f1f1f1f1f1f1f1f1 here\. GBDT, the model: 0123456789abcdef in the receipt, [0-9a-f]{16} here\. The table has other cells/,
    );
  });

  it("says nothing about settings that were changed after it was opened", async () => {
    const fragment = fragmentOf((await trained()).lab);
    const under = labUnderTest();
    openFragment(under.lab, fragment);
    await settle();
    setParam(under.lab, "run-1", "learning_rate", 0.7);
    await trainToEnd(under);
    expect(texts(under.lab)).toEqual([]);
  });

  it("does not train by itself what takes long: the cost is shown, and a button", async () => {
    const under = labUnderTest();
    const experiment = experimentOf(under.lab.store.getState());
    const long = { ...experiment, runs: experiment.runs.map((run) => ({ ...run, rounds: 50_000 })) };
    openFragment(under.lab, experimentToFragment(long));
    await settle();
    expect(under.border.asked.starts).toEqual([]);
    const [notice] = under.lab.store.getState().notices;
    expect(notice?.text).toMatch(
      /^The link asks for 3 runs \(GBDT, 50000 rounds; .*\) on 4 rows: about \d+ s\.$/,
    );
    notice?.act?.onAct();
    await settle();
    expect(under.border.asked.starts).toHaveLength(3);
  });

  it("asks for a file by its name, size and fingerprint", async () => {
    const under = labUnderTest();
    const { data, ...rest } = experimentOf(under.lab.store.getState());
    const source = { kind: "file", name: "mine.csv" } as const;
    const experiment = { ...rest, data: { ...data, source, fingerprint: "ab".repeat(32) } };
    openFragment(under.lab, experimentToFragment(experiment, null, { rows: 45_211, columns: 17 }));
    await settle();
    expect(under.lab.store.getState().data).toMatchObject({
      status: "wanted",
      name: "mine.csv",
      described: expect.stringMatching(/^It has 45211 rows, 17 columns, fingerprint (ab){8}\./),
    });
  });

  it("shows the round that it names", async () => {
    const under = labUnderTest();
    openFragment(under.lab, "#d=sine&e=gbdt&rounds=20&round=7");
    await settle();
    expect(under.lab.store.getState().clock.position).toBe(7);
  });
});
