import { attemptOf, type BackendAttempt, type ChosenBackend } from "./attempts.ts";
import type { OfferedTensors, TensorLibrary } from "./net-stages.ts";

/** A library of a host: one for all runs, as long as it works. */
export interface TensorSource {
  open(): Promise<TensorLibrary>;
  /** The next run opens it anew. */
  forget(): void;
}

export function createTensorSource(load: () => Promise<TensorLibrary>): TensorSource {
  let opening: Promise<TensorLibrary> | null = null;
  const forget = () => {
    opening = null;
  };
  return {
    open() {
      if (opening !== null) return opening;
      const begun = load();
      opening = begun;
      begun.catch(() => {
        if (opening === begun) forget();
      });
      return begun;
    },
    forget,
  };
}

/** A backend that can also hand out a library of tensors; the run's attempts then tell of both. */
export function withTensors({ backend, attempts }: ChosenBackend, source: TensorSource): ChosenBackend {
  const told: BackendAttempt[] = [];

  async function openTensors(): Promise<OfferedTensors> {
    const library = await source.open();
    const { id } = library;
    // A branch opens it once a stage; one that was lost stays told of.
    const known = told.findIndex((attempt) => attempt.id === id && attempt.outcome !== "lost");
    const place = known < 0 ? told.length : known;
    told[place] = attemptOf({ id, threads: 1 }, "taken");
    return {
      library,
      note(change) {
        told[place] = { ...told[place]!, ...change };
      },
      forget: () => source.forget(),
    };
  }

  return {
    backend: {
      ...backend,
      get threads() {
        return backend.threads;
      },
      openTensors,
    },
    attempts: () => [...attempts(), ...told],
  };
}
