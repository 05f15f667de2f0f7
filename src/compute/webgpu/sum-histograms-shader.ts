import { CHUNK_ROWS, LANES, TILE_WORDS } from "./gpu-shapes.ts";

/** One 64-bit addition to two words by 32-bit atomics: the low half's overflow is carried. Sums do not depend on order. */
const WIDE = /* wgsl */ `
fn addShared(slot: u32, pair: u32) {
  for (var half = 0u; half < 4u; half = half + 2u) {
    let low = pairs[pair + half];
    let old = atomicAdd(&sums[4u * slot + half], low);
    atomicAdd(&sums[4u * slot + half + 1u], pairs[pair + half + 1u] + select(0u, 1u, old > ~low));
  }
}

fn addOut(at: u32, slot: u32) {
  for (var half = 0u; half < 4u; half = half + 2u) {
    let low = atomicLoad(&sums[4u * slot + half]);
    let high = atomicLoad(&sums[4u * slot + half + 1u]);
    if ((low | high) == 0u) { continue; }
    let old = atomicAdd(&histograms[at + half], low);
    atomicAdd(&histograms[at + half + 1u], high + select(0u, 1u, old > ~low));
  }
}
`;

const PACKED = /* wgsl */ `
fn addShared(slot: u32, pair: u32) {
  atomicAdd(&sums[2u * slot], pairs[pair]);
  atomicAdd(&sums[2u * slot + 1u], pairs[pair + 1u]);
}

fn addOut(at: u32, slot: u32) {
  let gradient = atomicLoad(&sums[2u * slot]);
  let hessian = atomicLoad(&sums[2u * slot + 1u]);
  if ((gradient | hessian) == 0u) { return; }
  atomicAdd(&histograms[at], gradient);
  atomicAdd(&histograms[at + 1u], hessian);
}
`;

/**
 * Sums of quantised pairs by bin: a workgroup takes a chunk of one node's rows and a tile of slots (some columns, or a part
 * of one), sums them in its own memory and adds that to the node's histogram.
 */
export const sumHistogramsShader = (packed: boolean): string => /* wgsl */ `
struct Params { rowCount: u32, binMask: u32, slotCount: u32, firstTile: u32 }
struct Tile { firstColumn: u32, columns: u32, firstSlot: u32, slots: u32 }
struct Column { plane: u32, shift: u32, slot: u32, firstBin: u32, bins: u32 }

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> planes: array<u32>;
@group(0) @binding(2) var<storage, read> rows: array<u32>;
@group(0) @binding(3) var<storage, read> pairs: array<u32>;
@group(0) @binding(4) var<storage, read> tiles: array<Tile>;
@group(0) @binding(5) var<storage, read> columns: array<Column>;
@group(0) @binding(6) var<storage, read> items: array<vec2<u32>>;
@group(0) @binding(7) var<storage, read> tasks: array<vec2<u32>>;
@group(0) @binding(8) var<storage, read_write> histograms: array<atomic<u32>>;

const WORDS = ${packed ? 2 : 4}u;

var<workgroup> sums: array<atomic<u32>, ${TILE_WORDS}>;
${packed ? PACKED : WIDE}
@compute @workgroup_size(${LANES})
fn sumHistograms(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let item = items[group.x];
  let task = tasks[item.x];
  let first = item.y * ${CHUNK_ROWS}u;
  if (first >= task.y) { return; }
  let end = min(first + ${CHUNK_ROWS}u, task.y);
  let tile = tiles[params.firstTile + group.y];
  for (var i = first + lane; i < end; i = i + ${LANES}u) {
    let row = rows[task.x + i];
    var plane = 0xffffffffu;
    var bins = 0u;
    for (var c = tile.firstColumn; c < tile.firstColumn + tile.columns; c = c + 1u) {
      let column = columns[c];
      if (column.plane != plane) {
        plane = column.plane;
        bins = planes[plane * params.rowCount + row];
      }
      let bin = ((bins >> column.shift) & params.binMask) - column.firstBin;
      if (bin < column.bins) { addShared(column.slot + bin, row * WORDS); }
    }
  }
  workgroupBarrier();
  let out = item.x * params.slotCount + tile.firstSlot;
  for (var slot = lane; slot < tile.slots; slot = slot + ${LANES}u) {
    addOut((out + slot) * WORDS, slot);
  }
}
`;
