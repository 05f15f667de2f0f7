import { BLOCK_ROWS, LANES } from "./gpu-shapes.ts";

/**
 * Stable partition of the row order of many nodes: `decide` marks and counts the rows that go left in each block, `offsets`
 * turns counts into places and names the smaller child, `scatter` moves the rows. Subgroups only add: which lanes they
 * hold is not promised, so no order may come from them.
 */
export const splitRowsShader = (hasSubgroups: boolean): string => /* wgsl */ `
${hasSubgroups ? "enable subgroups;" : ""}

struct Params { rowCount: u32, binMask: u32, buffer: u32, unused: u32 }
struct Split {
  first: u32, rows: u32, buffer: u32, plane: u32,
  shift: u32, table: u32, firstBlock: u32, blocks: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> planes: array<u32>;
@group(0) @binding(2) var<storage, read_write> rows: array<u32>;
@group(0) @binding(3) var<storage, read_write> marked: array<u32>;
@group(0) @binding(4) var<storage, read> splits: array<Split>;
@group(0) @binding(5) var<storage, read> blocks: array<vec2<u32>>;
@group(0) @binding(6) var<storage, read> tables: array<u32>;
@group(0) @binding(7) var<storage, read_write> places: array<u32>;
@group(0) @binding(8) var<storage, read_write> lefts: array<u32>;
@group(0) @binding(9) var<storage, read_write> tasks: array<vec2<u32>>;

const LANES = ${LANES}u;
const BLOCK = ${BLOCK_ROWS}u;
const MARK = 0x80000000u;

var<workgroup> counted: atomic<u32>;
var<workgroup> sums: array<u32, LANES>;

/** Sum of the values of this lane and those before it. */
fn inclusive(lane: u32, value: u32) -> u32 {
  sums[lane] = value;
  workgroupBarrier();
  for (var step = 1u; step < LANES; step = step * 2u) {
    var more = 0u;
    if (lane >= step) { more = sums[lane - step]; }
    workgroupBarrier();
    sums[lane] = sums[lane] + more;
    workgroupBarrier();
  }
  return sums[lane];
}

@compute @workgroup_size(${LANES})
fn decide(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let block = blocks[group.x];
  let split = splits[block.x];
  if (split.buffer != params.buffer) { return; }
  var left = 0u;
  for (var step = 0u; step < BLOCK; step = step + LANES) {
    let i = block.y * BLOCK + step + lane;
    if (i < split.rows) {
      let row = rows[split.first + i];
      let bin = (planes[split.plane * params.rowCount + row] >> split.shift) & params.binMask;
      let goesLeft = (tables[split.table + (bin >> 5u)] >> (bin & 31u)) & 1u;
      marked[split.first + i] = row | (goesLeft * MARK);
      left = left + goesLeft;
    }
  }
  ${
    hasSubgroups
      ? "let together = subgroupAdd(left);\n  if (subgroupElect()) { atomicAdd(&counted, together); }"
      : "atomicAdd(&counted, left);"
  }
  workgroupBarrier();
  if (lane == 0u) { places[group.x] = atomicLoad(&counted); }
}

@compute @workgroup_size(${LANES})
fn offsets(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let split = splits[group.x];
  var before = 0u;
  for (var base = 0u; base < split.blocks; base = base + LANES) {
    let i = base + lane;
    var own = 0u;
    if (i < split.blocks) { own = places[split.firstBlock + i]; }
    let upTo = inclusive(lane, own);
    if (i < split.blocks) { places[split.firstBlock + i] = before + upTo - own; }
    before = before + workgroupUniformLoad(&sums[LANES - 1u]);
    workgroupBarrier();
  }
  if (lane == 0u) {
    lefts[group.x] = before;
    let right = split.rows - before;
    tasks[group.x] = select(vec2<u32>(split.first + before, right), vec2<u32>(split.first, before), before <= right);
  }
}

@compute @workgroup_size(${LANES})
fn scatter(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let block = blocks[group.x];
  let split = splits[block.x];
  var before = places[group.x];
  for (var step = 0u; step < BLOCK; step = step + LANES) {
    let i = block.y * BLOCK + step + lane;
    var entry = 0u;
    if (i < split.rows) { entry = marked[split.first + i]; }
    let goesLeft = entry >> 31u;
    let upTo = inclusive(lane, goesLeft);
    let leftBefore = before + upTo - goesLeft;
    if (i < split.rows) {
      let right = split.first + lefts[block.x] + i - leftBefore;
      rows[select(right, split.first + leftBefore, goesLeft == 1u)] = entry & ~MARK;
    }
    before = before + workgroupUniformLoad(&sums[LANES - 1u]);
    workgroupBarrier();
  }
}
`;

/** Writes every row's leaf: [first row, rows, leaf] by item. */
export const leafIdsShader = /* wgsl */ `
struct Leaf { first: u32, rows: u32, leaf: u32, unused: u32 }

@group(0) @binding(0) var<storage, read> rows: array<u32>;
@group(0) @binding(1) var<storage, read> leaves: array<Leaf>;
@group(0) @binding(2) var<storage, read> blocks: array<vec2<u32>>;
@group(0) @binding(3) var<storage, read_write> leafOf: array<u32>;

@compute @workgroup_size(${LANES})
fn leafIds(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let block = blocks[group.x];
  let leaf = leaves[block.x];
  for (var step = 0u; step < ${BLOCK_ROWS}u; step = step + ${LANES}u) {
    let i = block.y * ${BLOCK_ROWS}u + step + lane;
    if (i < leaf.rows) { leafOf[rows[leaf.first + i]] = leaf.leaf; }
  }
}
`;
