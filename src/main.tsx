import "./ui/tokens.css";
import "./ui/styles/base.css";
import "./ui/styles/controls.css";
import { createRoot } from "react-dom/client";
import { experimentToFragment, fragmentToExperiment, isExperimentFragment } from "./share/share-link.ts";
import { loadExperimentData, openExperiment } from "./store/actions/load-data.ts";
import { addNotice } from "./store/actions/update.ts";
import { createLab } from "./store/create-lab.ts";
import { experimentOf } from "./store/experiment-of.ts";
import type { Lab } from "./store/lab.ts";
import { createPageServices } from "./store/page-services.ts";
import { startingExperiment } from "./store/starting-experiment.ts";
import { App } from "./ui/app.tsx";
import { ErrorBoundary } from "./ui/error-boundary.tsx";

/** Opens the experiment of the address, if it holds one. A link that cannot be opened changes nothing. */
function openAddress(lab: Lab): boolean {
  if (!isExperimentFragment(location.hash)) return false;
  const opened = fragmentToExperiment(location.hash);
  if (!opened.ok) {
    addNotice(lab, { tone: "bad", text: opened.error.message, code: opened.error.code });
    return false;
  }
  openExperiment(lab, opened.value.experiment);
  for (const text of opened.value.notices) addNotice(lab, { tone: "warn", text, code: null });
  return true;
}

/** The settings on screen come back after the page was loaded anew. */
function reloadWithSettings(lab: Lab): void {
  try {
    history.replaceState(null, "", experimentToFragment(experimentOf(lab.store.getState())));
  } finally {
    location.reload();
  }
}

const lab = createLab(startingExperiment(), createPageServices());
if (!openAddress(lab)) void loadExperimentData(lab);
window.addEventListener("hashchange", () => openAddress(lab));

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <ErrorBoundary part="The page" onReload={() => reloadWithSettings(lab)}>
      <App lab={lab} />
    </ErrorBoundary>,
  );
}
