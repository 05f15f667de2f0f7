import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { splitForTask, withConformal } from "../../src/experiment/conformal-spec.ts";
import { randomSplit } from "../../src/experiment/random-split.ts";
import type { SplitSpec } from "../../src/experiment/spec.ts";
import { ConformalFields } from "../../src/ui/rail/conformal-fields.tsx";
import { ConformalLine } from "../../src/ui/rail/conformal-line.tsx";

const plain = { level: 0.9, rows: 40, kind: "interval", size: 2.5, coverage: 0.875 } as const;
const textOf = (element: React.ReactElement) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]*>/g, " ")
    .replace(/ +/g, " ")
    .trim();

describe("the card's line of calibration rows", () => {
  it("reads runs of earlier days, which know one method", () => {
    expect(textOf(<ConformalLine conformal={plain} online={undefined} />)).toBe(
      "Calibrated: 90 % within ±2.50; 87.5 % of the test rows are.",
    );
  });

  it("tells of each method, and of those that learn in time order", () => {
    const methods = [
      { method: "cqr", bound: -0.5, coverage: 0.9, meanSize: 4.25 },
      { method: "absolute", bound: 2.5, coverage: 0.875, meanSize: 5 },
    ] as const;
    const online = {
      level: 0.9,
      rows: 120,
      window: 100,
      methods: [
        { method: "static", coverage: 0.75, meanWidth: 5, worstError: 0.25 },
        { method: "saocp", coverage: 0.9, meanWidth: 6, worstError: null },
      ],
    } as const;
    const text = textOf(<ConformalLine conformal={{ ...plain, methods }} online={online} />);
    expect(text).toContain("Quantiles (CQR), in the model 90.0 % held, 4.25 wide");
    expect(text).toContain("Absolute errors 87.5 % held, 5.00 wide");
    expect(text).toContain("Never learns 75.0 % held, 25.0 off");
    expect(text).toContain("SAOCP 90.0 % held");
    expect(text).toContain("120 test rows in time order");
  });

  it("marks the chosen method as the one in the model", () => {
    const methods = [
      { method: "cqr", bound: -0.5, coverage: 0.9, meanSize: 4.25 },
      { method: "normalised", bound: 1.5, coverage: 0.875, meanSize: 5 },
    ] as const;
    const text = textOf(
      <ConformalLine conformal={{ ...plain, methods, chosen: "normalised" }} online={undefined} />,
    );
    expect(text).toContain("By the spread, in the model 87.5 % held");
    expect(text).toContain("Quantiles (CQR) 90.0 % held");
  });

  it("says that bounds without end are no bounds", () => {
    const few = { ...plain, rows: 5, size: null, coverage: null };
    expect(textOf(<ConformalLine conformal={few} online={undefined} />)).toBe(
      "5 calibration rows are too few for 90 %: intervals would be without end.",
    );
  });
});

describe("what calibration rows are asked for", () => {
  const calibrated: SplitSpec = { ...randomSplit(0.2, 0.2), calibration: 0.2 };
  const fields = (change: Partial<React.ComponentProps<typeof ConformalFields>>) =>
    textOf(
      <ConformalFields
        split={calibrated}
        task="regression"
        table={null}
        hasDistributions
        onChange={() => {}}
        {...change}
      />,
    );

  it("is a level, and a method where there are several", () => {
    expect(fields({})).toContain("Coverage level");
    expect(fields({})).toContain("Quantiles (CQR) By the spread Absolute errors");
    expect(fields({ hasDistributions: false })).not.toContain("Conformal method");
    expect(fields({ task: "multiclass", hasDistributions: false })).toContain("LAC APS");
  });

  it("is asked where rows are kept aside, be it by a column, and their targets have errors", () => {
    expect(fields({ split: randomSplit(0.2, 0.2) })).toBe("");
    for (const task of ["survival", "ranking", "multioutput"] as const) expect(fields({ task })).toBe("");
    const split: SplitSpec = { ...randomSplit(0, 0), kind: "column", column: "set" };
    const table = (names: string[]) => ({
      rowCount: 2,
      columns: [{ kind: "text", name: "set", codes: Int32Array.of(0, 1), dictionary: names } as const],
    });
    expect(fields({ split, table: table(["train", "test"]) })).toBe("");
    expect(fields({ split, table: table(["train", "Calib"]) })).toContain("Coverage level");
  });

  it("is left out of the experiment where it is as usual, and where the task has no such method", () => {
    expect(withConformal(calibrated, { level: 0.9, method: "cqr" })).toEqual(calibrated);
    expect(withConformal(calibrated, { level: 0.8, method: "lac" }).conformal).toEqual({ level: 0.8 });
    const asked = withConformal(calibrated, { level: 0.8, method: "aps" });
    expect(splitForTask(asked, "binary")).toBe(asked);
    expect(splitForTask(asked, "regression").conformal).toEqual({ level: 0.8 });
    expect(splitForTask(withConformal(calibrated, { method: "aps" }), "survival")).toEqual(calibrated);
  });
});
