/// <reference types="vite/client" />
import { renderToStaticMarkup } from "react-dom/server";
import { prerender } from "react-dom/static";
import { describe, expect, it } from "vitest";
import { trainRun } from "../../src/store/actions/train-run.ts";
import { updateClock, updateRun, updateView } from "../../src/store/actions/update.ts";
import type { Lab } from "../../src/store/lab.ts";
import { chartName, chartTable } from "../../src/ui/frame/chart-table.ts";
import { LabContext } from "../../src/ui/lab-context.ts";
import { RowScreen } from "../../src/ui/row/row-screen.tsx";
import { finished, labUnderTest, rounds } from "./store-fixture.ts";

/** On a server React asks for the first state, which is of no interest here. */
function screenOf(lab: Lab) {
  lab.store.getInitialState = lab.store.getState;
  return (
    <LabContext value={lab}>
      <RowScreen />
    </LabContext>
  );
}

/** The screen as it stands now. */
function drawn(lab: Lab): string {
  return renderToStaticMarkup(screenOf(lab)).replaceAll("<!-- -->", "");
}

/** The fixture's recordings follow the rows 10 and 11, both for training. */
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

describe("the row screen", () => {
  it("says that nothing is trained, and offers it", () => {
    const { lab } = labUnderTest();
    expect(drawn(lab)).toContain("One row, round by round");
    expect(drawn(lab)).toContain(">Train</button>");
    lab.store.setState({ runs: [] });
    expect(drawn(lab)).toContain("No run yet.");
  });

  it("says which file is wanted, and that one could not be read", () => {
    const { lab } = labUnderTest();
    lab.store.setState({ data: { status: "wanted", name: "rents.csv", described: null } });
    expect(drawn(lab)).toContain("The link needs the file rents.csv.");
    lab.store.setState({
      data: {
        status: "failed",
        name: "rents.csv",
        error: { code: "worker.lost", message: "No.", facts: {} },
      },
    });
    expect(drawn(lab)).toContain("rents.csv could not be read.");
  });

  it("tells a followed row: its cells, its predictions, where to go", async () => {
    const lab = await trainedLab();
    updateView(lab, { selectedRow: 10 });
    const text = drawn(lab);
    expect(text).toContain("Row 10, round by round");
    expect(text).toContain("t, training set");
    expect(text).toContain("Prediction at round 2");
    expect(text).toContain("round 2 adds 0.00");
    expect(text).toContain("Largest error");
    expect(text).not.toContain("Widest interval");
  });

  it("offers the nearest row where the chosen one is not followed", async () => {
    const lab = await trainedLab();
    updateView(lab, { selectedRow: 2 });
    const text = drawn(lab);
    expect(text).toContain("Row 2 is not followed");
    expect(text).toContain("Go to row 10, the nearest that is");
    expect(text).not.toContain("This run does not follow row 2.");
    expect(text).not.toContain("Gradient, leaf");
  });

  it("stands at round 0, beyond the recording, and when that is emptied", async () => {
    const lab = await trainedLab();
    updateView(lab, { selectedRow: 10 });
    updateClock(lab, { position: 0 });
    expect(drawn(lab)).toContain("round 0 is the constant");
    updateClock(lab, { position: 60 });
    expect(drawn(lab)).toContain("no further round after 2");
    lab.recordings.restart("run-1", -1);
    expect(drawn(lab)).toContain("No round yet.");
    lab.recordings.drop("run-1");
    expect(drawn(lab)).toContain("Row 10, round by round");
  });

  it("keeps the strip of a run that failed, with what can be done", async () => {
    const lab = await trainedLab();
    updateView(lab, { selectedRow: 10 });
    const error = { code: "worker.lost", message: "The worker died.", facts: {} } as const;
    updateRun(lab, "run-1", { status: "failed", error });
    // why it failed is loaded when a run does
    const { prelude } = await prerender(screenOf(lab));
    const text = (await new Response(prelude).text()).replaceAll("<!-- -->", "");
    expect(text).toContain("The worker died.");
    expect(text).toContain("round 2 adds 0.00");
  });

  it("hides the strips of hidden runs", async () => {
    const lab = await trainedLab();
    for (const { id } of lab.store.getState().runs) updateRun(lab, id, { shown: false });
    expect(drawn(lab)).toContain("All runs are hidden.");
  });

  it("is a table too", async () => {
    const lab = await trainedLab();
    updateView(lab, { selectedRow: 10 });
    const chart = { runId: null, part: "row" } as const;
    expect(chartName(lab, chart)).toBe("Row 10");
    expect(chartTable(lab, chart).lines.map(([run, round]) => [run, round])).toEqual([
      ["GBDT", 0],
      ["GBDT", 1],
      ["GBDT", 2],
    ]);
  });
});
