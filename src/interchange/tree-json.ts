import type { Tree } from "../boosting/learners/tree/tree.ts";
import type { FeatureEncoding } from "../data/encoder.ts";
import {
  type JsonObject,
  malformed,
  readArray,
  readFloats,
  readInteger,
  readIntegers,
  readObject,
} from "./json-value.ts";

const MAX_NODES = 16_777_216;
const MAX_STRIDE = 65_536;
const MAX_INT32 = 2_147_483_647;
const MAX_UINT32 = 4_294_967_295;

/**
 * Reads a tree so that walking it ends and never leaves an array: every node but the root is the child of exactly one
 * earlier node, features and categories exist, numeric thresholds are numbers.
 */
export function treeFromJson(value: unknown, path: string, features: readonly FeatureEncoding[]): Tree {
  const json = readObject(value, path);
  const nodeCount = readInteger(json.nodeCount, `${path}.nodeCount`, 1, MAX_NODES);
  const stride = readInteger(json.stride, `${path}.stride`, 1, MAX_STRIDE);
  const ints = (key: string, min: number, max: number) =>
    readIntegers(json[key], `${path}.${key}`, { length: nodeCount, min, max });
  const floats = (key: string, length: number) => readFloats(json[key], `${path}.${key}`, length);
  const tree: Tree = {
    nodeCount,
    stride,
    feature: Int32Array.from(ints("feature", -1, features.length - 1)),
    threshold: floats("threshold", nodeCount),
    bin: Int32Array.from(ints("bin", -1, MAX_INT32)),
    left: Int32Array.from(ints("left", -1, nodeCount - 1)),
    right: Int32Array.from(ints("right", -1, nodeCount - 1)),
    parent: Int32Array.from(ints("parent", -1, nodeCount - 1)),
    defaultLeft: Uint8Array.from(ints("defaultLeft", 0, 1)),
    value: floats("value", nodeCount * stride),
    gain: floats("gain", nodeCount),
    cover: floats("cover", nodeCount),
    count: Uint32Array.from(ints("count", 0, MAX_UINT32)),
    baseWeight: floats("baseWeight", nodeCount),
    ...categoriesOf(json, path, nodeCount),
  };
  checkShape(tree, path);
  checkSplits(tree, path, features);
  return tree;
}

function categoriesOf(json: JsonObject, path: string, nodeCount: number) {
  const codes = readArray(json.categoryCodes, `${path}.categoryCodes`);
  const offsetsPath = `${path}.categoryOffsets`;
  const offsetRange = { length: nodeCount + 1, min: 0, max: codes.length };
  const offsets = readIntegers(json.categoryOffsets, offsetsPath, offsetRange);
  for (let node = 0; node < nodeCount; node++) {
    if (offsets[node + 1]! < offsets[node]!) throw malformed(offsetsPath, "ascending");
  }
  if (offsets[0] !== 0 || offsets[nodeCount] !== codes.length) {
    throw malformed(offsetsPath, "from 0 to the number of category codes");
  }
  const codeRange = { length: codes.length, min: 0, max: MAX_INT32 };
  return {
    categoryOffsets: Uint32Array.from(offsets),
    categoryCodes: Int32Array.from(readIntegers(codes, `${path}.categoryCodes`, codeRange)),
  };
}

function checkShape(tree: Tree, path: string): void {
  const seen = new Uint8Array(tree.nodeCount);
  for (let node = 0; node < tree.nodeCount; node++) {
    const left = tree.left[node]!;
    const right = tree.right[node]!;
    if (left === -1 && right === -1) continue;
    for (const child of [left, right]) {
      if (child <= node || seen[child] === 1 || tree.parent[child] !== node) {
        throw malformed(`${path}, node ${node}`, "a node whose children come after it, each with one parent");
      }
      seen[child] = 1;
    }
  }
  if (tree.parent[0] !== -1) throw malformed(`${path}.parent[0]`, "-1, since the root has no parent");
  for (let node = 1; node < tree.nodeCount; node++) {
    if (seen[node] === 0) throw malformed(`${path}, node ${node}`, "the child of a node");
  }
}

function checkSplits(tree: Tree, path: string, features: readonly FeatureEncoding[]): void {
  for (let node = 0; node < tree.nodeCount; node++) {
    const isLeaf = tree.left[node] === -1;
    const feature = features[tree.feature[node]!];
    const start = tree.categoryOffsets[node]!;
    const end = tree.categoryOffsets[node + 1]!;
    if (isLeaf !== (feature === undefined)) {
      throw malformed(`${path}.feature[${node}]`, isLeaf ? "-1 in a leaf" : "a feature in an inner node");
    }
    const categoryCount = feature?.kind === "categorical" ? feature.categories.length : 0;
    if (categoryCount === 0 && end > start) throw malformed(`${path}, node ${node}`, "without categories");
    for (let i = start; i < end; i++) {
      if (tree.categoryCodes[i]! >= categoryCount) {
        throw malformed(`${path}.categoryCodes[${i}]`, `below ${categoryCount}`);
      }
    }
  }
}
