import type { PanelTable } from "../../figures/panel-tables.ts";
import { csvCell, csvLines } from "../../interchange/csv-text.ts";
import { makeLink } from "../../store/actions/link.ts";
import { addNotice } from "../../store/actions/update.ts";
import type { Lab } from "../../store/lab.ts";
import { chartWords as words } from "../../words/chart.ts";
import { saveBlob, saveFile } from "../export/save-file.ts";
import { pictureOf, pngOf } from "./picture.ts";

export interface PictureToSave {
  /** Of the file's name. */
  readonly stem: string;
  readonly caption: string;
  readonly element: HTMLElement;
  readonly kind: "png" | "svg";
}

/** A picture as it stands on screen, with its caption and the experiment's link. */
export async function savePicture(lab: Lab, { stem, caption, element, kind }: PictureToSave): Promise<void> {
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

/** The numbers of a picture. */
export function saveTable(stem: string, { columns, lines }: PanelTable): void {
  const cells = (at: number) => (lines[at] ?? []).map((cell) => csvCell(cellText(cell)));
  saveFile(`${stem}.csv`, [...csvLines(columns, lines.length, cells)], "text/csv");
}

/** Missing numbers are empty cells. */
function cellText(cell: string | number): string {
  return typeof cell === "number" && Number.isNaN(cell) ? "" : String(cell);
}
