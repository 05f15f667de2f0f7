import { type ErrorCode, LabError } from "../core/errors.ts";
import { addressWords as words } from "../words/address.ts";

/** Gets the bytes of a public address. Throws LabErrors with a code url.*. */
export interface UrlReader {
  read(url: string, onProgress: (bytesRead: number) => void, signal: AbortSignal): Promise<File>;
}

const READER = "url-reader/index.html";

type Answer =
  | { readonly kind: "chunk"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "end"; readonly type: string }
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "too-large"; readonly maxBytes: number }
  | { readonly kind: "refused" | "cancelled" };

/** The page may connect to nobody: a framed document with a policy of its own does it, for one address at a time. */
export function createUrlReader(page: Document): UrlReader {
  return {
    async read(given, onProgress, signal) {
      const url = tableAddress(given);
      const frame = await openReader(page);
      try {
        const { chunks, type } = await fetchThrough(frame, url.href, { onProgress, signal });
        if (/^text\/html\b/i.test(type)) throw notATable(url);
        return new File(chunks, fileName(url));
      } finally {
        frame.remove();
      }
    },
  };
}

/** A public address of a file. Pages of GitHub that show a file stand for the file itself. */
export function tableAddress(given: string): URL {
  const text = given.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw failure("url.invalid", words.invalid, {
      url: text.slice(0, 200),
    });
  }
  const shown = /^\/([^/]+\/[^/]+)\/blob\/(.+)$/.exec(url.pathname);
  if (url.hostname === "github.com" && shown !== null) {
    return new URL(`https://raw.githubusercontent.com/${shown[1]}/${shown[2]}`);
  }
  return url;
}

function fileName(url: URL): string {
  const last = url.pathname.split("/").at(-1) ?? "";
  return last === "" ? url.hostname : decodeURIComponent(last);
}

function failure(code: ErrorCode, message: string, facts: LabError["facts"] = {}): LabError {
  return new LabError(code, message, facts);
}

function notATable({ hostname }: URL): LabError {
  return failure("url.not-a-table", words.notATable(hostname));
}

async function openReader(page: Document): Promise<HTMLIFrameElement> {
  const frame = page.createElement("iframe");
  frame.hidden = true;
  frame.title = words.reader;
  frame.src = new URL(READER, page.baseURI).href;
  const ready = new Promise<boolean>((resolve) => {
    const hear = (event: MessageEvent) => {
      if (event.source !== frame.contentWindow || event.data !== "url-reader") return;
      window.removeEventListener("message", hear);
      resolve(true);
    };
    window.addEventListener("message", hear);
    // a frame that loads without a word is not the reader
    frame.addEventListener("load", () => setTimeout(() => resolve(false), 1000));
  });
  page.body.append(frame);
  if (await ready) return frame;
  frame.remove();
  throw failure("url.refused", words.noReader);
}

interface Reading {
  readonly onProgress: (bytesRead: number) => void;
  readonly signal: AbortSignal;
}

function fetchThrough(frame: HTMLIFrameElement, url: string, { onProgress, signal }: Reading) {
  const { port1, port2 } = new MessageChannel();
  return new Promise<{ chunks: Uint8Array<ArrayBuffer>[]; type: string }>((resolve, reject) => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let bytesRead = 0;
    port1.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === "chunk") {
        chunks.push(data.bytes);
        bytesRead += data.bytes.length;
        onProgress(bytesRead);
        return;
      }
      port1.close();
      if (data.kind === "end") resolve({ chunks, type: data.type });
      else reject(errorOf(data, url));
    };
    signal.addEventListener("abort", () => {
      port1.postMessage("cancel");
      reject(errorOf({ kind: "cancelled" }, url));
    });
    frame.contentWindow?.postMessage(url, new URL(frame.src).origin, [port2]);
  });
}

function errorOf(answer: Exclude<Answer, { kind: "chunk" | "end" }>, url: string): LabError {
  const { host } = new URL(url);
  switch (answer.kind) {
    case "status":
      return failure("url.status", words.status(host, answer.status), { status: answer.status });
    case "too-large":
      return failure("url.too-large", words.tooLarge, { maxBytes: answer.maxBytes });
    case "cancelled":
      return failure("url.cancelled", words.cancelled);
    case "refused":
      return failure("url.refused", words.refused(host), { host });
  }
}
