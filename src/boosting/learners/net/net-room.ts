import { type NetKernel, padded } from "../../../compute/net-kernel.ts";
import type { NetShape } from "./net.ts";

/** Addresses of what a net's pass leaves behind, a list for each hidden layer, and of gradients on their way back. */
export interface NetRoom {
  readonly sums: readonly number[];
  readonly answers: readonly number[];
  readonly outputs: number;
  readonly ways: readonly [number, number];
}

/**
 * Between matrices, an odd number of lines of the cache: rows of a batch of 2,048 would else stand at places that agree in
 * their last twelve bits, where a processor takes a load for one that waits for a store to another matrix.
 */
const SPACE = 272;

const widestOf = (shapes: readonly NetShape[]) =>
  Math.max(...shapes.flatMap(({ hidden, handedOn }) => [...hidden, handedOn]));

/**
 * Rooms for nets that go forward one after the other and back in the opposite order, `most` rows each. Gradients on their way
 * back are needed until the next net has gone back, so that two nets in turns use the same room for them.
 */
export function trainingRooms(kernel: NetKernel, shapes: readonly NetShape[], most: number): NetRoom[] {
  const size = (columns: number) => most * padded(columns) + SPACE;
  const widest = widestOf(shapes);
  const way = () => kernel.allocate(size(widest));
  const ways = shapes.slice(0, 2).map((): NetRoom["ways"] => [way(), way()]);
  return shapes.map(({ hidden, outputs }, net) => ({
    sums: hidden.map((units) => kernel.allocate(size(units))),
    answers: hidden.map((units) => kernel.allocate(size(units))),
    outputs: kernel.allocate(size(outputs)),
    ways: ways[net % 2]!,
  }));
}

/**
 * Rooms for nets that only predict, one after the other: what a net leaves behind is there until the next one is done, and
 * nothing goes back.
 */
export function scoringRooms(kernel: NetKernel, shapes: readonly NetShape[], most: number): NetRoom[] {
  const size = (columns: number) => most * padded(columns) + SPACE;
  const layers = Math.max(...shapes.map(({ hidden }) => hidden.length));
  const widest = widestOf(shapes);
  const lists = () => Array.from({ length: layers }, () => kernel.allocate(size(widest)));
  const outputs = Math.max(...shapes.map((shape) => shape.outputs));
  const rooms = shapes.slice(0, 2).map((): NetRoom => {
    return { sums: lists(), answers: lists(), outputs: kernel.allocate(size(outputs)), ways: [-1, -1] };
  });
  return shapes.map((_, net) => rooms[net % 2]!);
}
