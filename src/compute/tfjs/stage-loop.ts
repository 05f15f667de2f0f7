import { add, concat, dispose, mul, slice, sub, type Tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import type { HostRule, StageNet, StageState, StageSteps } from "../net-stages.ts";
import { type Constants, createConstants } from "./constants.ts";
import { createStepRule, type StepRule } from "./step-rules.ts";

/** What a stage changes: all parameters and running statistics in one flat list each, and the rule's memory. */
interface Held {
  readonly parameters: Tensor;
  readonly statistics: Tensor;
  readonly memory: readonly Tensor[];
}

export interface StepResult {
  readonly gradient: Tensor;
  /** Of the batch, as statistics stand: null = there are none. */
  readonly statistics: Tensor | null;
  /** What a rule beside the device takes its loss from. */
  readonly scores: Tensor;
}

/** The device under the tensors. */
export interface Device {
  /** Why it works no more; null = it does. */
  readonly failure: () => string | null;
  /** Until the work so far is done. */
  drain(): Promise<void>;
}

export interface Loop extends StageSteps {
  readonly device: Device;
  /** Flat lists as they start. */
  readonly start: StageState;
  /** Gradient of one batch; inside of a tidy. */
  gradientOf(held: Pick<Held, "parameters">, batch: Batch, constants: Constants): StepResult;
}

interface Batch {
  readonly rows: Uint32Array;
  /** Steps before this one. */
  readonly at: number;
}

/** Steps that are handed to a device before it is waited for: it may lag behind, but its queue has an end. */
const STEPS_AHEAD = 32;

/** All steps on the device; what came out is read once, at the end. */
export async function runLoop(loop: Loop): Promise<StageState | null> {
  const { batches, rule: settings, host, device, start } = loop;
  const constants = createConstants();
  const rule = settings.kind === "host" ? null : createStepRule(settings, constants);
  let held = startOf(start, rule);
  const parameters = start.parameters.slice();
  try {
    let at = 0;
    for (const rows of batches) {
      const step = { rows, at, constants };
      const next =
        settings.kind === "host"
          ? await stepBeside(loop, held, settings, { ...step, parameters })
          : stepOf(loop, held, { ...step, rule: rule! });
      letGo(held, next);
      held = next;
      at++;
      if (at % STEPS_AHEAD === 0) await device.drain();
      const breath = host.pause();
      if (breath !== undefined) await breath;
      failIfLost(device);
      if (host.stopped) return null;
    }
    return await readBack(held, start, device);
  } finally {
    letGo(held, null);
    constants.dispose();
  }
}

function startOf({ parameters, statistics }: StageState, rule: StepRule | null): Held {
  const flat = tensor1d(parameters);
  return {
    parameters: flat,
    statistics: tensor1d(statistics),
    memory: rule === null ? [] : tidy(() => rule.start(flat)),
  };
}

interface Step extends Batch {
  readonly constants: Constants;
}

function stepOf(loop: Loop, held: Held, { rule, ...step }: Step & { readonly rule: StepRule }): Held {
  const [parameters, statistics, ...memory] = tidy(() => {
    const { gradient, statistics: batch } = loop.gradientOf(held, step, step.constants);
    const [weights, ...rest] = rule.step(held.parameters, gradient, held.memory, step.at);
    return [weights, movedBy(loop, held, batch, step), ...rest];
  });
  return { parameters: parameters!, statistics: statistics!, memory };
}

/** The device gives the gradient, the rule steps on numbers, and the device gets what came out. `parameters`: as numbers. */
async function stepBeside(
  loop: Loop,
  held: Held,
  rule: HostRule,
  { parameters, ...step }: Step & { readonly parameters: Float32Array },
): Promise<Held> {
  const [statistics, gradient, scores] = tidy(() => {
    const result = loop.gradientOf(held, step, step.constants);
    return [movedBy(loop, held, result.statistics, step), result.gradient, result.scores];
  }) as [Tensor, Tensor, Tensor];
  try {
    const [slopes, sums] = (await Promise.all([gradient.data(), scores.data()])) as [
      Float32Array,
      Float32Array,
    ];
    rule.step(parameters, slopes.slice(), rule.lossOf(step.rows, sums));
  } catch (thrown) {
    if (statistics !== held.statistics) statistics.dispose();
    throw thrown;
  } finally {
    dispose([gradient, scores]);
  }
  // A copy: plain JavaScript takes the list as it is.
  return { parameters: tensor1d(parameters.slice()), statistics, memory: [] };
}

/** Running statistics after a batch. */
function movedBy(loop: Loop, { statistics }: Held, batch: Tensor | null, { at, constants }: Step): Tensor {
  if (batch === null) return statistics;
  return add(statistics, mul(sub(batch, statistics), constants.of(loop.momentumAt(at))));
}

const tensorsOf = ({ parameters, statistics, memory }: Held) => [parameters, statistics, ...memory];

/** Disposes of what does not go on. */
function letGo(held: Held, next: Held | null): void {
  const kept = new Set(next === null ? [] : tensorsOf(next));
  dispose(tensorsOf(held).filter((tensor) => !kept.has(tensor)));
}

async function readBack(
  { parameters, statistics }: Held,
  { parameters: { length }, statistics: { length: rest } }: StageState,
  device: Device,
): Promise<StageState> {
  const all = rest === 0 ? parameters : tidy(() => concat([parameters, statistics]));
  try {
    const values = (await all.data()) as Float32Array;
    failIfLost(device);
    return { parameters: values.slice(0, length), statistics: values.slice(length, length + rest) };
  } finally {
    if (all !== parameters) all.dispose();
  }
}

function failIfLost({ failure }: Device): void {
  const reason = failure();
  if (reason !== null) throw new Error(reason);
}

/** The states of several nets, one after the other. */
export function joined(nets: readonly StageNet[], more: readonly number[]): StageState {
  const join = (lists: readonly ArrayLike<number>[]) => {
    const out = new Float32Array(lists.reduce((size, list) => size + list.length, 0));
    let at = 0;
    for (const list of lists) {
      out.set(list, at);
      at += list.length;
    }
    return out;
  };
  return {
    parameters: join([...nets.map(({ parameters }) => parameters), more]),
    statistics: join(nets.map(({ statistics }) => statistics)),
  };
}

/** What `joined` joined. */
export function parted(nets: readonly StageNet[], { parameters, statistics }: StageState): StageState[] {
  let at = 0;
  let statisticsAt = 0;
  return nets.map((net) => {
    const state = {
      parameters: parameters.slice(at, at + net.parameters.length),
      statistics: statistics.slice(statisticsAt, statisticsAt + net.statistics.length),
    };
    at += net.parameters.length;
    statisticsAt += net.statistics.length;
    return state;
  });
}

/** Rows of a flat list of one number each. */
export function numberAt(flat: Tensor, at: number): Tensor {
  return slice(flat, [at], [1]);
}
