import type { StoreApi } from "zustand/vanilla";
import type { DataService } from "../data/data-service.ts";
import type { TableService } from "../training/table-service.ts";
import type { TrainingService } from "../training/training-service.ts";
import type { LabState } from "./lab-state.ts";
import type { RecentFiles } from "./recent-files.ts";
import type { Recordings } from "./recordings.ts";
import type { UrlReader } from "./url-reader.ts";

/** What the store asks of the world; tests give their own. */
export interface LabServices {
  readonly training: TrainingService;
  readonly data: DataService;
  readonly table: TableService;
  readonly url: UrlReader;
  /** Loaded when first asked for. */
  readonly recent: () => Promise<RecentFiles>;
  /** What the paths of sample files are relative to. */
  readonly pageUrl: string;
  /** Calls back before the next picture, or soon in a hidden tab. */
  readonly beforePicture: (callback: () => void) => void;
  readonly reducedMotion: () => boolean;
}

/** The page's memory. Actions are functions that take it first. */
export interface Lab {
  readonly store: StoreApi<LabState>;
  readonly recordings: Recordings;
  readonly services: LabServices;
  /** Names at the border: the session of each run's newest training, and the table that was put. */
  readonly border: { sessions: Map<string, string>; tableId: string | null; count: number };
  /** Asked once before the experiment that was opened trains by itself; null = it may. */
  mayTrain: (() => boolean) | null;
}
