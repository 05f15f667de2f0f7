import type { WalkedTree, WalkRequest } from "../backend.ts";
import { operations } from "./kernels-contract.ts";
import type { WasmArena } from "./wasm-memory.ts";
import type { WasmRoom } from "./wasm-room.ts";

/** assembly/walk.ts. */
const BLOCK_ROWS = 256;
const SLOT_BITS = 12;
const MOST_SLOTS = 4096;
const MOST_NODES = 1_048_576;
const NODE_BYTES = 16;
/** Rows whose columns are in the memory at a time. */
const PART_ROWS = 64 * BLOCK_ROWS;

/** Whether slots and nodes have numbers that a node of eight bytes can hold. */
export function canWalk({ slots, trees }: WalkRequest): boolean {
  return slots.length <= MOST_SLOTS && trees.every(({ child }) => child.length <= MOST_NODES);
}

/** Adds trees to scores, a part of the rows after the other. */
export function walkInWasm(request: WalkRequest, room: WasmRoom): void {
  const { rowCount, scores, stride, slots } = request;
  const { arena } = room;
  const most = Math.min(PART_ROWS, Math.ceil(rowCount / BLOCK_ROWS) * BLOCK_ROWS);
  const columns = new Map(slots.map(({ values }) => [values, 0]));
  for (const values of columns.keys()) columns.set(values, arena.allocate(4 * most));
  const scratchBytes = 4 * BLOCK_ROWS * (slots.length + 1);
  const isDouble = scores instanceof Float64Array;
  const at = {
    walkTrees: writeTrees(arena, request),
    walkTreeCount: request.trees.length,
    walkSlots: arena.allocate(8 * slots.length),
    walkSlotCount: slots.length,
    stride,
    isDouble: isDouble ? 1 : 0,
    scores: arena.allocate(scores.BYTES_PER_ELEMENT * most * stride),
    scratch: arena.allocate(scratchBytes * room.threads),
    scratchBytes,
  };
  const { u32, f32, f64 } = arena.views();
  u32.set(
    slots.flatMap(({ values, missingLeft }) => [columns.get(values)!, missingLeft ? 1 : 0]),
    at.walkSlots >> 2,
  );
  const memory = isDouble ? f64 : f32;
  const from = at.scores / scores.BYTES_PER_ELEMENT;
  for (let first = 0; first < rowCount; first += most) {
    const rows = Math.min(most, rowCount - first);
    for (const [values, place] of columns) f32.set(values.subarray(first, first + rows), place >> 2);
    memory.set(scores.subarray(first * stride, (first + rows) * stride), from);
    room.set({ ...at, rowCount: rows });
    room.run(operations.walk, Math.ceil(rows / BLOCK_ROWS), true);
    scores.set(memory.subarray(from, from + rows * stride), first * stride);
  }
}

/** Nodes and values of all trees, and the table that finds them. */
function writeTrees(arena: WasmArena, { trees, blockRows }: WalkRequest): number {
  const table = arena.allocate(16 * trees.length);
  const places = trees.map(({ child }) => arena.allocate(NODE_BYTES * child.length));
  const { u32, i32, f64 } = arena.views();
  trees.forEach((tree, t) => {
    const nodes = places[t]!;
    writeNodes(tree, blockRows, { u32, i32 }, nodes >> 2);
    const values = nodes + 8 * tree.child.length;
    f64.set(tree.values, values >> 3);
    u32.set([nodes, values, tree.depth, tree.output], (table >> 2) + 4 * t);
  });
  return table;
}

function writeNodes(
  { child, begin, threshold }: WalkedTree,
  blockRows: number,
  { u32, i32 }: { readonly u32: Uint32Array; readonly i32: Int32Array },
  at: number,
): void {
  for (let node = 0; node < child.length; node++) {
    i32[at + 2 * node] = threshold[node]!;
    u32[at + 2 * node + 1] = ((child[node]! << SLOT_BITS) | (begin[node]! / blockRows)) >>> 0;
  }
}
