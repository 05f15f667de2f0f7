import { useEffect, useState } from "react";
import { openAnyTable, openAnyUrl } from "../../store/actions/open-any.ts";
import { addNotice } from "../../store/actions/update.ts";
import type { Lab } from "../../store/lab.ts";
import { importEntryWords as words } from "../../words/import-entry.ts";
import { useLab } from "../lab-context.ts";

/** A file, cells or an address that is dropped or pasted anywhere on the page is opened. */
export function FileDrop() {
  const lab = useLab();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carries = ({ dataTransfer }: DragEvent) =>
      dataTransfer?.types.some((type) => type === "Files" || type === "text/uri-list") === true;
    const drag = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer !== null) openCarried(lab, event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      const isField = event.target instanceof Element && event.target.closest("input, textarea") !== null;
      if (isField || event.clipboardData === null) return;
      if (openCarried(lab, event.clipboardData)) event.preventDefault();
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    window.addEventListener("paste", paste);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
      window.removeEventListener("paste", paste);
    };
  }, [lab]);
  return over ? (
    <div className="file-drop" aria-hidden="true">
      <p>{words.drop}</p>
    </div>
  ) : null;
}

/** True when there was something to open. */
function openCarried(lab: Lab, carried: DataTransfer): boolean {
  const [file] = carried.files;
  if (file !== undefined) {
    if (carried.files.length > 1) {
      addNotice(lab, {
        tone: "plain",
        code: null,
        text: words.manyFiles(carried.files.length, file.name),
      });
    }
    void openAnyTable(lab, { kind: "file", file });
    return true;
  }
  const address = carried
    .getData("text/uri-list")
    .split(/\r?\n/)
    .find((line) => /^https?:/i.test(line));
  if (address !== undefined) {
    void openAnyUrl(lab, address);
    return true;
  }
  const text = carried.getData("text/plain");
  if (!text.trim().includes("\n")) return false;
  void openAnyTable(lab, { kind: "paste", file: new File([text], words.pastedName) });
  return true;
}
