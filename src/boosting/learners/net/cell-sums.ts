/** to[i] += from[i], addresses in the kernel's memory. */
export function addCells(memory: Float32Array, from: number, to: number, cells: number): void {
  for (let i = 0; i < cells; i++) memory[to + i]! += memory[from + i]!;
}

export interface Slopes {
  readonly to: number;
  readonly slope: number;
  readonly x: number;
  readonly rows: number;
  readonly stride: number;
}

/** to[r, j] += slope[j] x[r, j]. */
export function addSlopes(memory: Float32Array, { to, slope, x, rows, stride }: Slopes): void {
  for (let r = 0, at = 0; r < rows; r++) {
    for (let j = 0; j < stride; j++, at++) {
      memory[to + at]! += Math.fround(memory[slope + j]! * memory[x + at]!);
    }
  }
}
