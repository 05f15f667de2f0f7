/// <reference types="vite/client" />
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { chainFigure, chainRows, chainScales } from "../../src/figures/chain-figure.ts";
import { choiceCount, shownColumn, shownLearner } from "../../src/store/shown-learner.ts";
import { NetChooser } from "../../src/ui/panels/net-chooser.tsx";
import { netPanelTable } from "../../src/ui/panels/net-panel-table.ts";
import { RestPanel } from "../../src/ui/panels/rest-panel.tsx";
import { netView, recordedNets } from "./net-fixture.ts";

const nets = await recordedNets();

describe("panels of nets", () => {
  it("say what the round added", () => {
    const text = renderToStaticMarkup(<RestPanel view={netView(nets, 2)} mode="gradients" />);
    expect(text).toMatch(/Gradient −g, and what the round added/);
  });

  it("offer the net and the chain", () => {
    const text = renderToStaticMarkup(<NetChooser chosen="chain" onChoose={() => {}} onRace={null} />);
    expect(text).toMatch(/aria-pressed="false"[^>]*>Net<.*aria-pressed="true"[^>]*>Chain</);
    expect(text).toContain("<legend");
    expect(text).not.toContain("Race");
  });

  it("have a table of what they show", () => {
    const weights = netPanelTable(nets.start, nets.rounds, 2, "net");
    expect(weights.columns).toEqual(["layer", "from", "to", "weight"]);
    const chain = netPanelTable(nets.start, nets.rounds, 2, "chain");
    expect(chain.lines.map(([round]) => round)).toEqual([1, 2]);
    expect(
      chainFigure(chainRows(nets.rounds, 2), chainScales(nets.rounds), 5, { width: 300, height: 160 }).heads,
    ).toHaveLength(2);
  });
});

describe("a net of several outputs", () => {
  const { start, rounds } = nets;
  const header = {
    ...start.header,
    outputs: { ...start.header.outputs, kind: "classes", scoreCount: 3, classNames: ["p", "q", "r"] },
  } as const;
  const classes = {
    start: { ...start, header, followed: { ...start.followed, target: start.followed.target.map(() => 2) } },
    rounds,
  };

  it("is shown one output at a time: the chosen one, or that of the marked row's class", () => {
    const { record } = rounds[1]!;
    const view = netView(classes, 1);
    expect(choiceCount(classes.start, record!)).toBe(3);
    expect(shownColumn(view, record!)).toBe(0);
    expect(shownColumn({ ...view, selectedRow: start.followed.rowIds[0]! }, record!)).toBe(2);
    expect(shownColumn({ ...view, learner: 1 }, record!)).toBe(1);
    expect(shownColumn({ ...view, learner: 9 }, record!)).toBe(2);
    expect(shownLearner({ ...view, learner: 1 }, record!)).toBe(0);
  });
});
