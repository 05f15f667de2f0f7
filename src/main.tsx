import "./ui/tokens.css";
import "./ui/styles/base.css";
import "./ui/styles/controls.css";
import { createRoot } from "react-dom/client";
import { isExperimentFragment } from "./share/experiment-fragment.ts";
import { makeLink, openLink } from "./store/actions/link.ts";
import { loadExperimentData } from "./store/actions/load-data.ts";
import { createLab } from "./store/create-lab.ts";
import type { Lab } from "./store/lab.ts";
import { createPageServices } from "./store/page-services.ts";
import { startingExperiment } from "./store/starting-experiment.ts";
import { App } from "./ui/app.tsx";
import { ErrorBoundary } from "./ui/error-boundary.tsx";

/** The settings on screen come back after the page was loaded anew. */
async function reloadWithSettings(lab: Lab): Promise<void> {
  try {
    history.replaceState(null, "", await makeLink(lab));
  } finally {
    location.reload();
  }
}

/** The experiment of the address comes first, so that no other is seen before it. Without one nothing waits. */
async function open(lab: Lab): Promise<void> {
  const isLink = isExperimentFragment(location.hash);
  if (!isLink || !(await openLink(lab, location.hash))) void loadExperimentData(lab);
  window.addEventListener("hashchange", () => void openLink(lab, location.hash));
  draw(lab);
}

function draw(lab: Lab): void {
  const root = document.getElementById("root");
  if (root === null) return;
  createRoot(root).render(
    <ErrorBoundary part="The page" onReload={() => void reloadWithSettings(lab)}>
      <App lab={lab} />
    </ErrorBoundary>,
  );
}

void open(createLab(startingExperiment(), createPageServices()));
