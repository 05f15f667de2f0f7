import { LabError } from "../../core/errors.ts";

const MOST_BYTES = 4 * 1024 * 1024 * 1024;
/** Up to here any ratio is harmless. */
const FREE_BYTES = 64 * 1024 * 1024;
/** Tables of zeros shrink to a hundredth; deflate can do a thousandth, which only bombs do at this size. */
const MOST_RATIO = 300;

/** Counts unpacked bytes; throws read.bomb when there are more than a table of this size packed can hold. */
export function createUnpackGuard(packedBytes: number): (unpackedBytes: number) => void {
  let total = 0;
  return (unpackedBytes) => {
    total += unpackedBytes;
    const isBomb = total > FREE_BYTES && total > MOST_RATIO * packedBytes;
    if (total <= MOST_BYTES && !isBomb) return;
    throw new LabError(
      "read.bomb",
      `The file unpacks to more than ${Math.floor(total / (1024 * 1024))} megabytes from ${Math.ceil(packedBytes / 1024)} kilobytes, so reading was stopped. Nothing was kept. If this is meant, unpack it first and open the table inside.`,
      { packedBytes, unpackedBytes: total },
    );
  };
}
