import { useEffect, useState } from "react";
import { openFile } from "../../store/actions/import-file.ts";
import { useLab } from "../lab-context.ts";

/** A file dropped anywhere on the page is opened. */
export function FileDrop() {
  const lab = useLab();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    const drag = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) void openFile(lab, file);
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, [lab]);
  return over ? (
    <div className="file-drop" aria-hidden="true">
      <p>Drop the table to open it</p>
    </div>
  ) : null;
}
