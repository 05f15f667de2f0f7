import "./ui/tokens.css";
import "./ui/styles/base.css";
import "./ui/styles/controls.css";
import { createRoot } from "react-dom/client";
import { setNumberMarks } from "./figures/number-text.ts";
import { isExperimentFragment } from "./share/experiment-fragment.ts";
import { makeLink, openLink } from "./store/actions/link.ts";
import { loadExperimentData } from "./store/actions/load-data.ts";
import { offerApi } from "./store/api/offer-api.ts";
import { createLab } from "./store/create-lab.ts";
import { hasOwnWork } from "./store/kept/own-work.ts";
import type { Lab } from "./store/lab.ts";
import { createPageServices } from "./store/page-services.ts";
import { startingExperiment } from "./store/starting-experiment.ts";
import { App } from "./ui/app.tsx";
import { ErrorBoundary } from "./ui/error-boundary.tsx";
import { readersMarks } from "./ui/number-marks.ts";
import type { Shell } from "./ui/shell-flags.ts";
import { whenText } from "./ui/when-text.ts";

/** The settings on screen come back after the page was loaded anew. */
async function reloadWithSettings(lab: Lab): Promise<void> {
  try {
    history.replaceState(null, "", await makeLink(lab));
  } finally {
    location.reload();
  }
}

/** Work survives: what is on screen is kept in this browser from the first picture on, and offered when it was lost. */
const KEEP_AFTER_MS = 1500;

/** Only a tab that was here before has something to wait for. */
async function restoreOwn(lab: Lab): Promise<boolean> {
  if (!hasOwnWork()) return false;
  const { keptOf } = await import("./store/kept/page-kept.ts");
  return keptOf(lab).restoreOwn();
}

async function keep(lab: Lab): Promise<void> {
  const { keptOf } = await import("./store/kept/page-kept.ts");
  await keptOf(lab).begin(whenText);
}

/** The experiment of the address comes first, so that no other is seen before it. Without one nothing waits. */
async function open(lab: Lab): Promise<void> {
  const isLink = isExperimentFragment(location.hash);
  const shell = location.search === "" ? null : await loadShell();
  if (!shell?.isEmbedded && (await restoreOwn(lab))) {
    // Everything is as it was.
  } else if (!isLink || !(await openLink(lab, location.hash))) void loadExperimentData(lab);
  window.addEventListener("hashchange", () => void followAddress(lab));
  shell?.apply(lab);
  draw(lab, shell?.Root ?? App);
  if (!shell?.isEmbedded) setTimeout(() => void keep(lab), KEEP_AFTER_MS);
}

/** What the query asks for is extra: without it the page is the whole lab. */
async function loadShell(): Promise<Shell | null> {
  const loaded = await import("./ui/shell-flags.ts").catch(() => null);
  return loaded?.shellOf(location.search) ?? null;
}

async function followAddress(lab: Lab): Promise<void> {
  if (!isExperimentFragment(location.hash)) return;
  const { keptOf } = await import("./store/kept/page-kept.ts");
  await keptOf(lab).startAnew();
  await openLink(lab, location.hash);
}

function draw(lab: Lab, Root: NonNullable<Shell["Root"]>): void {
  const root = document.getElementById("root");
  if (root === null) return;
  createRoot(root).render(
    <ErrorBoundary part="The page" onReload={() => void reloadWithSettings(lab)}>
      <Root lab={lab} />
    </ErrorBoundary>,
  );
}

setNumberMarks(readersMarks(navigator.language));
const lab = createLab(startingExperiment(), createPageServices());
offerApi(lab, window, open(lab));
