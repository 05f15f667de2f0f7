import { existsSync } from "node:fs";
import { preview } from "vite";

/** The built page, served as `npm start` does, on a free port. */
export async function servePage(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const outDir = process.env.PAGE_FOLDER ?? "dist";
  if (!existsSync(`${outDir}/index.html`))
    throw new Error(`There is no page in ${outDir}; run npm run build.`);
  const server = await preview({
    build: { outDir },
    preview: { port: 0, host: "localhost" },
    logLevel: "silent",
  });
  const place = server.httpServer.address();
  if (place === null || typeof place === "string") throw new Error("The server has no port.");
  return { address: `http://localhost:${place.port}/`, close: () => server.close() };
}
