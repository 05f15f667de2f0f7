import { type ReactNode, useRef } from "react";
import { updateView } from "../../store/actions/update.ts";
import type { ChartPart } from "../../store/lab-state.ts";
import { chartWords as words } from "../../words/chart.ts";
import { Menu } from "../controls/menu.tsx";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import "./frame.css";

interface ChartFrameProps {
  /** Null = the loss plot, which is of all runs. */
  readonly runId: string | null;
  readonly name: string;
  readonly part: ChartPart;
  readonly className: string;
  readonly children: ReactNode;
}

/** Around every picture: its table, its pictures to save, and the whole screen for it. They follow it in focus order. */
export function ChartFrame({ runId, name, part, className, children }: ChartFrameProps) {
  const lab = useLab();
  const frame = useRef<HTMLDivElement>(null);
  const chart = { runId, part };
  const isFull = useLabState((state) => state.view.full?.runId === runId && state.view.full?.part === part);
  const save = (kind: "png" | "svg" | "csv") => {
    const element = frame.current;
    if (element === null) return;
    void import("./save-chart.ts").then(({ saveChart }) => saveChart(lab, chart, { name, element, kind }));
  };
  const items = [
    { label: words.table, onSelect: () => updateView(lab, { dialog: "chart", chart }) },
    { label: words.png, onSelect: () => save("png") },
    { label: words.svg, onSelect: () => save("svg") },
    { label: words.csv, onSelect: () => save("csv") },
  ];
  const fullItem = {
    label: isFull ? words.leaveFull : words.full,
    onSelect: () => updateView(lab, { full: isFull ? null : chart }),
  };
  return (
    <div ref={frame} className={`chart-frame ${className}`} data-run={runId ?? ""} data-part={part}>
      {children}
      <div className={isFull ? "chart-acts shown" : "chart-acts"}>
        {isFull && (
          <button type="button" className="button low" onClick={() => updateView(lab, { full: null })}>
            {words.leaveFull}
          </button>
        )}
        <Menu
          label={words.menu(name, words.parts[part])}
          buttonClass="button quiet chart-menu"
          items={runId === null ? items : [fullItem, ...items]}
        >
          <Icon name="more" />
        </Menu>
      </div>
    </div>
  );
}
