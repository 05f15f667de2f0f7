/**
 * The rules once more, as plainly as their papers write them: powers in closed form, matrices as nested arrays, nothing
 * shared with the list under test.
 */

/** All weights of one scalar after each step. */
type ScalarRule = (start: number, gradients: readonly number[], rate: number, decay: number) => number[];

const B1 = 0.9;
const B2 = 0.999;

export const scalarRules: { readonly [id: string]: ScalarRule } = {
  "opt-amsgrad": (start, gradients, rate, decay) => {
    let [w, u, m, v, s, h] = [start, start, 0, 0, 0, 0];
    return gradients.map((gradient) => {
      const g = gradient + decay * w;
      m = B1 * m + (1 - B1) * g;
      v = B2 * v + (1 - B2) * (g - h) ** 2;
      s = Math.max(s, v);
      h = g;
      u -= (rate * m) / (Math.sqrt(s) + 1e-8);
      w = u - (rate * (B1 * m + (1 - B1) * h)) / (Math.sqrt(s) + 1e-8);
      return w;
    });
  },
  adabelief: (start, gradients, rate, decay) => {
    let [w, m, s] = [start, 0, 0];
    return gradients.map((g, k) => {
      w -= rate * decay * w;
      m = B1 * m + (1 - B1) * g;
      s = B2 * s + (1 - B2) * (g - m) ** 2 + 1e-16;
      w -= (rate * (m / (1 - B1 ** (k + 1)))) / (Math.sqrt(s / (1 - B2 ** (k + 1))) + 1e-16);
      return w;
    });
  },
  adabound: (start, gradients, rate, decay) => bounded(start, gradients, rate, decay, false),
  amsbound: (start, gradients, rate, decay) => bounded(start, gradients, rate, decay, true),
  adamod: (start, gradients, rate, decay) => {
    let [w, m, v, n] = [start, 0, 0, 0];
    return gradients.map((g, k) => {
      w -= rate * decay * w;
      m = B1 * m + (1 - B1) * g;
      v = B2 * v + (1 - B2) * g * g;
      const a = ((rate * Math.sqrt(1 - B2 ** (k + 1))) / (1 - B1 ** (k + 1))) * (1 / (Math.sqrt(v) + 1e-8));
      n = 0.999 * n + 0.001 * a;
      w -= Math.min(a, n) * m;
      return w;
    });
  },
  lion: (start, gradients, rate, decay) => {
    let [w, m] = [start, 0];
    return gradients.map((g) => {
      w -= rate * decay * w;
      const c = 0.9 * m + 0.1 * g;
      if (c > 0) w -= rate;
      if (c < 0) w += rate;
      m = 0.99 * m + 0.01 * g;
      return w;
    });
  },
};

function bounded(start: number, gradients: readonly number[], rate: number, decay: number, ams: boolean) {
  let [w, m, v, top] = [start, 0, 0, 0];
  return gradients.map((gradient, k) => {
    const t = k + 1;
    const g = gradient + decay * w;
    m = B1 * m + (1 - B1) * g;
    v = B2 * v + (1 - B2) * g * g;
    top = Math.max(top, v);
    const a = (rate * Math.sqrt(1 - B2 ** t)) / (1 - B1 ** t) / (Math.sqrt(ams ? top : v) + 1e-8);
    const lower = 0.1 - 0.1 / (0.001 * t + 1);
    const upper = 0.1 + 0.1 / (0.001 * t);
    w -= Math.max(lower, Math.min(upper, a)) * m;
    return w;
  });
}

/** Tensors of a net as matrices; a vector is one row. */
export type Tensors = readonly (readonly (readonly number[])[])[];
type TensorRule = (start: Tensors, gradients: readonly Tensors[], rate: number, decay: number) => Tensors[];

const map = (a: Tensors[number], f: (x: number, i: number, j: number) => number) =>
  a.map((row, i) => row.map((x, j) => f(x, i, j)));
const total = (a: Tensors[number]) => a.flat().reduce((sum, x) => sum + x, 0);
const norm = (a: Tensors[number]) => Math.sqrt(total(map(a, (x) => x * x)));
const size = (a: Tensors[number]) => norm(a) / Math.sqrt(a.flat().length);
const mean = (a: readonly number[]) => a.reduce((sum, x) => sum + x, 0) / a.length;

/** An element of an average that begins at 0. */
const before = (a: Tensors[number] | null, i: number, j: number) => (a === null ? 0 : a[i]![j]!);

/** Runs a rule of one tensor on all. `begin` returns its step: gradient, weights, number of the step -> weights. */
const each =
  (begin: (rate: number, decay: number) => (g: number[][], w: number[][], t: number) => number[][]) =>
  (start: Tensors, gradients: readonly Tensors[], rate: number, decay: number): Tensors[] => {
    const steps = start.map(() => begin(rate, decay));
    let weights = start;
    return gradients.map((gradient, k) => {
      weights = weights.map((w, tensor) =>
        steps[tensor]!(
          map(gradient[tensor]!, (x) => x),
          map(w, (x) => x),
          k + 1,
        ),
      );
      return weights;
    });
  };

/** The element averages that rank-one factors stand for, from the whole history of squares. */
function factored(history: readonly number[][][], betas: readonly number[]): number[][] {
  let averages = map(history[0]!, () => 0);
  for (const [k, squares] of history.entries()) {
    averages = map(averages, (x, i, j) => betas[k]! * x + (1 - betas[k]!) * squares[i]![j]!);
  }
  if (averages.length === 1) return averages;
  const rows = averages.map(mean);
  const columns = averages[0]!.map((_, j) => mean(averages.map((row) => row[j]!)));
  return map(averages, (_, i, j) => (rows[i]! * columns[j]!) / mean(rows));
}

export const tensorRules: { readonly [id: string]: TensorRule } = {
  novograd: each((rate, decay) => {
    let v = 0;
    let m: number[][] | null = null;
    return (g, w, t) => {
      v = t === 1 ? norm(g) ** 2 : 0.98 * v + 0.02 * norm(g) ** 2;
      m = map(g, (x, i, j) => 0.95 * before(m, i, j) + x / (Math.sqrt(v) + 1e-8) + decay * w[i]![j]!);
      return map(w, (x, i, j) => x - rate * m![i]![j]!);
    };
  }),
  adafactor: each((_, decay) => {
    const squares: number[][][] = [];
    const betas: number[] = [];
    return (g, w, t) => {
      squares.push(map(g, (x) => x * x + 1e-30));
      betas.push(1 - t ** -0.8);
      const v = factored(squares, betas);
      const u = map(g, (x, i, j) => x / Math.sqrt(v[i]![j]!));
      const step = Math.max(1e-3, size(w)) * Math.min(1e-2, 1 / Math.sqrt(t));
      return map(w, (x, i, j) => x - step * decay * x - (step * u[i]![j]!) / Math.max(1, size(u)));
    };
  }),
  came: each((rate, decay) => {
    const squares: number[][][] = [];
    const instabilities: number[][][] = [];
    let m: number[][] | null = null;
    return (g, w, t) => {
      squares.push(map(g, (x) => x * x + 1e-30));
      const v = factored(squares, Array(t).fill(0.999));
      const raw = map(g, (x, i, j) => x / Math.sqrt(v[i]![j]!));
      const u = map(raw, (x) => x / Math.max(1, size(raw)));
      m = map(u, (x, i, j) => 0.9 * before(m, i, j) + 0.1 * x);
      instabilities.push(map(u, (x, i, j) => (x - m![i]![j]!) ** 2 + 1e-16));
      const s = factored(instabilities, Array(t).fill(0.9999));
      const move = map(m, (x, i, j) => (g.length === 1 ? x : x / Math.sqrt(s[i]![j]!)));
      return map(w, (x, i, j) => x - rate * decay * x - rate * move[i]![j]!);
    };
  }),
  "subset-norm": each((rate, decay) => {
    let v: number[][] | null = null;
    let m: number[][] | null = null;
    return (g, w, t) => {
      const isTall = g.length >= g[0]!.length;
      const shared = map(g, (x, i, j) => {
        if (g.length === 1) return x * x;
        const group = isTall ? g[i]! : g.map((row) => row[j]!);
        return group.reduce((sum, y) => sum + y * y, 0);
      });
      v = map(shared, (x, i, j) => B2 * before(v, i, j) + (1 - B2) * x);
      m = map(g, (x, i, j) => B1 * before(m, i, j) + (1 - B1) * x);
      const length = (rate * Math.sqrt(1 - B2 ** t)) / (1 - B1 ** t);
      return map(
        w,
        (x, i, j) => x - rate * decay * x - (length * m![i]![j]!) / (Math.sqrt(v![i]![j]!) + 1e-6),
      );
    };
  }),
  "clip-adagrad": each((rate, decay) => {
    let b: number[][] | null = null;
    return (g, w) => {
      const c = map(g, (x) => x * Math.min(1, 1 / norm(g)));
      const old = b ?? map(g, () => 1e-4);
      b = map(old, (x, i, j) => x + c[i]![j]! ** 2);
      return map(
        w,
        (x, i, j) => x - rate * decay * x - (rate * c[i]![j]!) / (Math.sqrt(old[i]![j]!) + 1e-10),
      );
    };
  }),
  "critical-momenta": (start, gradients, rate, decay) => {
    let memory: { readonly momentum: Tensors; priority: number }[] = [];
    const zero = start.map((tensor) => map(tensor, () => 0));
    let [w, m, v] = [start, zero, zero];
    return gradients.map((g, k) => {
      const priority = g.reduce((sum, tensor) => sum + norm(tensor), 0);
      w = w.map((tensor) => map(tensor, (x) => x - rate * decay * x));
      let offered = g;
      if (k > 0) {
        m = m.map((tensor, n) => map(tensor, (x, i, j) => B1 * x + (1 - B1) * g[n]![i]![j]!));
        const a = m.map((tensor, n) =>
          map(tensor, (x, i, j) => x + mean(memory.map(({ momentum }) => momentum[n]![i]![j]!))),
        );
        v = v.map((tensor, n) => map(tensor, (x, i, j) => B2 * x + (1 - B2) * a[n]![i]![j]! ** 2));
        w = w.map((tensor, n) =>
          map(tensor, (x, i, j) => {
            const root = Math.sqrt(v[n]![i]![j]! / (1 - B2 ** (k + 1)));
            return x - (rate * a[n]![i]![j]!) / (1 - B1 ** (k + 1)) / (root + 1e-8);
          }),
        );
        offered = m;
      }
      memory = [...memory, { momentum: offered, priority }].sort((a, b) => b.priority - a.priority);
      memory = memory.slice(0, 5).map((one) => ({ ...one, priority: 0.7 * one.priority }));
      return w;
    });
  },
};
