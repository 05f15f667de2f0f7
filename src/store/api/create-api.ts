import { type ErrorReport, LabError } from "../../core/errors.ts";
import { parseExperiment } from "../../experiment/parse-experiment.ts";
import { modelToJson } from "../../interchange/model-json.ts";
import { fragmentToExperiment, type OpenedLink } from "../../share/share-link.ts";
import { apiWords as words } from "../../words/api.ts";
import { acceptDraft, chooseTarget } from "../actions/change-draft.ts";
import { openTable } from "../actions/import-file.ts";
import { trainRuns } from "../actions/train-run.ts";
import { isTraining } from "../experiment-of.ts";
import { wantRecording } from "../kept/stored-recordings.ts";
import type { Lab } from "../lab.ts";
import type { LabState, RunEntry } from "../lab-state.ts";
import { modelOf } from "../model-of.ts";
import { fragmentOf, openLinked } from "../share/links.ts";
import { isWhole, trainedRun } from "../share/receipt-on-screen.ts";
import type { ApiRun, BoostingLabApi } from "./page-api.ts";

/** The page's functions for scripts. `address` is that of the page without its fragment. */
export function createApi(lab: Lab, address: () => string): BoostingLabApi {
  return {
    version: 1,
    open: async (experiment) => {
      openLinked(lab, read(experiment));
      lab.mayTrain = () => false;
      const { data } = await settled(lab, ({ data: { status } }) => status !== "loading");
      if (data.status === "failed") throw errorOf(data.error);
    },
    load: (table, options = {}) => load(lab, table, options),
    train: async (...names) => {
      const { data, runs } = await settled(lab, (state) => state.data.status !== "loading");
      if (data.status !== "ready") throw new LabError("data.target-missing", words.noTable);
      const wanted = names.length === 0 ? runs : names.map((name) => runNamed(lab, name));
      const ids = wanted.map(({ id }) => id);
      trainRuns(lab, ids);
      await settled(lab, (state) => state.runs.every((run) => !ids.includes(run.id) || hasEnded(run)));
      return allRuns(lab);
    },
    runs: async () => {
      // digests tell of runs that were not read yet, but for those that an earlier version of the page kept
      for (const run of lab.store.getState().runs) {
        if (run.end !== null && run.digest?.trained === undefined) await wantRecording(lab, run.id);
      }
      return allRuns(lab);
    },
    model: async (name) => {
      const { id } = runNamed(lab, name);
      await wantRecording(lab, id);
      const model = modelOf(lab, id);
      if (model === null) throw new LabError("model.incapable", words.noModel);
      return modelToJson(model);
    },
    link: async () => address() + fragmentOf(lab),
  };
}

function read(experiment: string | object): OpenedLink {
  if (typeof experiment !== "string") return { ...parseExperiment(experiment), receipt: null, round: null };
  const at = experiment.indexOf("#");
  const opened = fragmentToExperiment(at < 0 ? experiment : experiment.slice(at));
  if (!opened.ok) throw errorOf(opened.error);
  return opened.value;
}

async function load(
  lab: Lab,
  table: File | string,
  { name = words.tableName, target }: { readonly name?: string; readonly target?: string },
): Promise<void> {
  const file = typeof table === "string" ? new File([table], name) : table;
  const before = lab.store.getState().data;
  if (before.status === "wanted") lab.mayTrain = () => false;
  await openTable(lab, { kind: "file", file });
  const { importing, data } = lab.store.getState();
  if (importing.error !== null) throw errorOf(importing.error);
  if (importing.large !== null) throw new LabError("read.too-large", words.tooLarge);
  // An experiment that asked for this very file has taken it.
  if (importing.draft === null && data !== before) return;
  if (target !== undefined) chooseTarget(lab, target);
  lab.mayTrain = () => false;
  acceptDraft(lab);
}

function hasEnded(run: RunEntry): boolean {
  return !isTraining(run);
}

/** The state as soon as this holds for it. */
function settled(lab: Lab, holds: (state: LabState) => boolean): Promise<LabState> {
  const now = lab.store.getState();
  if (holds(now)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const stop = lab.store.subscribe((state) => {
      if (!holds(state)) return;
      stop();
      resolve(state);
    });
  });
}

function runNamed(lab: Lab, name: string): RunEntry {
  const found = lab.store.getState().runs.find((run) => run.id === name || run.name === name);
  if (found === undefined) throw new LabError("spec.unknown-id", words.noRun(name));
  return found;
}

function allRuns(lab: Lab): ApiRun[] {
  const state = lab.store.getState();
  return state.runs.map((run) => {
    const whole = isWhole(state, run) ? trainedRun(lab, run) : null;
    return {
      id: run.id,
      name: run.name,
      engine: run.spec.engine,
      status: run.status,
      rounds: Math.max(0, run.newestRound),
      keptRounds: run.end?.keptRounds ?? null,
      metrics: whole?.metrics ?? null,
      modelSha256: whole?.modelSha256 ?? null,
      error: run.error === null ? null : { code: run.error.code, message: run.error.message },
    };
  });
}

function errorOf({ code, message, facts }: ErrorReport): LabError {
  return new LabError(code, message, facts);
}
