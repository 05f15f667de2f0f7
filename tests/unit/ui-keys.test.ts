import { afterEach, describe, expect, it, vi } from "vitest";
import type { Lab } from "../../src/store/lab.ts";
import { keyHelp, pressKey } from "../../src/ui/keys.ts";
import { switchLetters } from "../../src/ui/letter-keys.ts";
import { labUnderTest } from "./store-fixture.ts";

function press(lab: Lab, key: string): boolean {
  const event = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, target: null };
  return pressKey(lab, event as unknown as KeyboardEvent);
}

// Node has no page: whatever a key looks at there has to be given.
vi.stubGlobal("HTMLElement", class {});
vi.stubGlobal("HTMLButtonElement", class {});

afterEach(() => switchLetters(true));

describe("keys", () => {
  it("G, T and L change what is shown, and back", () => {
    const { lab } = labUnderTest();
    const view = () => lab.store.getState().view;
    for (const key of ["g", "T", "l"]) expect(press(lab, key)).toBe(true);
    expect(view()).toMatchObject({ restMode: "gradients", showTest: true, logLoss: true });
    for (const key of ["G", "t", "L"]) press(lab, key);
    expect(view()).toMatchObject({ restMode: "residuals", showTest: false, logLoss: false });
  });

  it("single characters can be switched off, the others go on", () => {
    const { lab } = labUnderTest();
    switchLetters(false);
    for (const key of ["g", "t", "l", "b", "r", "1", "[", "]", "?"]) expect(press(lab, key)).toBe(false);
    expect(press(lab, "Home")).toBe(true);
    expect(press(lab, " ")).toBe(true);
    expect(lab.store.getState().view).toMatchObject({ showTest: false, dialog: null });
  });

  it("the list names every character that can be switched off", () => {
    const listed = keyHelp.filter((line) => line.isLetter).map((line) => line.keys);
    expect(listed).toEqual(["B", "R", "G", "T", "L", "[ ]", "1 to 9", "?"]);
  });
});
