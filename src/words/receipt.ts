/** A receipt compared with a training: whether it is matched, what differs, and why that may be. */
const parts = {
  data: "the data",
  experiment: "the settings",
  model: "the model",
  metrics: "the metrics",
} as const;

interface Difference {
  readonly part: keyof typeof parts;
  /** From 0; null = of all runs. */
  readonly run: number | null;
  readonly expected: string;
  readonly found: string | null;
}

const reasons = {
  data: "The table has other cells or other names of columns: it is another file, it was read in another way, or a newer version makes it otherwise. Other data give other models.",
  experiment:
    "The settings were changed after the receipt was made, or a newer version says them in another way.",
  model:
    "The data and the settings are the same, so the arithmetic is not: another version of the Lab, or a machine that computes otherwise than it should, which would be worth a report.",
  tensors:
    "Nets of this experiment may be trained by TensorFlow.js, which promises the same bits on the same backend alone. The own kernel gives them everywhere.",
  metrics: "The models are the same, so it is the metrics that another version computes otherwise.",
} as const;

export const receiptWords = {
  equal: "Bit-equal: the data, the settings, every model and its metrics are those of the receipt.",
  differs: (count: number) =>
    count === 1 ? "One part is not that of the receipt:" : `${count} parts are not those of the receipt:`,
  difference: ({ part, run, expected, found }: Difference, names: readonly string[] = []) => {
    const what = run === null ? parts[part] : `${names[run] ?? `run ${run + 1}`}, ${parts[part]}`;
    return found === null
      ? `${what}: ${expected} in the receipt, not trained here`
      : `${what}: ${expected} in the receipt, ${found} here`;
  },
  untrained: "The link has a receipt, but no run was trained to its end here: there is nothing to compare.",
  none: "The link holds no receipt, so there is nothing to compare with.",
  reasons,
} as const;
