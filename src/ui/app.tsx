import { useEffect } from "react";
import type { Lab } from "../store/lab.ts";
import { ClockCard } from "./clock/clock-card.tsx";
import { Columns } from "./columns/columns.tsx";
import { ExportDialog } from "./export/export-dialog.tsx";
import { DataDialog } from "./import/data-dialog.tsx";
import { FileDrop } from "./import/file-drop.tsx";
import { pressKey } from "./keys.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { LabContext, useLabState } from "./lab-context.ts";
import { LiveRegion } from "./live-region.tsx";
import { Notices } from "./notices.tsx";
import { Rail } from "./rail/rail.tsx";
import { Toolbar } from "./toolbar.tsx";
import { TopBar } from "./top-bar.tsx";
import { useClockDriver } from "./use-clock-driver.ts";
import "./tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/shell.css";

export function App({ lab }: { readonly lab: Lab }) {
  useClockDriver(lab);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && pressKey(lab, event)) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [lab]);
  return (
    <LabContext value={lab}>
      <a className="skip-link" href="#stage">
        Skip to the experiment
      </a>
      <div className="lab">
        <TopBar />
        <div className="lab-body">
          <Rail />
          <main className="stage" id="stage" tabIndex={-1}>
            <Notices />
            <ClockCard />
            <Toolbar />
            <Columns />
          </main>
        </div>
      </div>
      <Dialogs />
      <FileDrop />
      <LiveRegion />
    </LabContext>
  );
}

function Dialogs() {
  const dialog = useLabState((state) => state.view.dialog);
  if (dialog === "data") return <DataDialog />;
  if (dialog === "export") return <ExportDialog />;
  if (dialog === "keys") return <KeysDialog />;
  return null;
}
