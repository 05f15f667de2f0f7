import { createStore } from "zustand/vanilla";
import type { Experiment } from "../experiment/spec.ts";
import { noHistory } from "./history.ts";
import type { Lab, LabServices } from "./lab.ts";
import type { LabState, RunEntry } from "./lab-state.ts";
import { createRecordings } from "./recordings.ts";
import { freshRun, nameForRun } from "./run-names.ts";

/** Runs of an experiment, none trained yet, with their names. */
export function runsOf(experiment: Experiment): RunEntry[] {
  const runs: RunEntry[] = [];
  for (const spec of experiment.runs) {
    runs.push(freshRun({ id: `run-${runs.length + 1}`, name: nameForRun(spec.engine, runs), spec }));
  }
  return runs;
}

export function stateOf(experiment: Experiment): LabState {
  const { runs: _, ...setup } = experiment;
  return {
    setup,
    runs: runsOf(experiment),
    data: { status: "loading", name: "" },
    clock: { position: 0, playing: false, following: true, split: null },
    view: {
      screen: "lab",
      fitMode: null,
      restMode: "residuals",
      selectedRow: null,
      target: 0,
      learner: null,
      netView: "net",
      showTest: false,
      logLoss: false,
      followsRow: false,
      editedRun: null,
      railOpen: false,
      frontRun: null,
      dialog: null,
      chart: null,
      presenting: false,
      sharedScale: true,
      overlay: false,
      full: null,
    },
    importing: { reading: null, large: null, draft: null, earlier: null, error: null },
    notices: [],
    history: noHistory,
    secondsLimit: null,
  };
}

export function createLab(experiment: Experiment, services: LabServices): Lab {
  return {
    store: createStore<LabState>(() => stateOf(experiment)),
    recordings: createRecordings(),
    services,
    border: { sessions: new Map(), tableId: null, count: 0 },
    mayTrain: null,
  };
}
