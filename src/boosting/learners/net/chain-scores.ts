import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import { type Net, penultimateWidth } from "./net.ts";
import { addNetOutputs } from "./net-outputs.ts";
import { createNetPass } from "./net-pass.ts";
import { scoringRooms } from "./net-room.ts";

/** Rows that go through all nets of a chain before the next ones. */
const CHUNK_ROWS = 1024;

/** A chain of nets, each fed by inputs and what the one before hands on. */
export interface Chain {
  readonly nets: readonly Net[];
  /** Times outputScale, what each net's output counts. */
  readonly weights: readonly number[];
}

export interface ChainRows {
  /** Address of the rows' inputs, with their stride. */
  readonly inputs: number;
  readonly stride: number;
  readonly rowCount: number;
  /** rowCount x outputs, added to. */
  readonly scores: Float64Array;
  /** Where what the last net hands on is wanted: rowCount x padded width; also what is fed to the first net of the chain. */
  readonly handed?: Float32Array;
  /** The chain begins after a net that handed this on. */
  readonly before?: Float32Array;
}

/**
 * Adds the outputs of all nets to the scores of rows, net after net, so that any split of rows gives the same bits.
 * Yields after each chunk of rows; who leaves early has to throw the scores away.
 */
export function* addChain(
  kernel: NetKernel,
  { nets, weights }: Chain,
  rows: ChainRows,
): Generator<void, void> {
  if (nets.length === 0) return;
  const { mark } = kernel;
  const rooms = scoringRooms(kernel, nets, CHUNK_ROWS);
  const passes = nets.map((net, m) => {
    const pass = createNetPass(kernel, net, CHUNK_ROWS, rooms[m]!);
    pass.load(net.parameters, net.statistics);
    return pass;
  });
  const last = nets[nets.length - 1]!;
  const first = nets[0]!;
  const beforeStride = padded(first.handedOn);
  const beforeAt = first.handedOn > 0 ? kernel.allocate(CHUNK_ROWS * beforeStride) : -1;
  const handedStride = padded(penultimateWidth(last));
  for (let start = 0; start < rows.rowCount; start += CHUNK_ROWS) {
    const count = Math.min(CHUNK_ROWS, rows.rowCount - start);
    const inputs = { at: rows.inputs + start * rows.stride, stride: rows.stride, moments: null };
    if (beforeAt >= 0) {
      kernel
        .memory()
        .set(rows.before!.subarray(start * beforeStride, (start + count) * beforeStride), beforeAt);
    }
    let before = beforeAt < 0 ? null : { at: beforeAt, stride: beforeStride, moments: null };
    passes.forEach((pass, m) => {
      const { handedOn } = pass.shape;
      pass.predict(inputs, handedOn > 0 ? before : null, count);
      addNetOutputs(
        kernel.memory(),
        pass.outputs,
        count,
        pass.shape.outputs,
        weights[m]!,
        rows.scores,
        start,
      );
      before = { at: pass.penultimate, stride: pass.handed.stride, moments: null };
    });
    if (rows.handed !== undefined) {
      const from = before!.at;
      rows.handed.set(kernel.memory().subarray(from, from + count * handedStride), start * handedStride);
    }
    yield;
  }
  kernel.release(mark);
}
