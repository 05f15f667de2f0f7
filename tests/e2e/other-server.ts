import { createServer } from "node:http";

const CSV = Array.from(
  { length: 80 },
  (_, row) => `${row},${(row * 7) % 11},${row * 2 + ((row * 7) % 11)}`,
).join("\n");

/** Another origin: a table that anyone may read, one that nobody may, a web page, and nothing. */
export async function serveElsewhere() {
  const asked: { readonly url: string; readonly cookie: string; readonly referer: string }[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    asked.push({ url, cookie: request.headers.cookie ?? "", referer: request.headers.referer ?? "" });
    if (!url.startsWith("/closed")) response.setHeader("Access-Control-Allow-Origin", "*");
    if (url.startsWith("/page")) response.setHeader("Content-Type", "text/html");
    response.statusCode = url.startsWith("/nothing") ? 404 : 200;
    response.end(url.startsWith("/page") ? "<!doctype html><p>A table</p>" : `a,b,y\n${CSV}\n`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const place = server.address();
  if (place === null || typeof place === "string") throw new Error("The server has no port.");
  return {
    address: `http://127.0.0.1:${place.port}`,
    asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
      }),
  };
}
