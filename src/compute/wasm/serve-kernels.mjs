// What a kernel thread does. Plain JavaScript, since Node runs it as it is; it imports nothing.

/**
 * Words of the bell: how often work was called for, where, how many messages were sent, how many threads
 * sleep, how many broke off in the middle of an item. */
export const bellWords = { generation: 0, room: 1, messages: 2, sleepers: 3, failures: 4 };

/** Looks at the bell so often before going to sleep: about a tenth of a millisecond, as long as waking takes. */
const SPINS = 50000;

/**
 * A thread in turn works where the bell calls it, and handles messages: { kind: "start", bell, module, thread },
 * { kind: "open", room, memory }, { kind: "close", room }.
 * @param {(handle: (message: any) => void) => void} receive
 */
export function serveKernels(receive) {
  /** @type {Map<number, { work(thread: number): void }>} */
  const rooms = new Map();
  /** @type {any} */
  let module = null;
  /** @type {Int32Array} */
  let bell = new Int32Array(5);
  let thread = 0;
  let handled = 0;
  let seen = 0;

  receive((message) => {
    if (message.kind === "start") {
      ({ module, thread } = message);
      bell = new Int32Array(message.bell);
    } else if (message.kind === "open") {
      const { WebAssembly } = /** @type {any} */ (globalThis);
      // It does items alone: the last three are for the thread that drives them.
      const env = { memory: message.memory, abort() {}, call() {}, wait() {}, hold: () => 0 };
      // The memory may have grown while it was on its way: growing by nothing tells this thread of its size.
      message.memory.grow(0);
      rooms.set(message.room, new WebAssembly.Instance(module, { env }).exports);
    } else {
      rooms.delete(message.room);
    }
    handled++;
    workUntilMessage();
  });

  function workUntilMessage() {
    while (Atomics.load(bell, bellWords.messages) === handled) {
      if (!isCalled()) {
        Atomics.add(bell, bellWords.sleepers, 1);
        Atomics.wait(bell, bellWords.generation, seen);
        Atomics.sub(bell, bellWords.sleepers, 1);
      }
      seen = Atomics.load(bell, bellWords.generation);
      try {
        rooms.get(Atomics.load(bell, bellWords.room))?.work(thread);
      } catch (thrown) {
        Atomics.add(bell, bellWords.failures, 1);
        throw thrown;
      }
    }
  }

  function isCalled() {
    for (let i = 0; i < SPINS; i++) if (Atomics.load(bell, bellWords.generation) !== seen) return true;
    return false;
  }
}
