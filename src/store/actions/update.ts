import type { Lab } from "../lab.ts";
import type { ClockState, ImportState, Notice, RunEntry, ViewState } from "../lab-state.ts";

export function runById(lab: Lab, id: string): RunEntry | undefined {
  return lab.store.getState().runs.find((run) => run.id === id);
}

export function updateRun(lab: Lab, id: string, change: Partial<RunEntry>): void {
  lab.store.setState((state) => ({
    runs: state.runs.map((run) => (run.id === id ? { ...run, ...change } : run)),
  }));
}

/** A clock that moves shows whole rounds again. */
export function updateClock(lab: Lab, change: Partial<ClockState>): void {
  lab.store.setState((state) => ({ clock: { ...state.clock, split: null, ...change } }));
}

export function updateView(lab: Lab, change: Partial<ViewState>): void {
  lab.store.setState((state) => ({ view: { ...state.view, ...change } }));
}

export function updateImport(lab: Lab, change: Partial<ImportState>): void {
  lab.store.setState((state) => ({ importing: { ...state.importing, ...change } }));
}

export function addNotice(lab: Lab, notice: Notice): void {
  lab.store.setState((state) => ({
    notices: [...state.notices.filter((other) => other.text !== notice.text), notice],
  }));
}

export function closeNotice(lab: Lab, notice: Notice): void {
  lab.store.setState((state) => ({ notices: state.notices.filter((other) => other !== notice) }));
}
