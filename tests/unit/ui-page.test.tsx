/// <reference types="vite/client" />
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { trainRun } from "../../src/store/actions/train-run.ts";
import { updateClock, updateRun, updateView } from "../../src/store/actions/update.ts";
import type { Lab } from "../../src/store/lab.ts";
import { App } from "../../src/ui/app.tsx";
import { finished, labUnderTest, rounds } from "./store-fixture.ts";

/** The page as it stands now. On a server React asks for the first state, which is of no interest here. */
function drawn(lab: Lab): string {
  lab.store.getInitialState = lab.store.getState;
  return renderToStaticMarkup(<App lab={lab} />);
}

async function trainedLab() {
  const { lab, border } = labUnderTest();
  const training = trainRun(lab, "run-1");
  await border.send("run-1/1", {
    ok: true,
    value: { attempts: [], rounds: rounds(0, [3, 2, 1]), end: { ok: true, value: finished(2) } },
  });
  await training;
  updateClock(lab, { position: 2, following: false });
  return lab;
}

describe("the page", () => {
  it("shows the values of the round on screen, test only when asked", async () => {
    const lab = await trainedLab();
    expect(drawn(lab)).toContain('<td class="valid">1.0000</td>');
    expect(drawn(lab)).not.toContain(">test</th>");
    updateView(lab, { showTest: true });
    expect(drawn(lab)).toContain(">test</th>");
  });

  it("stays whole when a recording is emptied, shortened or dropped before the state knows", async () => {
    const lab = await trainedLab();
    lab.recordings.restart("run-1", -1);
    expect(drawn(lab)).toContain("Round clock");
    lab.recordings.add("run-1", rounds(0, [3]));
    expect(drawn(lab)).toContain("after 0 rounds");
    lab.recordings.drop("run-1");
    expect(drawn(lab)).toContain("Round clock");
  });

  it("stays whole when the state is ahead of a recording with other metrics", async () => {
    const lab = await trainedLab();
    const [run] = lab.store.getState().runs;
    if (run.start === null) throw new Error("Not trained.");
    updateRun(lab, "run-1", { start: { ...run.start, metrics: ["mae", "rmse"] }, newestRound: 40 });
    updateClock(lab, { position: 40 });
    expect(drawn(lab)).toContain("after 2 rounds");
  });
});
