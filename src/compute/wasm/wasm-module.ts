import type { KernelHooks, WasmKernels } from "./kernels-contract.ts";
import { type GrowableMemory, MOST_PAGES } from "./wasm-memory.ts";

/** What the host offers of WebAssembly; absent where it is switched off. */
interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => GrowableMemory;
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object, imports: Imports) => { readonly exports: WasmKernels };
}

interface Imports {
  readonly env: KernelHooks & { readonly memory: GrowableMemory; abort(): void };
}

/** Compiled kernels, for memories that threads share or for others. */
export interface KernelModule {
  readonly isShared: boolean;
  readonly module: object;
}

export interface KernelInstance {
  readonly kernels: WasmKernels;
  readonly memory: GrowableMemory;
  /** To be replaced by who drives kernels. */
  readonly hooks: KernelHooks;
}

/** A character a byte, as build-kernels.mjs writes them. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at++) {
    const code = text.charCodeAt(at);
    const place = code < 0x7f ? code : code - 34;
    // 35 is byte 253, and what falls out of a byte wraps around.
    bytes[at] = place < 0x5c ? place - 38 : place - 39;
  }
  return bytes;
}

/** "memory", then the kind of import (2 = memory) and its limits (3 = shared, with a maximum). */
const SHARED_IMPORT = [6, 109, 101, 109, 111, 114, 121, 2, 3];
/** The same limits of a memory that is not shared. */
const WITH_MAXIMUM = 1;

/** The same code for a memory of its own: atomic instructions are valid there too, only the import differs. */
function withoutSharing(bytes: Uint8Array): Uint8Array {
  const at = bytes.findIndex((_, start) => SHARED_IMPORT.every((byte, i) => bytes[start + i] === byte));
  const own = bytes.slice();
  own[at + SHARED_IMPORT.length - 1] = WITH_MAXIMUM;
  return own;
}

function webAssembly(): WebAssemblyApi {
  const api = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) throw new Error("This host has no WebAssembly.");
  return api;
}

export async function compileKernels(text: string, isShared: boolean): Promise<KernelModule> {
  const api = webAssembly();
  const bytes = bytesOf(text);
  return { isShared, module: await api.compile(isShared ? bytes : withoutSharing(bytes)) };
}

/** Kernels with a fresh memory of their own; at once, since waiting for it takes longer than it does. */
export function instantiateKernels({ isShared, module }: KernelModule): KernelInstance {
  const { Instance } = webAssembly();
  const hooks = noHooks();
  const imports = importsFor(isShared, hooks);
  return { kernels: new Instance(module, imports).exports, memory: imports.env.memory, hooks };
}

function noHooks(): KernelHooks {
  const refuse = () => {
    throw new Error("Nobody drives these kernels.");
  };
  return { call: refuse, wait: refuse, hold: refuse };
}

function importsFor(shared: boolean, hooks: KernelHooks): Imports {
  const { Memory } = webAssembly();
  const memory = new Memory({ initial: 1, maximum: MOST_PAGES, shared });
  const abort = () => {
    throw new Error("A kernel gave up.");
  };
  const driven = { call: () => hooks.call(), wait: () => hooks.wait(), hold: () => hooks.hold() };
  return { env: { memory, abort, ...driven } };
}

/** Compiles kernels that no threads share; each call of the result gives them a fresh memory. */
export async function compileAlone<Kernels>(text: string) {
  const { compile, Instance } = webAssembly();
  const module = await compile(bytesOf(text));
  return () => {
    const imports = importsFor(false, noHooks());
    const { exports } = new Instance(module, imports);
    return { kernels: exports as unknown as Kernels, memory: imports.env.memory };
  };
}
