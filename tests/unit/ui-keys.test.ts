import { afterEach, describe, expect, it, vi } from "vitest";
import type { Lab } from "../../src/store/lab.ts";
import { commands } from "../../src/ui/commands.ts";
import { combinationOf, pressKey } from "../../src/ui/keys.ts";
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
    for (const key of ["G", "G", "t", "L"]) press(lab, key);
    expect(view()).toMatchObject({ restMode: "residuals", showTest: false, logLoss: false });
  });

  it("single characters can be switched off, the others go on", () => {
    const { lab } = labUnderTest();
    switchLetters(false);
    for (const key of ["g", "t", "l", "b", "r", "1", "[", "]", "?", "n", "p", "f", "q", "s"])
      expect(press(lab, key)).toBe(false);
    expect(press(lab, "Home")).toBe(true);
    expect(press(lab, " ")).toBe(true);
    expect(lab.store.getState().view).toMatchObject({ showTest: false, dialog: null });
  });

  it("every character that stands alone can be switched off, and no key is given twice", () => {
    const alone = commands.filter(({ keys }) => keys.some((key) => /^(Shift\+)?.$/u.test(key)));
    expect(alone.every(({ isLetter }) => isLetter)).toBe(true);
    const keys = commands.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(commands.map(({ does }) => does)).size).toBe(commands.length);
  });

  it("tells Shift apart only where it means something else", () => {
    const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
    expect(combinationOf({ ...none, key: "F", shiftKey: true })).toBe("Shift+f");
    expect(combinationOf({ ...none, key: "B", shiftKey: true })).toBe("b");
    expect(combinationOf({ ...none, key: "?", shiftKey: true })).toBe("?");
    expect(combinationOf({ ...none, key: "z", metaKey: true })).toBe("Ctrl+z");
    expect(combinationOf({ ...none, key: "Z", ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+z");
    expect(combinationOf({ ...none, key: "ArrowLeft", shiftKey: true })).toBe("Shift+ArrowLeft");
  });
});
