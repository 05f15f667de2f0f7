import { LabError } from "../core/errors.ts";

/** Gets what a scanner finds. The bytes of a cell (quotes taken off) are valid only during the call. */
export interface CellSink {
  cell(bytes: Uint8Array, start: number, end: number, quoted: boolean): void;
  endRecord(): void;
}

/** Cuts delimited bytes into cells. State carries over from push to push, so where chunks end changes nothing. */
export interface ByteScanner {
  push(chunk: Uint8Array): void;
  end(): void;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const PIECE_BYTES = 1 << 18;

/** Where in a cell the scan stands. */
const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const QUOTE_SEEN = 3;
const TAIL = 4;

/** Takes quotes off in place; text after the closing quote is kept, blanks there are not. Returns the new end. */
function unquote(bytes: Uint8Array, start: number, end: number): number {
  let out = start;
  let inside = true;
  let kept = start;
  for (let i = start + 1; i < end; i++) {
    const byte = bytes[i]!;
    if (inside && byte === QUOTE) {
      if (bytes[i + 1] === QUOTE && i + 1 < end) i++;
      else {
        inside = false;
        continue;
      }
    }
    bytes[out++] = byte;
    if (inside || (byte !== SPACE && byte !== TAB)) kept = out;
  }
  return kept;
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== SPACE && bytes[i] !== TAB) return false;
  return true;
}

export function createByteScanner(delimiter: number, sink: CellSink): ByteScanner {
  const stops = new Uint8Array(256);
  stops[delimiter] = stops[LINE_FEED] = stops[CARRIAGE_RETURN] = 1;
  let buffer = new Uint8Array(PIECE_BYTES * 2);
  let length = 0;
  let position = 0;
  let cellStart = 0;
  let state = START;
  let cellCount = 0;
  let afterCarriageReturn = false;
  let line = 1;
  let quoteLine = 1;

  function append(piece: Uint8Array): void {
    const kept = length - cellStart;
    if (kept + piece.length > buffer.length) {
      const larger = new Uint8Array(Math.max(buffer.length * 2, kept + piece.length));
      larger.set(buffer.subarray(cellStart, length));
      buffer = larger;
    } else {
      buffer.copyWithin(0, cellStart, length);
    }
    buffer.set(piece, kept);
    position -= cellStart;
    length = kept + piece.length;
    cellStart = 0;
  }

  /** Ends the cell at `end`, where `stop` was met. */
  function finish(start: number, end: number, stop: number): void {
    const quoted = state > PLAIN;
    if (stop === delimiter || cellCount > 0 || quoted || !isBlank(buffer, start, end)) {
      sink.cell(buffer, start, quoted ? unquote(buffer, start, end) : end, quoted);
      cellCount++;
    }
    state = START;
    if (stop === delimiter) return;
    if (cellCount > 0) sink.endRecord();
    cellCount = 0;
    line++;
    afterCarriageReturn = stop === CARRIAGE_RETURN;
  }

  /** Skips blanks before a cell and finds out how it begins; returns the place of its first byte. */
  function open(from: number): number {
    let p = from;
    if (afterCarriageReturn && buffer[p] === LINE_FEED) cellStart = ++p;
    afterCarriageReturn = false;
    while (p < length && buffer[p] === SPACE) p++;
    if (p === length) return p;
    if (buffer[p] !== QUOTE) {
      state = PLAIN;
      return p;
    }
    state = QUOTED;
    cellStart = p;
    quoteLine = line;
    return p + 1;
  }

  /** Moves on inside a quoted cell; returns where it stopped. */
  function scanQuoted(from: number): number {
    let p = from;
    while (p < length && state === QUOTED) {
      const byte = buffer[p++];
      if (byte === QUOTE) state = QUOTE_SEEN;
      else if (byte === LINE_FEED) line++;
    }
    if (p < length && state === QUOTE_SEEN && stops[buffer[p]!] === 0) {
      state = buffer[p++] === QUOTE ? QUOTED : TAIL;
    }
    return p;
  }

  /** Cuts plain cells that end at a delimiter, the most of any file; returns where something else begins. */
  function scanPlainCells(from: number): number {
    const bytes = buffer;
    const end = length;
    let start = from;
    for (let p = from; p < end; p++) {
      const byte = bytes[p]!;
      if (byte === delimiter) {
        sink.cell(bytes, start, p, false);
        cellCount++;
        start = p + 1;
      } else if (byte <= CARRIAGE_RETURN || (p === start && (byte === SPACE || byte === QUOTE))) break;
    }
    cellStart = start;
    return start;
  }

  function scan(): void {
    let p = position;
    while (p < length) {
      if (state === START) {
        if (!afterCarriageReturn && p === cellStart) p = scanPlainCells(p);
        if (p < length) p = open(p);
      } else if (state === QUOTED || (state === QUOTE_SEEN && stops[buffer[p]!] === 0)) {
        p = scanQuoted(p);
      } else {
        while (p < length && stops[buffer[p]!] === 0) p++;
        if (p === length) break;
        finish(cellStart, p, buffer[p]!);
        p++;
        cellStart = p;
      }
    }
    position = p;
  }

  return {
    push(chunk) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        append(chunk.subarray(at, at + PIECE_BYTES));
        scan();
      }
    },
    end() {
      if (state === QUOTED) {
        throw new LabError(
          "read.unclosed-quote",
          `A quotation mark opened on line ${quoteLine} is never closed, so the rest of the file is one cell. Nothing was kept. Close it or remove it in the file, then open the file again.`,
          { line: quoteLine },
        );
      }
      if (length > cellStart || cellCount > 0) finish(cellStart, length, LINE_FEED);
    },
  };
}
