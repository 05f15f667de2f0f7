import { describe, expect, it } from "vitest";
import { movesIn } from "../../src/analysis/chain-steps.ts";
import { chainFigure, chainRows, chainScales } from "../../src/figures/chain-figure.ts";
import { chainSentence } from "../../src/figures/chain-text.ts";
import { additionText } from "../../src/figures/learner-text.ts";
import { chainTable } from "../../src/figures/net-tables.ts";
import { restTable } from "../../src/figures/panel-tables.ts";
import { restFigure, restRange } from "../../src/figures/rest-figure.ts";
import { restCaption, restSubject } from "../../src/figures/rest-subject.ts";
import { predictionsFrom } from "../../src/ui/panels/run-scores.ts";
import { recordedNets } from "./net-fixture.ts";

const size = { width: 358, height: 200 };
const corrected = await recordedNets({ corrective_every: 2 });
const free = await recordedNets({
  corrective_step: "off",
  boost_rate_mode: "shrinkage",
  boost_rate: 0.25,
});

describe("the chain of nets", () => {
  it("has a line a net: what it counts, its round's step, and how far the shown round moved it", () => {
    const rows = chainRows(corrected.rounds, 4);
    expect(rows.map(({ round }) => round)).toEqual([1, 2, 3, 4]);
    const { correction } = corrected.rounds[4]!.record!;
    expect(rows[3]).toMatchObject({ before: correction!.lossBefore, after: correction!.lossAfter });
    expect(rows[2]!.before).toBeNaN();
    expect(new Set(rows.map(({ alpha }) => alpha)).size).toBe(1);
    expect(rows.every(({ moved }) => moved > 0)).toBe(true);
    expect(chainRows(corrected.rounds, 3).every(({ moved }) => Number.isNaN(moved))).toBe(true);
    expect(chainTable(rows).lines).toHaveLength(4);
  });

  it("measures moves from where the step began: the step before, or the net as it was fitted", () => {
    const moves = movesIn(corrected.rounds, 4)!;
    const before = corrected.rounds[2]!.record!.correction!.nets[0]!.parameters;
    const after = corrected.rounds[4]!.record!.correction!.nets[0]!.parameters;
    const length = (values: Float32Array) => Math.hypot(...values);
    expect(moves[0]).toBeCloseTo(length(after.map((value, i) => value - before[i]!)) / length(before), 5);
    expect(movesIn(corrected.rounds, 3)).toBeNull();
    expect(movesIn(corrected.rounds, 4)).toBe(moves);
  });

  it("stands on scales of all rounds, so that nothing jumps", () => {
    const scales = chainScales(corrected.rounds);
    const early = chainFigure(chainRows(corrected.rounds, 2), scales, 10, size);
    const late = chainFigure(chainRows(corrected.rounds, 4), scales, 10, size);
    expect(late.heads[1]!.x).toBe(early.heads[1]!.x);
    expect(late.strips).toEqual(early.strips);
    expect(late.slopes[0]!.path).toBe(early.slopes[0]!.path);
    expect(early.heads.map(({ isNow }) => isNow)).toEqual([false, true]);
    expect(late.slopes.map(({ isNow }) => isNow)).toEqual([false, true]);
    expect(late.bars).not.toBe("");
    expect(chainSentence(chainRows(corrected.rounds, 4))).toMatch(
      /^4 nets, the newest counts .*; the corrective step took the loss from .* to .*; net \d moved most, by .* % of its size\.$/,
    );
  });

  it("has weights alone where nothing is corrected", () => {
    const figure = chainFigure(chainRows(free.rounds, 5), chainScales(free.rounds), 5, size);
    expect([figure.strips.loss, figure.strips.moved, figure.slopes, figure.bars]).toEqual([
      null,
      null,
      [],
      "",
    ]);
    expect(chainSentence(chainRows(free.rounds, 1))).toBe(
      "1 net, the newest counts 0.25; no corrective step in this round.",
    );
  });
});

describe("what a round of nets added", () => {
  const { start, rounds } = free;
  const recorded = rounds[3]!;
  const previous = rounds[2]!;
  const before = predictionsFrom({ start }, previous.scores);
  const input = { start, mode: "residuals", output: 0, recorded } as const;
  const subject = restSubject({ ...input, before, previous });

  it("is the change of scores over the net's weight, as a smooth line over the probe", () => {
    const change = recorded.scores[7]! - previous.scores[7]!;
    expect(subject.trees).toEqual([]);
    expect(subject.change!.rows[7]).toBeCloseTo(change / 0.25, 4);
    const figure = restFigure(start, subject, restRange(start, "residuals", subject), size);
    expect(figure.learner.match(/L/g)!.length).toBe(255);
    expect(restCaption(input, null)).toBe("Residual, and what the round added ÷ 0.25");
    expect(additionText(recorded.record!, 0.01, recorded.record!.learners[0]!)).toBe("adds 0.25 × Σ");
    const { columns, lines } = restTable(start, subject);
    expect(columns.at(-1)).toBe("added by the round");
    const row = lines.find(([id]) => id === start.followed.rowIds[7]);
    if (start.followed.set[7] === 0) expect(row!.at(-1)).toBeCloseTo(change, 4);
  });

  it("orders rows where there is no single number to put them on", async () => {
    const wide = await recordedNets({}, []);
    const first = restSubject({
      start: wide.start,
      mode: "gradients",
      output: 0,
      recorded: wide.rounds[1]!,
      previous: wide.rounds[0]!,
      before: predictionsFrom(wide, wide.rounds[0]!.scores),
    });
    const figure = restFigure(wide.start, first, restRange(wide.start, "gradients", first), size);
    expect(figure.order).toBe("output");
    const ordered = Array.from(figure.rows, (row) => first.change!.rows[row]!);
    expect(ordered).toEqual([...ordered].sort((left, right) => left - right));
    expect(figure.learner).not.toBe("");
  });
});
