import type { WasmRoom } from "./wasm-room.ts";

/** Words of the header that belong to whoever works: all between the threads and their shares (assembly/layout.ts). */
const FIRST_WORD = 136 >> 2;
const END_WORD = 1024 >> 2;

/**
 * Several who work in one room in turns, on one thread that calls: each finds the header as it left it. Results have to be
 * read before another one is called.
 */
export function createTenants(room: WasmRoom): () => WasmRoom {
  let current: Uint32Array | null = null;
  return () => {
    const own = new Uint32Array(END_WORD - FIRST_WORD);

    function enter(): WasmRoom {
      if (current === own) return room;
      const { u32 } = room.arena.views();
      current?.set(u32.subarray(FIRST_WORD, END_WORD));
      u32.set(own, FIRST_WORD);
      current = own;
      return room;
    }

    return {
      get kernels() {
        return enter().kernels;
      },
      arena: room.arena,
      threads: room.threads,
      isAlwaysShared: room.isAlwaysShared,
      hooks: room.hooks,
      set: (words) => enter().set(words),
      setDoubles: (values) => enter().setDoubles(values),
      run: (operation, itemCount, isLarge) => enter().run(operation, itemCount, isLarge),
      dispose() {
        if (current === own) current = null;
      },
    };
  };
}
