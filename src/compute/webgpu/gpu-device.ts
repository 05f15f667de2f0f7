import { LabError } from "../../core/errors.ts";
import { MAP_READ, usage } from "./gpu-shapes.ts";

/** What a submission reads back. */
export interface ReadBack {
  readonly buffer: GPUBuffer;
  readonly bytes: number;
}

/**
 * A device and how it is spoken to: work is encoded, submitted and read back in one step, and whatever goes wrong in it
 * (validation, memory, a lost device) rejects that step with `backend.lost`.
 */
export interface Gpu {
  readonly device: GPUDevice;
  readonly hasSubgroups: boolean;
  /** Bytes that a kernel may see of one buffer. */
  readonly mostBytes: number;
  /** For reading and writing by kernels and copies. */
  storage(bytes: number): GPUBuffer;
  upload(buffer: GPUBuffer, data: Uint32Array | Int32Array): void;
  /** Copies on the device, before whatever is submitted later. */
  copy(from: GPUBuffer, to: GPUBuffer, bytes: number): void;
  /** Encodes, submits and waits; resolves with the bytes of each wanted buffer. */
  submit(encode: (encoder: GPUCommandEncoder) => void, wanted?: readonly ReadBack[]): Promise<ArrayBuffer[]>;
  destroy(): void;
}

/** Buffers are read back in pieces of this. */
const ALIGNMENT = 16;

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

export function gpuLost(reason: string): LabError {
  return new LabError("backend.lost", `The GPU stopped working: ${reason}`, { backend: "webgpu", reason });
}

export function wrapDevice(device: GPUDevice): Gpu {
  let staging: GPUBuffer | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let lost: string | null = null;
  device.lost.then(({ message, reason }) => {
    lost = message === "" ? reason : message;
  });

  function stagingOf(bytes: number): GPUBuffer {
    if (staging !== null && staging.size >= bytes) return staging;
    staging?.destroy();
    staging = device.createBuffer({ size: bytes, usage: usage.copyTarget | usage.mapRead });
    return staging;
  }

  async function failuresOf(scopes: number): Promise<string[]> {
    const errors = await Promise.all(Array.from({ length: scopes }, () => device.popErrorScope()));
    return errors.filter((error) => error !== null).map((error) => error.message);
  }

  async function readAll(wanted: readonly ReadBack[], from: GPUBuffer, size: number): Promise<ArrayBuffer[]> {
    await from.mapAsync(MAP_READ, 0, size);
    let at = 0;
    const parts = wanted.map(({ bytes }) => {
      const part = from.getMappedRange(at, aligned(bytes)).slice(0, bytes);
      at += aligned(bytes);
      return part;
    });
    from.unmap();
    return parts;
  }

  async function submit(
    encode: (encoder: GPUCommandEncoder) => void,
    wanted: readonly ReadBack[],
  ): Promise<ArrayBuffer[]> {
    const size = wanted.reduce((sum, { bytes }) => sum + aligned(bytes), 0);
    device.pushErrorScope("validation");
    device.pushErrorScope("out-of-memory");
    const encoder = device.createCommandEncoder();
    encode(encoder);
    const into = size > 0 ? stagingOf(size) : null;
    let at = 0;
    for (const { buffer, bytes } of wanted) {
      encoder.copyBufferToBuffer(buffer, 0, into!, at, aligned(bytes));
      at += aligned(bytes);
    }
    device.queue.submit([encoder.finish()]);
    const failures = failuresOf(2);
    const parts = into === null ? [] : readAll(wanted, into, size);
    const [messages, values] = await Promise.allSettled([failures, parts]);
    const message = messages.status === "fulfilled" ? messages.value[0] : String(messages.reason);
    if (message !== undefined) throw gpuLost(message);
    if (values.status === "rejected") throw gpuLost(lost ?? String(values.reason));
    if (lost !== null) throw gpuLost(lost);
    return values.value;
  }

  return {
    device,
    hasSubgroups: device.features.has("subgroups"),
    mostBytes: device.limits.maxStorageBufferBindingSize,
    storage: (bytes) =>
      device.createBuffer({
        size: aligned(Math.max(bytes, ALIGNMENT)),
        usage: usage.storage | usage.copyTarget | usage.copySource,
      }),
    upload(buffer, data) {
      device.queue.writeBuffer(buffer, 0, data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
    },
    copy(from, to, bytes) {
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(from, 0, to, 0, aligned(bytes));
      device.queue.submit([encoder.finish()]);
    },
    // One after the other: the runs of a page share what is read back through, and the scopes of errors are a stack.
    submit(encode, wanted = []) {
      const next = last.then(() => submit(encode, wanted));
      last = next.catch(() => undefined);
      return next;
    },
    destroy: () => device.destroy(),
  };
}
