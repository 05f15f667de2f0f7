// Rows of two parameters: row-major doubles, and steps as a list of float32 for each.

/** Steps of two rows that stand side by side in their lists. */
@inline
function twoSteps(list: usize, row: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(list + (row << 2)));
}

/** theta += factor x step. All lists have room for one row more. */
export function movePairs(theta: usize, first: usize, second: usize, count: usize, factor: f64): void {
  const times = f64x2.splat(factor);
  for (let row: usize = 0; row < count; row += 2) {
    const one = f64x2.mul(times, twoSteps(first, row));
    const two = f64x2.mul(times, twoSteps(second, row));
    const at = theta + (row << 4);
    v128.store(at, f64x2.add(v128.load(at), v128.shuffle<f64>(one, two, 0, 2)));
    v128.store(at, f64x2.add(v128.load(at, 16), v128.shuffle<f64>(one, two, 1, 3)), 16);
  }
}

/** What the searched rows have of parameters, steps, targets and weights, side by side. */
export function takePairs(
  rows: usize,
  count: usize,
  theta: usize,
  first: usize,
  second: usize,
  targets: usize,
  weights: usize,
  ownTheta: usize,
  ownSteps: usize,
  ownTargets: usize,
  ownWeights: usize,
): void {
  for (let i: usize = 0; i < count; i++) {
    const row = <usize>load<u32>(rows + (i << 2));
    v128.store(ownTheta + (i << 4), v128.load(theta + (row << 4)));
    store<f64>(ownSteps + (i << 4), <f64>load<f32>(first + (row << 2)));
    store<f64>(ownSteps + (i << 4), <f64>load<f32>(second + (row << 2)), 8);
    store<f64>(ownTargets + (i << 3), load<f64>(targets + (row << 3)));
    store<f64>(ownWeights + (i << 3), <f64>load<f32>(weights + (row << 2)));
  }
}
