import { noticeWords } from "../../words/notices.ts";
import { decisionsOf } from "../draft.ts";
import type { Lab } from "../lab.ts";
import type { ImportDraft } from "../lab-state.ts";
import type { RecentFile } from "../recent-files.ts";
import { openTable } from "./import-file.ts";
import { addNotice, updateImport } from "./update.ts";

const MOST_COPIED_BYTES = 64 * 1024 * 1024;

export function mayKeepCopy({ origin }: ImportDraft): boolean {
  return origin.file.size <= MOST_COPIED_BYTES;
}

export function setKeepsCopy(lab: Lab, keepsCopy: boolean): void {
  const { draft } = lab.store.getState().importing;
  if (draft !== null) updateImport(lab, { draft: { ...draft, keepsCopy } });
}

/** Remembers a table that is trained on: its name and decisions, its rows only when that was asked for. */
export async function rememberTable(lab: Lab, draft: ImportDraft): Promise<void> {
  const { origin, keepsCopy } = draft;
  const entry = {
    name: origin.file.name,
    byteCount: origin.file.size,
    usedAt: Date.now(),
    url: origin.kind === "url" ? origin.url : null,
    decisions: decisionsOf(draft),
  };
  const wantsCopy = keepsCopy && mayKeepCopy(draft);
  const recent = await lab.services.recent();
  const hadRoom = await recent.remember(entry, wantsCopy ? origin.file : null);
  if (hadRoom && wantsCopy) {
    addNotice(lab, {
      tone: "plain",
      code: null,
      text: noticeWords.copyKept(entry.name),
    });
  }
  if (hadRoom) return;
  addNotice(lab, {
    tone: "warn",
    code: "recent.full",
    text: noticeWords.noRoomForCopy,
  });
}

/** Opens a remembered table from its copy. False = there is none, and the file has to be chosen. */
export async function openRecent(lab: Lab, entry: RecentFile): Promise<boolean> {
  const copy = entry.hasCopy ? await (await lab.services.recent()).copyOf(entry.id) : null;
  if (copy === null) return false;
  await openTable(lab, { kind: "file", file: new File([copy], entry.name) }, entry.decisions);
  return true;
}

/** Opens the file that the user chose for a remembered table. */
export async function openRecentAs(lab: Lab, entry: RecentFile, file: File): Promise<void> {
  await openTable(lab, { kind: "file", file }, entry.decisions);
}
