import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson, shortestFloat32Text, utf8Bytes } from "../../src/core/canonical-json.ts";
import { createRandomSource } from "../../src/core/random.ts";
import { createSha256, sha256Hex } from "../../src/core/sha256.ts";

describe("sha256", () => {
  it("gives the examples of FIPS 180-4", () => {
    expect(sha256Hex(utf8Bytes(""))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(sha256Hex(utf8Bytes("abc"))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(sha256Hex(utf8Bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))).toBe(
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
  });

  it("agrees with the host at every length around block borders, in any pieces", () => {
    const random = createRandomSource(1, "sha");
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => random.bits(i) & 255);
    for (let length = 0; length <= bytes.length; length++) {
      const part = bytes.subarray(0, length);
      const hash = createSha256();
      for (let at = 0; at < length; at += 1 + (length % 7)) {
        hash.update(part.subarray(at, at + 1 + (length % 7)));
      }
      const expected = createHash("sha256").update(part).digest("hex");
      expect(hash.hex()).toBe(expected);
      expect(sha256Hex(part)).toBe(expected);
    }
  });
});

describe("utf8Bytes", () => {
  it("agrees with TextEncoder, lone surrogates included", () => {
    for (const text of [
      "",
      "plain",
      "é£",
      "漢字",
      "a😀b",
      "\ud800",
      "\udc00x",
      "\ud83d\ud83d\ude00",
      "x\udbff",
    ]) {
      expect([...utf8Bytes(text)]).toEqual([...new TextEncoder().encode(text)]);
    }
  });
});

describe("canonicalJson", () => {
  it("sorts keys, leaves undefined out and writes numbers in one way", () => {
    expect(canonicalJson({ b: 1, a: [-0, Number.NaN, Infinity, 0.1], B: undefined, Z: "ü\n" })).toBe(
      '{"Z":"ü\\n","a":[0,null,null,0.1],"b":1}',
    );
  });

  it("writes typed arrays as arrays", () => {
    expect(canonicalJson({ f: Float32Array.of(0.1, -0, 3, Number.NaN, 1e-7), i: Int32Array.of(-1, 2) })).toBe(
      '{"f":[0.1,0,3,null,1e-7],"i":[-1,2]}',
    );
  });

  it("writes a float32 with the fewest digits that round back", () => {
    const random = createRandomSource(2, "floats");
    const view = new DataView(new ArrayBuffer(4));
    for (let i = 0; i < 20000; i++) {
      view.setUint32(0, random.bits(i));
      const value = view.getFloat32(0);
      if (!Number.isFinite(value)) continue;
      const text = shortestFloat32Text(value);
      expect(Math.fround(Number(text))).toBe(value);
      for (let digits = 1; digits < 10; digits++) {
        if (Math.fround(Number(value.toPrecision(digits))) !== value) continue;
        expect(text).toBe(String(Number(value.toPrecision(digits))));
        break;
      }
    }
  });
});
