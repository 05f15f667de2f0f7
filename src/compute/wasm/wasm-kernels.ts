import type { WasmKernels } from "./kernels-contract.ts";
import { type GrowableMemory, MOST_PAGES } from "./wasm-memory.ts";

/** What the host offers of WebAssembly; absent where it is switched off. */
interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number }) => GrowableMemory;
  compile(bytes: Uint8Array): Promise<object>;
  instantiate(
    module: object,
    imports: { readonly env: { readonly memory: GrowableMemory; abort(): void } },
  ): Promise<{ readonly exports: WasmKernels }>;
}

export interface KernelInstance {
  readonly kernels: WasmKernels;
  readonly memory: GrowableMemory;
}

/** Two hexadecimal digits a byte. */
function decodeHex(text: string): Uint8Array {
  const byteAt = (at: number) => Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => byteAt(at));
}

/** Compiles the kernels once; each call of the result makes an instance with a memory of its own. */
export async function compileKernels(hex: string): Promise<() => Promise<KernelInstance>> {
  const api = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) throw new Error("This host has no WebAssembly.");
  const module = await api.compile(decodeHex(hex));
  return async () => {
    const memory = new api.Memory({ initial: 1, maximum: MOST_PAGES });
    const abort = () => {
      throw new Error("A kernel gave up.");
    };
    const { exports } = await api.instantiate(module, { env: { memory, abort } });
    return { kernels: exports, memory };
  };
}
