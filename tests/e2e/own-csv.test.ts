import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csvOf, lab, scratchFolder } from "../unit/cli-process.ts";
import { launchChromium } from "./chromium.ts";
import {
  importCsv,
  importScreen,
  modelSumOf,
  openLab,
  runCard,
  savedText,
  shownRound,
  statusLine,
  untilTrained,
} from "./lab-page.ts";
import { servePage } from "./serve-page.ts";

const files = scratchFolder();
const csv = files.write(
  "numbers.csv",
  csvOf(300, (x, z, row) => (x * 2 + (z > 5 ? 3 : 0) + (row % 7) / 10).toFixed(2)),
);

let browser: Browser;
let server: Awaited<ReturnType<typeof servePage>>;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), servePage()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe("an own CSV", () => {
  it("is compared by two runs, scrubbed, looked into, and taken along", async () => {
    const { page, problems, requests } = await openLab(browser, server.address);
    await untilTrained(page);
    const before = requests.length;
    await importCsv(page, csv, "y");
    await untilTrained(page);

    await page.getByRole("button", { name: "Add a run" }).click();
    await page.getByRole("menuitem", { name: /^GBDT/ }).click();
    await runCard(page, "GBDT 2").waitFor();
    await untilTrained(page);

    await page.getByRole("slider", { name: "Round", exact: true }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    expect(await shownRound(page)).toBe(1);
    const tree = page.getByRole("article", { name: "GBDT", exact: true }).getByRole("tree");
    await tree.getByRole("treeitem").first().focus();
    await page.keyboard.press("Enter");
    await page.getByText(/equal to the log/).waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Export" }).click();
    const dialog = page.getByRole("dialog");
    const predictions = await savedText(page, dialog.getByRole("button", { name: /^Predictions/ }));
    expect(predictions.split("\n")[0]).toBe("row,prediction");
    expect(predictions.trimEnd().split("\n")).toHaveLength(301);
    const metrics = await savedText(page, dialog.getByRole("button", { name: /^Metrics/ }));
    expect(metrics.split("\n")[0]).toBe("round,set,metric,value");
    const model = await savedText(page, dialog.getByRole("button", { name: /^Model/ }));
    await page.keyboard.press("Escape");
    expect(createHash("sha256").update(model).digest("hex")).toBe(await modelSumOf(page, "GBDT"));

    const sent = requests
      .slice(before)
      .filter((url) => !url.startsWith(server.address) && !/^(data|blob):/.test(url));
    expect(sent).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("is dropped anywhere on the page", async () => {
    const { page } = await openLab(browser, server.address);
    await untilTrained(page);
    const drag = (given: { type: string; text: string }) => {
      const carried = new DataTransfer();
      carried.items.add(new File([given.text], "dropped.csv", { type: "text/csv" }));
      window.dispatchEvent(
        new DragEvent(given.type, { dataTransfer: carried, bubbles: true, cancelable: true }),
      );
      return document.querySelector(".file-drop") !== null;
    };
    const text = readFileSync(csv, "utf8");
    // Who takes files comes behind the first picture.
    await page.waitForFunction(drag, { type: "dragover", text });
    await page.evaluate(drag, { type: "drop", text });
    await importScreen(page).getByText("dropped.csv").first().waitFor();
    await page.context().close();
  });

  it("that cannot be read is refused in a sentence with a code", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const broken = files.write("broken.csv", "a,b\n\u0001\u0002\u0003\n3,4\n");
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open table…" }).click();
    await (await chooser).setFiles(broken);
    await page.getByText("read.encoding").first().waitFor();
    expect(await page.getByRole("article").count()).toBe(3);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it("can be stopped while it trains; what was learnt is kept", async () => {
    const { page, problems } = await openLab(browser, server.address);
    await untilTrained(page);
    const big = files.write(
      "big.csv",
      csvOf(20_000, (x, z, row) => (x * z + (row % 11)).toFixed(2)),
    );
    await importCsv(page, big, "y");
    const rounds = page.getByRole("textbox", { name: "Rounds", exact: true });
    await statusLine(page, /Training, round [1-9]/).waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await statusLine(page, /Stopped\. The models are kept\.|trained\./).waitFor();
    expect(await rounds.inputValue()).toBe("120");
    expect(await shownRound(page)).toBeGreaterThan(0);
    expect(await modelSumOf(page, "GBDT")).toMatch(/^[0-9a-f]{64}$/);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("page and command line", () => {
  it("give the same model on threads, on one where memory is not shared, and in a terminal", async () => {
    const line = (row: number) => Array.from({ length: 9 }, (_, f) => (row * (7919 + 31 * f)) % 1009);
    const lines = Array.from({ length: 42_000 }, (_, row) => {
      const cells = line(row);
      return [...cells, cells[0]! * 3 + ((cells[1]! * cells[2]!) % 97)].join();
    });
    const wide = files.write("wide.csv", `a,b,c,d,e,f,g,h,i,y\n${lines.join("\n")}\n`);
    const isolated = await openLab(browser, server.address);
    await importCsv(isolated.page, wide, "y");
    await untilTrained(isolated.page);
    const sum = await modelSumOf(isolated.page, "GBDT");
    await isolated.page.getByRole("button", { name: "Export" }).click();
    const dialog = isolated.page.getByRole("dialog");
    await dialog.getByLabel("Run").selectOption({ label: "GBDT" });
    const settings = await savedText(
      isolated.page,
      dialog.getByRole("button", { name: /^This run's settings/ }),
    );
    const kernelThreads = ({ requests }: { requests: readonly string[] }) =>
      requests.filter((url) => url.includes("kernel.worker")).length;
    expect(kernelThreads(isolated)).toBeGreaterThan(0);
    await isolated.page.context().close();

    const alone = await openLab(browser, server.address, { isolated: false });
    expect(await alone.page.evaluate(() => crossOriginIsolated)).toBe(false);
    await importCsv(alone.page, wide, "y");
    await untilTrained(alone.page);
    expect(await modelSumOf(alone.page, "GBDT")).toBe(sum);
    expect(kernelThreads(alone)).toBe(0);
    await alone.page.context().close();

    const experiment = files.write("wide.json", settings);
    for (const threads of ["1", "3"]) {
      const args = ["train", "--experiment", experiment, "--data", wide, "--threads", threads, "--json"];
      expect(JSON.parse(lab(args).stdout).modelSha256).toBe(sum);
    }
  });

  it.each([{}, { TZ: "Pacific/Apia", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", LANGUAGE: "tr" }])(
    "give the same model under %j",
    async (environment) => {
      const abroad = await launchChromium(environment);
      try {
        const { page } = await openLab(abroad, server.address);
        await importCsv(page, csv, "y");
        await untilTrained(page);
        for (const name of ["GBDT", "NGBoost"]) {
          const sum = await modelSumOf(page, name);
          await page.getByRole("button", { name: "Export" }).click();
          const dialog = page.getByRole("dialog");
          await dialog.getByLabel("Run").selectOption({ label: name });
          const command = (await dialog.locator("[data-command]").textContent()) ?? "";
          const settings = await savedText(
            page,
            dialog.getByRole("button", { name: /^This run's settings/ }),
          );
          await page.keyboard.press("Escape");
          const args = command.replace(/^npm run --silent lab -- /, "").split(" ");
          const at = args.indexOf("--data");
          args.splice(args.indexOf("--experiment") + 1, 1, files.write("settings.json", settings));
          const model = files.path("model.json");
          args.splice(at + 1, 1, csv);
          args.splice(args.indexOf("--model") + 1, 1, model);
          const { stdout, stderr } = lab(args, environment);
          expect(stderr).toBe("");
          expect(JSON.parse(stdout).modelSha256).toBe(sum);
        }
        expect(await runCard(page, "GBDT").count()).toBe(1);
      } finally {
        await abroad.close();
      }
    },
  );
});
