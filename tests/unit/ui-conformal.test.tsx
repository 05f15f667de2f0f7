import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
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
    expect(text).toContain("Quantiles (CQR) 90.0 % held, 4.25 wide");
    expect(text).toContain("Absolute errors 87.5 % held, 5.00 wide");
    expect(text).toContain("Never learns 75.0 % held, 25.0 off");
    expect(text).toContain("SAOCP 90.0 % held");
    expect(text).toContain("120 test rows in time order");
  });

  it("says that bounds without end are no bounds", () => {
    const few = { ...plain, rows: 5, size: null, coverage: null };
    expect(textOf(<ConformalLine conformal={few} online={undefined} />)).toBe(
      "5 calibration rows are too few for 90 %: intervals would be without end.",
    );
  });
});
