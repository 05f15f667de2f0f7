import { engineById } from "../../boosting/engines/index.ts";
import { log, pow } from "../../core/deterministic-math.ts";
import type { NumberParam } from "../../core/params.ts";
import type { Task } from "../../core/task.ts";
import { runParams } from "../../experiment/resolve-run.ts";
import type { RunSpec } from "../../experiment/spec.ts";
import { withMarks } from "../../figures/number-text.ts";
import { repeatKey } from "../comparison/comparison.ts";
import { experimentOfRun } from "../experiment-of.ts";
import type { Lab } from "../lab.ts";
import type { RunEntry, Setup } from "../lab-state.ts";
import { withoutDefaults } from "../starting-experiment.ts";
import { trainWanted, type WantedCurves } from "./question-work.ts";

const RATES = 7;
const LEAST = 0.01;
const MOST = 1;

/** The parameter that scales each round's step: of those that an engine's card shows first, the one called a rate. */
export function rateParam(spec: RunSpec, task: Task): NumberParam | null {
  const { mainParams } = engineById(spec.engine).meta;
  const params = runParams(spec, task);
  for (const id of mainParams) {
    const param = params.find((candidate) => candidate.id === id);
    if (param?.kind === "number" && param.scale === "log" && id.endsWith("rate")) return param;
  }
  return null;
}

/** The rate that a run trains with. */
export function ownRate(spec: RunSpec, param: NumberParam): number {
  const value = spec.values[param.id] ?? param.default;
  return typeof value === "number" ? value : MOST;
}

/** Rates at even steps of their logarithm, ascending, inside of what the parameter allows; the run's own is one of them. */
export function ratesFor(param: Pick<NumberParam, "min" | "minExclusive" | "max">, own: number): number[] {
  const least = Math.min(own, param.min > 0 ? Math.max(LEAST, param.min) : LEAST);
  const most = Math.max(own, Math.min(MOST, param.max));
  const grid = Array.from({ length: RATES }, (_, step) =>
    Number((least * pow(most / least, step / (RATES - 1))).toPrecision(2)),
  ).map((rate) => Math.min(most, Math.max(least, rate)));
  const distance = (rate: number) => Math.abs(log(rate / own));
  const nearest = grid.reduce((best, rate, at) => (distance(rate) < distance(grid[best]) ? at : best), 0);
  return [...new Set(grid.map((rate, at) => (at === nearest ? own : rate)))].sort(
    (left, right) => left - right,
  );
}

export interface WantedRate extends WantedCurves {
  readonly rate: number;
  readonly isOwn: boolean;
}

/** What the map is made of: the run from its first round on with each rate, for all of its rounds. */
export function wantedRates(setup: Setup, run: RunEntry): WantedRate[] {
  const param = rateParam(run.spec, setup.task);
  if (param === null) return [];
  const { stages: _past, ...whole } = run.spec;
  const own = ownRate(run.spec, param);
  return ratesFor(param, own).map((rate) => {
    const isOwn = rate === own;
    const values = isOwn
      ? whole.values
      : withoutDefaults(whole, setup.task, { ...whole.values, [param.id]: rate });
    const spec: RunSpec = { ...whole, values, earlyStopping: null };
    return {
      rate,
      isOwn,
      name: `${param.label} ${withMarks(`${rate}`)}`,
      key: repeatKey(setup, spec, 0),
      experiment: experimentOfRun(setup, spec),
    };
  });
}

export function trainRates(lab: Lab, run: RunEntry, signal: AbortSignal): Promise<void> {
  return trainWanted(lab, "rates", wantedRates(lab.store.getState().setup, run), signal);
}
