import { createTrainingClient } from "../training/training-client.ts";
import { createDataClient } from "./data-client.ts";
import type { LabServices } from "./lab.ts";

const HIDDEN_TAB_MS = 200;

/** The page's workers and its sense of time. */
export function createPageServices(): LabServices {
  return {
    training: createTrainingClient({
      createWorker: () =>
        new Worker(new URL("../../workers/training.worker.ts", import.meta.url), {
          type: "module",
          name: "training",
        }),
    }),
    data: createDataClient(
      () =>
        new Worker(new URL("../../workers/data.worker.ts", import.meta.url), {
          type: "module",
          name: "data",
        }),
    ),
    pageUrl: document.baseURI,
    beforePicture: (callback) => {
      if (document.hidden) setTimeout(callback, HIDDEN_TAB_MS);
      else requestAnimationFrame(callback);
    },
    reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}
