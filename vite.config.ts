import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { workersInOneBuild } from "./vite.workers.ts";

const PORT = 5173;

/** Isolation (for shared memory) and what a strict server says about a page that talks to nobody. */
const isolationHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

// The hash is that of the empty string: Plotly makes empty style elements and fills them through the CSSOM.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The one document that fetches public addresses has a policy of its own; the page can only frame it. */
const URL_READER = "/url-reader/";
const URL_READER_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src https: http:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

/** A frame in somebody else's page is asked for by its query: any page may hold it, the whole page nobody. */
const EMBED = /\?(?:.*&)?embed(?:[=&]|$)/;
const EMBED_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
  "cross-origin-resource-policy": "cross-origin",
};

/** Documents of the page that have headers of their own, by the lower-case names of what differs. */
function ownHeaders(url: string): { readonly [name: string]: string } {
  if (url.includes(URL_READER)) return { "content-security-policy": URL_READER_POLICY };
  return EMBED.test(url) ? EMBED_HEADERS : {};
}

const documentHeaders: Plugin = {
  name: "document-headers",
  configurePreviewServer(server) {
    server.middlewares.use((request, response, next) => {
      const own = ownHeaders(request.url ?? "");
      const set = response.setHeader.bind(response);
      response.setHeader = (name, value) => set(name, own[name.toLowerCase()] ?? value);
      next();
    });
  },
};

export default defineConfig({
  // Relative addresses: the built page works under any path of any static host.
  base: "./",
  plugins: [react(), documentHeaders, workersInOneBuild()],
  // Plotly's dependencies name Node's global object.
  define: { global: "globalThis" },
  build: {
    target: ["chrome120", "firefox121", "safari17.2"],
    // Nothing is inlined as a data: address, so that the content security policy needs no exception.
    assetsInlineLimit: 0,
    manifest: true,
    chunkSizeWarningLimit: 1500,
  },
  // The development server inlines scripts and styles and reloads over a socket: no strict policy there.
  server: { port: PORT, headers: isolationHeaders },
  preview: {
    port: PORT,
    headers: { ...isolationHeaders, "Content-Security-Policy": CONTENT_SECURITY_POLICY },
  },
});
