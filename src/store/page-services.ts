import { createTrainingClient } from "../training/training-client.ts";
import { createDataClient } from "./data-client.ts";
import type { LabServices } from "./lab.ts";
import type { RecentFiles } from "./recent-files.ts";

const HIDDEN_TAB_MS = 200;
/** News of rounds come at most so often; the clock glides over what lies between. */
const BETWEEN_PICTURES_MS = 80;

/** The page's workers and its sense of time. */
export function createPageServices(): LabServices {
  let recent: Promise<RecentFiles> | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  const data = createDataClient(
    () =>
      new Worker(new URL("../../workers/data.worker.ts", import.meta.url), { type: "module", name: "data" }),
  );
  return {
    training: createTrainingClient({
      createWorker: () =>
        new Worker(new URL("../../workers/training.worker.ts", import.meta.url), {
          type: "module",
          name: "training",
        }),
    }),
    data,
    table: data,
    url: {
      read: async (url, onProgress, signal) => {
        const { createUrlReader } = await import("./url-reader.ts");
        return createUrlReader(document).read(url, onProgress, signal);
      },
    },
    recent: () => {
      recent ??= import("./recent-files.ts").then(({ createRecentFiles }) => createRecentFiles());
      return recent;
    },
    pageUrl: document.baseURI,
    beforePicture: (callback) => {
      const tell = () => {
        toldAt = performance.now();
        callback();
      };
      const wait = document.hidden ? HIDDEN_TAB_MS : toldAt + BETWEEN_PICTURES_MS - performance.now();
      setTimeout(tell, Math.max(0, wait));
    },
    reducedMotion: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}
