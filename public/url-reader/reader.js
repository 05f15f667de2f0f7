// The one document that may talk to other servers. It gets an address from the lab's page, hands back the bytes, and
// knows nothing else: no rows, no settings. The page itself can connect to nobody.

const MOST_BYTES = 500 * 1024 * 1024;

/**
 * @param {string} url
 * @param {MessagePort} port
 * @param {AbortSignal} signal
 */
async function read(url, port, signal) {
  const response = await fetch(url, {
    mode: "cors",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    signal,
  });
  if (!response.ok) return { kind: "status", status: response.status };
  const reader = response.body.getReader();
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { kind: "end", type: response.headers.get("content-type") ?? "" };
    total += value.length;
    if (total > MOST_BYTES) {
      await reader.cancel();
      return { kind: "too-large", maxBytes: MOST_BYTES };
    }
    const bytes = value.slice();
    port.postMessage({ kind: "chunk", bytes }, [bytes.buffer]);
  }
}

addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source !== parent || event.origin !== location.origin || port === undefined) return;
  const abort = new AbortController();
  port.onmessage = () => abort.abort();
  read(event.data, port, abort.signal).then(
    (end) => port.postMessage(end),
    () => port.postMessage({ kind: abort.signal.aborted ? "cancelled" : "refused" }),
  );
});

parent.postMessage("url-reader", location.origin);
