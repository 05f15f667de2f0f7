/**
 * Remembers what was made of an object, by a key, as long as anybody holds `anchorOf` of the result: who asks meanwhile
 * shares it. What failed is made again. To be used for results that nothing but object and key decides.
 */
export function createWeakMemo<Owner extends object, Result>(anchorOf: (result: Result) => object) {
  const known = new WeakMap<Owner, Map<string, WeakRef<Promise<Result>>>>();
  /** Holds the promise as long as the anchor lives. */
  const holders = new WeakMap<object, Promise<Result>>();
  return (owner: Owner, key: string, make: () => Promise<Result>): Promise<Result> => {
    const made = known.get(owner) ?? new Map<string, WeakRef<Promise<Result>>>();
    known.set(owner, made);
    const shared = made.get(key)?.deref();
    if (shared !== undefined) return shared;
    const result = make();
    made.set(key, new WeakRef(result));
    result.then(
      (value) => holders.set(anchorOf(value), result),
      () => made.delete(key),
    );
    return result;
  };
}
