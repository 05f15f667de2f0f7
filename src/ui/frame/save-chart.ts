import type { Lab } from "../../store/lab.ts";
import type { Chart } from "../../store/lab-state.ts";
import { chartWords as words } from "../../words/chart.ts";
import { fileStem } from "../export/save-file.ts";
import { chartRound, chartTable, metricLabel } from "./chart-table.ts";
import { savePicture, saveTable } from "./save-picture.ts";

interface SaveRequest {
  /** Of the run, or of the metric. */
  readonly name: string;
  readonly element: HTMLElement;
  readonly kind: "png" | "svg" | "csv";
}

/** Saves a chart as it stands: a picture with its caption and the experiment's link, or the numbers it draws. */
export async function saveChart(lab: Lab, chart: Chart, { name, element, kind }: SaveRequest): Promise<void> {
  const round = chartRound(lab, chart);
  const stem = `${fileStem(name)}-${fileStem(words.parts[chart.part])}-round-${round}`;
  if (kind === "csv") {
    saveTable(stem, chartTable(lab, chart));
    return;
  }
  const caption =
    chart.part === "loss"
      ? words.lossCaption(metricLabel(lab), round)
      : words.caption(name, words.parts[chart.part], round);
  await savePicture(lab, { stem, caption, element, kind });
}
