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

/** Standard base64, without line breaks. */
function decodeBase64(text: string): Uint8Array {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const digits = text.replace(/=+$/, "");
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of digits) {
    bits = (bits << 6) | alphabet.indexOf(digit);
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 255;
    }
  }
  return bytes;
}

/** Compiles the kernels once; each call of the result makes an instance with a memory of its own. */
export async function compileKernels(base64: string): Promise<() => Promise<KernelInstance>> {
  const api = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) throw new Error("This host has no WebAssembly.");
  const module = await api.compile(decodeBase64(base64));
  return async () => {
    const memory = new api.Memory({ initial: 1, maximum: MOST_PAGES });
    const abort = () => {
      throw new Error("A kernel gave up.");
    };
    const { exports } = await api.instantiate(module, { env: { memory, abort } });
    return { kernels: exports, memory };
  };
}
