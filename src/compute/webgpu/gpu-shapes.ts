/** Numbers that the kernels and those who call them agree on. Default limits of WebGPU suffice for all of them. */

/** The standard's numbers for what a buffer is for; engines compile without the names that browsers have for them. */
export const usage = { mapRead: 1, copySource: 4, copyTarget: 8, uniform: 64, storage: 128 } as const;
export const MAP_READ = 1;

/** Threads of a workgroup. */
export const LANES = 256;
/** Row positions that one workgroup splits. */
export const BLOCK_ROWS = 1024;
/** Row positions that one workgroup sums. */
export const CHUNK_ROWS = 4096;
/** 32-bit words of sums that a workgroup keeps: 16 KiB. */
export const TILE_WORDS = 4096;

/** A pair of quantised numbers, and a slot of a histogram: two of 32 bits, or two of 64, low half first. */
export const wordsOf = (packed: boolean): number => (packed ? 2 : 4);

/** Words of a split: [first row, rows, buffer, plane, shift, table, first block, blocks]. */
export const SPLIT_WORDS = 8;
/** Words of a tile: [first column entry, columns, first slot, slots]. */
export const TILE_ENTRY_WORDS = 4;
/** Words of a column in a tile: [plane, shift, first slot in the tile, first bin, bins]. */
export const COLUMN_ENTRY_WORDS = 5;
