const bits = new BigInt64Array(1);
const asDouble = new Float64Array(bits.buffer);

/** Place of a double in the order of all doubles, so that a difference counts units in the last place. */
function place(value: number): bigint {
  asDouble[0] = value;
  return bits[0]! < 0n ? -(bits[0]! & 0x7fffffffffffffffn) : bits[0]!;
}

/** How many doubles lie between two. */
export function unitsApart(left: number, right: number): number {
  if (Object.is(left, right) || (Number.isNaN(left) && Number.isNaN(right))) return 0;
  const difference = place(left) - place(right);
  return Number(difference < 0n ? -difference : difference);
}
