import { LabError } from "../core/errors.ts";
import type { Awaitable, BinnedMatrix, TreeGrowth, TreeInput } from "./backend.ts";
import { createRelay, type RelayBoard } from "./relay.ts";

/** The tree under way: what began it and what was asked since, to be done again by another backend. */
interface TreeLog {
  readonly input: TreeInput;
  readonly calls: ((growth: TreeGrowth) => Awaitable<unknown>)[];
}

/**
 * A growth whose trees are grown by the backend that the relay names. One that is lost in the middle of a tree is replaced:
 * the tree is grown again up to the call that failed, and since all backends give the same bits nobody sees a difference.
 */
export function createRelayGrowth(board: RelayBoard, matrix: BinnedMatrix): TreeGrowth {
  const relay = createRelay(board, matrix);
  let log: TreeLog | null = null;
  let growth: TreeGrowth | null = null;

  async function attempt<T>(call: (growth: TreeGrowth) => Awaitable<T>): Promise<T> {
    for (;;) {
      try {
        growth ??= await reopened();
        return await call(growth);
      } catch (thrown) {
        if (!(thrown instanceof LabError) || thrown.code !== "backend.lost") throw thrown;
        growth = null;
        await relay.lose(thrown);
      }
    }
  }

  async function reopened(): Promise<TreeGrowth> {
    const next = await relay.open();
    if (log === null) return next;
    await next.beginTree(log.input);
    for (const call of log.calls) await call(next);
    return next;
  }

  /** Runs a call and keeps it, to be done again. */
  async function logged<T>(call: (growth: TreeGrowth) => Awaitable<T>): Promise<T> {
    const value = await attempt(call);
    log?.calls.push(call);
    relay.worked();
    return value;
  }

  return {
    async beginTree(input) {
      log = null;
      growth = null;
      relay.nextTree();
      const begun = await attempt((one) => one.beginTree(input));
      log = { input, calls: [] };
      return begun;
    },
    findSplits: (nodes, rule) => logged((one) => one.findSplits(nodes, rule)),
    applySplits: (splits) => logged((one) => one.applySplits(splits)),
    async addLeafValues(leafValues, scores, stride, output) {
      await attempt((one) => one.addLeafValues(leafValues, scores, stride, output));
      relay.worked();
    },
    rowsOf: (node) => attempt((one) => one.rowsOf(node)),
    histogramOf: (node) => attempt((one) => one.histogramOf(node)),
    dispose() {
      log = null;
      relay.dispose();
    },
  };
}
