import { lazy, Suspense } from "react";
import type { Lab } from "../store/lab.ts";
import { ClockCard } from "./clock/clock-card.tsx";
import { Columns } from "./columns/columns.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { LabContext, useLabState } from "./lab-context.ts";
import { LiveRegion } from "./live-region.tsx";
import { Notices } from "./notices.tsx";
import { Rail } from "./rail/rail.tsx";
import { Toolbar } from "./toolbar.tsx";
import { TopBar } from "./top-bar.tsx";
import { useClockDriver } from "./use-clock-driver.ts";
import { useKeys } from "./use-keys.ts";
import "./styles/shell.css";
import "./styles/narrow.css";
import { pageWords } from "../words/page.ts";
import { topBarWords } from "../words/top-bar.ts";

export function App({ lab }: { readonly lab: Lab }) {
  useClockDriver(lab);
  useKeys(lab);
  return (
    <LabContext value={lab}>
      <a className="skip-link" href="#stage">
        {pageWords.skipExperiment}
      </a>
      <Screen />
      <Dialogs />
      <Suspense fallback={null}>
        <FileDrop />
      </Suspense>
      <LiveRegion />
    </LabContext>
  );
}

/** The lab, or the projector's screen of it. */
function Screen() {
  const presenting = useLabState((state) => state.view.presenting);
  if (presenting) {
    return (
      <ErrorBoundary part={pageWords.thePresentation} resetKey="presenting">
        <Suspense fallback={null}>
          <Presentation />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return (
    <div className="lab">
      <TopBar />
      <LabBody />
    </div>
  );
}

const Presentation = lazy(async () => ({
  default: (await import("./present/presentation.tsx")).Presentation,
}));

const dialogs = {
  chart: lazy(async () => ({ default: (await import("./frame/chart-dialog.tsx")).ChartDialog })),
  data: lazy(async () => ({ default: (await import("./import/data-dialog.tsx")).DataDialog })),
  export: lazy(async () => ({ default: (await import("./export/export-dialog.tsx")).ExportDialog })),
  table: lazy(async () => ({ default: (await import("./table/table-dialog.tsx")).TableDialog })),
  commands: lazy(async () => ({
    default: (await import("./dialogs/commands-dialog.tsx")).CommandsDialog,
  })),
  differ: lazy(async () => ({ default: (await import("./dialogs/differ-dialog.tsx")).DifferDialog })),
  link: lazy(async () => ({ default: (await import("./dialogs/link-dialog.tsx")).LinkDialog })),
  kept: lazy(async () => ({ default: (await import("./kept/kept-dialog.tsx")).KeptDialog })),
  race: lazy(async () => ({ default: (await import("./race/race-dialog.tsx")).RaceDialog })),
  speed: lazy(async () => ({ default: (await import("./speed/speed-dialog.tsx")).SpeedDialog })),
  keys: lazy(async () => ({ default: (await import("./dialogs/keys-dialog.tsx")).KeysDialog })),
} as const;

/** Nobody drops a file before there is something to see. */
const FileDrop = lazy(async () => ({ default: (await import("./import/file-drop.tsx")).FileDrop }));
const ImportScreen = lazy(async () => ({
  default: (await import("./import/import-screen.tsx")).ImportScreen,
}));

/** The screens beside the lab's own. */
const otherScreens = {
  row: lazy(async () => ({ default: (await import("./row/row-screen.tsx")).RowScreen })),
  compare: lazy(async () => ({ default: (await import("./compare/compare-screen.tsx")).CompareScreen })),
} as const;

/** The experiment, or the table that is being opened. */
function LabBody() {
  const isImporting = useLabState((state) => state.importing.draft !== null);
  const screen = useLabState((state) => state.view.screen);
  if (isImporting) {
    return (
      <ErrorBoundary part={pageWords.theImport} resetKey="import">
        <Suspense fallback={null}>
          <ImportScreen />
        </Suspense>
      </ErrorBoundary>
    );
  }
  if (screen !== "lab") {
    const Shown = otherScreens[screen];
    return (
      <ErrorBoundary key={screen} part={topBarWords[screen]} resetKey={screen}>
        <Suspense fallback={null}>
          <Shown />
        </Suspense>
      </ErrorBoundary>
    );
  }
  return (
    <div className="lab-body">
      <ErrorBoundary part={pageWords.theListSettings}>
        <Rail />
      </ErrorBoundary>
      <main className="stage" id="stage" tabIndex={-1}>
        <Notices />
        <ErrorBoundary part={pageWords.theRoundClock}>
          <ClockCard />
        </ErrorBoundary>
        <Toolbar />
        <Columns />
      </main>
    </div>
  );
}

/** Loaded when first opened: nobody waits for them before the first picture. */
export function Dialogs() {
  const dialog = useLabState((state) => state.view.dialog);
  if (dialog === null) return null;
  const Shown = dialogs[dialog];
  return (
    <ErrorBoundary key={dialog} part={pageWords.theDialog} resetKey={dialog}>
      <Suspense fallback={null}>
        <Shown />
      </Suspense>
    </ErrorBoundary>
  );
}
