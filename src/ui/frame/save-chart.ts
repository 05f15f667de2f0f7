import { csvCell, csvLines } from "../../interchange/csv-text.ts";
import { makeLink } from "../../store/actions/link.ts";
import { addNotice } from "../../store/actions/update.ts";
import type { Lab } from "../../store/lab.ts";
import type { Chart } from "../../store/lab-state.ts";
import { chartWords as words } from "../../words/chart.ts";
import { fileStem, saveBlob, saveFile } from "../export/save-file.ts";
import { chartRound, chartTable, metricLabel } from "./chart-table.ts";
import { pictureOf, pngOf } from "./picture.ts";

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
    const { columns, lines } = chartTable(lab, chart);
    const cells = (at: number) => (lines[at] ?? []).map((cell) => csvCell(cellText(cell)));
    saveFile(`${stem}.csv`, [...csvLines(columns, lines.length, cells)], "text/csv");
    return;
  }
  const caption =
    chart.part === "loss"
      ? words.lossCaption(metricLabel(lab), round)
      : words.caption(name, words.parts[chart.part], round);
  const fragment = await makeLink(lab);
  const address = fragment === null ? null : new URL(fragment, location.href).href;
  const picture = pictureOf(element, { caption, address });
  if (kind === "svg") {
    saveFile(`${stem}.svg`, [picture.svg], "image/svg+xml");
    return;
  }
  const png = await pngOf(picture).catch(() => null);
  if (png === null) addNotice(lab, { tone: "warn", code: "picture.failed", text: words.failed });
  else saveBlob(`${stem}.png`, png);
}

/** Missing numbers are empty cells. */
function cellText(cell: string | number): string {
  return typeof cell === "number" && Number.isNaN(cell) ? "" : String(cell);
}
