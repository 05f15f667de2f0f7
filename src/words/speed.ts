/** Where trees are computed, and how fast. */
export const speedWords = {
  title: "How fast is this tab?",
  names: {
    webgpu: "WebGPU",
    wasm: "WebAssembly",
    js: "JavaScript",
    "tfjs-webgpu": "tfjs on WebGPU",
    "tfjs-wasm": "tfjs on WebAssembly",
    "tfjs-cpu": "tfjs in JavaScript",
  },
  threads: (count: number) => (count === 1 ? "1 thread" : `${count} threads`),
  withThreads: (name: string, threads: string) => `${name}, ${threads}`,
  treeTime: (text: string, ms: string) => `${text}, ${ms} ms a tree`,
  stageTimes: (text: string, tensors: string, own: string) =>
    `${text}; ${tensors} ms for the first net, own kernel ${own} ms`,
  tensorOutcomes: {
    timing: (name: string) => `${name}: timed on the first net`,
    lost: (name: string, reason: string) =>
      `${name} was lost; the stage began anew on the own kernel, which goes on: ${reason}`,
  },
  tensorsLost: (run: string, lost: string) =>
    `${run}: ${lost} was lost in the middle of training. The stage began anew on the own kernel, which goes on from there: its bits are other ones.`,
  outcomes: {
    taken: (name: string, _reason: string) => name,
    standby: (name: string, _reason: string) => name,
    timing: (name: string, _reason: string) => `${name}: timed on the first trees`,
    slower: (name: string, _reason: string) => `${name}: slower, not kept`,
    "too-small": (name: string, _reason: string) => `${name}: too little to do for it to pay`,
    unavailable: (name: string, reason: string) => `${name}: ${reason}`,
    lost: (name: string, reason: string) => `${name} was lost: ${reason}`,
  },
  lost: (run: string, lost: string, next: string) =>
    `${run}: ${lost} was lost in the middle of training. Its rounds are kept, and ${next} goes on from there with the same result.`,
  explain:
    "The same model can be computed in several ways, and all of them give the same bits. This trains a small table with each and shows what your browser makes of it.",
  task: (rows: string, columns: number, rounds: number) =>
    `${rows} rows, ${columns} columns, two classes; ${rounds} trees of depth 6.`,
  measure: "Measure this tab",
  stop: "Stop measuring",
  busy: "A run is training. Measure when it has ended, or both are slowed down.",
  measuring: (name: string) => `Measuring ${name}…`,
  results: "Measured in this tab",
  way: "Way",
  time: "Time",
  speed: "Against JavaScript",
  model: "Model",
  ms: (count: string) => `${count} ms`,
  times: (factor: string) => `${factor} ×`,
  sameModel: "the same",
  otherModel: "another one: please report this",
  native: (ms: string) =>
    `For comparison: XGBoost 1.7.4, installed natively, took ${ms} ms with one thread for this on the two-core machine of our benchmark, where WebAssembly took 150 ms with two.`,
  isolated: (threads: string) => `This page may share memory between threads: WebAssembly takes ${threads}.`,
  alone:
    "This page may not share memory between threads, since its server sends no isolation headers: WebAssembly takes one thread.",
  choose: "Compute with",
  chooseHint: "From the next training on. It changes the time, never the model, and is no part of a link.",
  wishes: {
    auto: "Automatic",
    webgpu: "WebGPU",
    wasm: "WebAssembly",
    js: "JavaScript",
  },
  wishHints: {
    auto: "WebAssembly; with much to do a GPU is timed against it on the first trees, and the faster goes on.",
    webgpu: "Also where it is slower. Where the browser has none, a training says so and ends.",
    wasm: "Kernels for the processor.",
    js: "The plain specification of all others.",
  },
} as const;
