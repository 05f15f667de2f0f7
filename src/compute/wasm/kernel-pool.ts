import { bellWords } from "./serve-kernels.mjs";
import type { GrowableMemory } from "./wasm-memory.ts";
import type { KernelModule } from "./wasm-module.ts";

/** A thread that a host started with serve-kernels. */
export interface KernelThread {
  post(message: object): void;
  terminate(): void;
}

/** Starts a thread. `onAnswer`: it handled a message; `onEnd`: it could not start, or died. */
export type StartThread = (onAnswer: () => void, onEnd: () => void) => KernelThread;

/** Threads that help in rooms: memories that they share with the caller. */
export interface KernelPool {
  /** Threads that can work, the caller's among them. */
  readonly threads: number;
  /** Settles when every thread that lives knows the memory. */
  open(memory: GrowableMemory): Promise<number>;
  close(room: number): void;
  /** Calls the threads to a room. Those that come late find nothing to do. */
  call(room: number): void;
  dispose(): void;
}

interface Member {
  readonly thread: KernelThread;
  sent: number;
  answered: number;
  isAlive: boolean;
}

/** A pool of `size` threads, the caller's among them; the others are started when the first room is opened. */
export function createKernelPool({ module }: KernelModule, start: StartThread, size: number): KernelPool {
  const bell = new Int32Array(new SharedArrayBuffer(4 * Object.keys(bellWords).length));
  let members: Member[] | null = null;
  let waiting: (() => void)[] = [];
  let nextRoom = 1;

  /** Wakes those who wait for answers; they look again. */
  function lookAgain(): void {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  }

  function startMembers(): Member[] {
    return Array.from({ length: size - 1 }, () => {
      const member: Member = {
        thread: start(
          () => {
            member.answered++;
            lookAgain();
          },
          () => {
            member.isAlive = false;
            lookAgain();
          },
        ),
        sent: 0,
        answered: 0,
        isAlive: true,
      };
      return member;
    });
  }

  function living(): Member[] {
    return (members ?? []).filter(({ isAlive }) => isAlive);
  }

  function wake(): void {
    Atomics.add(bell, bellWords.generation, 1);
    if (Atomics.load(bell, bellWords.sleepers) > 0) Atomics.notify(bell, bellWords.generation);
  }

  /** The bell counts the message before it is sent, so that a thread at work looks for it. */
  function send(messageFor: (thread: number) => object): void {
    Atomics.add(bell, bellWords.messages, 1);
    members?.forEach((member, i) => {
      if (!member.isAlive) return;
      member.sent++;
      member.thread.post(messageFor(i + 1));
    });
    wake();
  }

  return {
    get threads() {
      return members === null ? size : living().length + 1;
    },
    async open(memory) {
      const room = nextRoom++;
      if (members === null) {
        members = startMembers();
        send((thread) => ({ kind: "start", bell: bell.buffer, module, thread }));
      }
      send(() => ({ kind: "open", room, memory }));
      const upTo = living().map((member) => ({ member, sent: member.sent }));
      while (upTo.some(({ member, sent }) => member.isAlive && member.answered < sent)) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
      return room;
    },
    close: (room) => send(() => ({ kind: "close", room })),
    call(room) {
      Atomics.store(bell, bellWords.room, room);
      wake();
    },
    dispose() {
      for (const { thread } of living()) thread.terminate();
      members = [];
    },
  };
}
