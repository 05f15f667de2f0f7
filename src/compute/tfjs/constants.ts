import { dispose, keep, ones, type Scalar, scalar, type Tensor, tensor2d } from "@tensorflow/tfjs-core";

/** Numbers that every step needs, on the device once a stage: a number beside a tensor would be sent there anew. */
export interface Constants {
  of(value: number): Scalar;
  /** A row of so many ones: its product with a matrix adds up columns without turning the matrix around. */
  ones(length: number): Tensor;
  /** A row of 0, 1, 2 and so on. */
  numbers(length: number): Tensor;
  dispose(): void;
}

export function createConstants(): Constants {
  const scalars = new Map<number, Scalar>();
  const rows = new Map<number, Tensor>();
  const ranges = new Map<number, Tensor>();
  return {
    of(value) {
      const known = scalars.get(value) ?? keep(scalar(value));
      scalars.set(value, known);
      return known;
    },
    ones(length) {
      const known = rows.get(length) ?? keep(ones([1, length]));
      rows.set(length, known);
      return known;
    },
    numbers(length) {
      const known =
        ranges.get(length) ??
        keep(
          tensor2d(
            Float32Array.from({ length }, (_, at) => at),
            [1, length],
          ),
        );
      ranges.set(length, known);
      return known;
    },
    dispose() {
      dispose([...scalars.values(), ...rows.values(), ...ranges.values()]);
    },
  };
}
