import { describe, expect, it } from "vitest";
import { treeOf } from "../../src/boosting/learners/learner.ts";
import { predictionsOf } from "../../src/boosting/predictions.ts";
import { fitTable, learnerTable, lossTable, restTable } from "../../src/figures/panel-tables.ts";
import { restSubject } from "../../src/figures/rest-subject.ts";
import { eventsOf, regression, roundsOf, startOf } from "./experiment-fixture.ts";

const recorded = async () => {
  const events = await eventsOf(regression());
  const { start } = startOf(events);
  return { start, rounds: roundsOf(events) };
};

const scoresAt = (start: Awaited<ReturnType<typeof recorded>>["start"], values: Float32Array) =>
  predictionsOf(start.header.outputs, { rowCount: values.length, outputCount: 1, values });

describe("a picture as a table", () => {
  it("has a line for each point of the fit, with its features, label and prediction", async () => {
    const { start, rounds } = await recorded();
    const predictions = scoresAt(start, rounds[7]!.scores);
    const rows = start.followed.rowIds.keys();
    const all = Uint32Array.from(rows);
    const table = fitTable("fit", { start, predictions, rows: all, counted: all, classIndex: 1 });
    expect(table.columns.slice(0, 2)).toEqual(["row", "set"]);
    expect(table.lines).toHaveLength(119);
    const last = table.columns.length - 1;
    table.lines.forEach((line, n) => {
      expect(line).toHaveLength(table.columns.length);
      expect(line[0]).toBe(start.followed.rowIds[n]);
      expect(line[last]).toBe(rounds[7]!.scores[n]);
      expect(line[last - 1]).toBe(start.followed.target[n]);
    });
  });

  it("of what is left has a line for each stem, and what the tree gives it", async () => {
    const { start, rounds } = await recorded();
    const before = scoresAt(start, rounds[4]!.scores);
    const subject = restSubject({ start, mode: "residuals", output: 0, recorded: rounds[5]!, before });
    const { lines, columns } = restTable(start, subject);
    expect(lines).toHaveLength(65);
    const rate = start.header.values.learning_rate as number;
    for (const line of lines) {
      const at = start.followed.rowIds.indexOf(line[0] as number);
      const added = rounds[5]!.scores[at]! - rounds[4]!.scores[at]!;
      expect(rate * (line[columns.length - 1] as number)).toBeCloseTo(added, 5);
    }
  });

  it("of a learner has a line for each node, whose children stand below it", async () => {
    const { start, rounds } = await recorded();
    const { lines } = learnerTable(start, rounds[3]!, 1);
    const tree = treeOf(rounds[3]!.record!.learners[0]!);
    expect(lines).toHaveLength(tree.nodeCount);
    for (const [, node, depth, question, yes, no] of lines) {
      if (question === "") continue;
      expect([lines[yes as number]![2], lines[no as number]![2]]).toEqual([
        (depth as number) + 1,
        (depth as number) + 1,
      ]);
      expect(tree.left[node as number]).toBe(yes);
    }
  });

  it("of the losses has a line for each run and round", () => {
    const values = { train: [3, 2], validation: [4, 3], test: [] };
    expect(lossTable([{ run: "GBDT", values }])).toEqual({
      columns: ["run", "round", "train", "validation"],
      lines: [
        ["GBDT", 0, 3, 4],
        ["GBDT", 1, 2, 3],
      ],
    });
  });
});
