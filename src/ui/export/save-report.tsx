import { addNotice } from "../../store/actions/update.ts";
import type { Lab } from "../../store/lab.ts";
import { linkWords } from "../../words/link.ts";
import { reportWords as words } from "../../words/report.ts";
import { Icon } from "../icon.tsx";
import { useLab, useLabState } from "../lab-context.ts";
import { fileStem, saveFile } from "./save-file.ts";

/** Saves the comparison as a page of its own; what writes it is loaded with the first one. */
export function SaveReport({ quiet = false }: { readonly quiet?: boolean }) {
  const lab = useLab();
  const hasEnded = useLabState(({ runs }) => runs.some(({ end }) => end !== null));
  return (
    <button
      type="button"
      className={quiet ? "button low" : "button"}
      disabled={!hasEnded}
      title={hasEnded ? undefined : words.empty}
      onClick={() => void saveReport(lab)}
    >
      {!quiet && <Icon name="save" />} {quiet ? words.save : words.file}
    </button>
  );
}

async function saveReport(lab: Lab): Promise<void> {
  const loaded = await import("../../store/report/report.ts").catch(() => null);
  if (loaded === null) {
    addNotice(lab, { tone: "bad", text: linkWords.notLoaded, code: null });
    return;
  }
  const page = new URL(location.href);
  page.hash = "";
  page.search = "";
  const html = loaded.reportHtml(lab, { page: page.href, when: dayText(new Date()) });
  if (html === null) addNotice(lab, { tone: "plain", text: words.empty, code: null });
  else saveFile(`${fileStem(lab.store.getState().data.name)}-report.html`, [html], "text/html");
}

/** The same in every language: 2026-01-31, 14:05. */
function dayText(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day}, ${two(date.getHours())}:${two(date.getMinutes())}`;
}
