import { expect, it } from "vitest";
import { lab as commandLine } from "../unit/cli-process.ts";
import type { Driver } from "./driver.ts";

/** What is kept, and what is the same everywhere. */
export function keptJourneys(open: () => Promise<Driver>): void {
  it("a reload brings back what was learnt, and the command line learns the same bits from the link", async () => {
    const lab = await open();
    await lab.read(/3 runs trained\./);
    const before = await detailsOf(lab, "GBDT");
    await lab.press("q");
    await lab.until(() => document.querySelector("dialog input[readonly]") !== null);
    const address = await lab.page.$eval(
      "dialog input[readonly]",
      (field) => (field as HTMLInputElement).value,
    );
    await lab.press("Escape");
    for (const [run, name] of [
      ["1", "GBDT"],
      ["2", "GrowNet"],
      ["3", "NGBoost"],
    ] as const) {
      const { stdout, stderr } = commandLine(["train", "--link", address, "--run", run, "--json"]);
      expect(stderr).toBe("");
      expect(JSON.parse(stdout).modelSha256).toBe((await detailsOf(lab, name)).sum);
    }
    const reproduced = commandLine(["reproduce", address]);
    expect(reproduced.stdout).toContain("Bit-equal");
    expect(reproduced.status).toBe(0);
    await lab.press("Home", "ArrowRight", "ArrowRight", "ArrowRight");
    await untilKeptAt3(lab);
    await lab.page.reload();
    await lab.read(/3 runs trained\./);
    expect(await lab.round()).toBe(3);
    // Trained again, the engine would have taken another time.
    expect(await detailsOf(lab, "GBDT")).toEqual(before);
    // Another link is another experiment; this one comes back trained anew, and is told to be the same.
    await lab.page.goto(`${address.slice(0, address.indexOf("#"))}#d=sine&e=gbdt&rounds=3`);
    await lab.read(/1 run trained\./);
    await lab.page.goto(address);
    await lab.read(/Bit-equal: the data, the settings/);
    await lab.finish();
  });
}

/** Fingerprint and engine time of a run, from its card. */
async function detailsOf(lab: Driver, name: string) {
  await lab.page.evaluate((run) => {
    const card = document.querySelector(`[aria-label='Run ${run}']`);
    if (card?.querySelector("[data-model-sha256]")) return;
    [...(card?.querySelectorAll("button") ?? [])]
      .find((button) => button.textContent?.includes("More settings"))
      ?.click();
  }, name);
  const place = `[aria-label='Run ${name}'] [data-model-sha256]`;
  await lab.until((selector) => document.querySelector(selector) !== null, place);
  return lab.page.$eval(place, (element) => ({
    sum: element.getAttribute("data-model-sha256"),
    time: element.closest("dl")?.querySelector("dd")?.textContent,
  }));
}

/** Until the browser has written that the clock stands at round 3, and all rounds: slow disks take seconds for them. */
async function untilKeptAt3(lab: Driver): Promise<void> {
  await lab.until(async () => {
    const known = (await indexedDB.databases()).some(({ name: one }) => one === "boosting-lab-work");
    if (!known) return false;
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open("boosting-lab-work");
      request.onsuccess = () => resolve(request.result);
    });
    const works = await new Promise<{ position: number; runs: { status: string }[] }[]>((resolve) => {
      const all = database
        .transaction("work")
        .objectStore("work")
        .getAll(IDBKeyRange.bound("work/", "work0"));
      all.onsuccess = () => resolve(all.result);
    });
    database.close();
    return works.some(
      ({ position, runs }) => position === 3 && runs.every(({ status }) => status === "finished"),
    );
  });
}
